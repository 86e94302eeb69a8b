public import EventSourcing
import Synchronization

/// A projection's state, folded up to a position, that answers questions.
///
/// Reads run synchronously on the state itself, under its lock; folds take that lock for
/// ``EventLogLimits/eventsPerFold`` events at a time, so that a read waits microseconds. Keep what a read does short,
/// and copy out what is needed.
public final class ReadModel<P: Projection>: Sendable {
  private struct State {
    var projection = P()
    var position = Position.origin
  }

  private let state = Mutex(State())
  private let signal = HeadSignal(head: .origin)
  private let businessTime: Timestamp

  /// A read model that has seen nothing.
  ///
  /// - Parameter time: if given, only what had happened by then, as far as the log knows now, is folded: the state *at*
  ///   a business time. (The state *as of* a position is a prefix of the log: what was known then.)
  public init(at time: Timestamp? = nil) { businessTime = time ?? Timestamp(microseconds: .max) }

  /// Asks the state, consistent at the position that it is folded up to.
  public func read<R, E: Error>(_ body: (borrowing P, Position) throws(E) -> sending R) throws(E) -> sending R {
    try state.withLock { (state) throws(E) in try body(state.projection, state.position) }
  }

  /// Asks the state, once it includes `position`: how to read one's own write.
  public func read<R: Sendable>(
    at position: Position, _ body: @Sendable (borrowing P, Position) -> R
  ) async throws -> R {
    while self.position < position {
      guard try await signal.wait(after: position.previous) != nil else { throw EventLogError.closed }
    }
    return read { projection, position in body(projection, position) }
  }
}

/// What the runner does with a read model, whatever its projection.
public protocol FoldingReadModel: AnyObject, Sendable {
  /// The projection's stored name.
  var name: String { get }
  /// The projection's version.
  var version: UInt32 { get }
  /// Everything up to here is folded.
  var position: Position { get }
  /// Folds the events of a block from behind ``position`` up to `through`.
  func fold(_ block: EventBlock, through: Position) throws(EventLogError)
  /// Writes the state's rows, and answers the position that they belong to.
  func save(_ rows: inout SnapshotWriter) throws(FieldError) -> Position
  /// Replaces the state by what `rows` hold, which was folded up to `position`.
  func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError)
  /// Nothing will be folded any more: whoever waits for a position is told.
  func close()
}

extension ReadModel: FoldingReadModel {
  /// As ``FoldingReadModel`` asks.
  public var name: String { P.name }

  /// As ``FoldingReadModel`` asks.
  public var version: UInt32 { P.version }

  /// As ``FoldingReadModel`` asks.
  public var position: Position { state.withLock { $0.position } }

  /// As ``FoldingReadModel`` asks.
  public func fold(_ block: EventBlock, through: Position) throws(EventLogError) {
    let last = min(block.last, through)
    var next = max(block.first, position.next)
    while next <= last {
      let end = min(last, next.advanced(by: EventLogLimits.eventsPerFold - 1))
      try state.withLock { (state) throws(EventLogError) in
        try unsafe block.forEach(from: next, through: end) { (context, record, _) throws(FieldError) in
          if context.occurredAt <= businessTime, let fact = try record.fact(P.Fact.self) {
            state.projection.apply(fact, context)
          }
          state.position = context.position
        }
      }
      signal.advance(to: end)
      next = end.next
    }
  }

  /// As ``FoldingReadModel`` asks.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) -> Position {
    // A copy: rows are written while folds go on.
    let (projection, position) = state.withLock { ($0.projection, $0.position) }
    try projection.save(&rows)
    return position
  }

  /// As ``FoldingReadModel`` asks.
  public func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError) {
    var projection = P()
    try projection.load(&rows)
    state.withLock { $0 = State(projection: projection, position: position) }
    signal.advance(to: position)
  }

  /// As ``FoldingReadModel`` asks.
  public func close() { signal.close() }
}
