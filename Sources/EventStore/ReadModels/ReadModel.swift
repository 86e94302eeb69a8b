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
    /// Why nothing will be folded any more.
    var ended: EventLogError?
  }

  private let state = Mutex(State())
  private let signal = HeadSignal(head: .origin)
  private let businessTime: Timestamp
  private let wanted = EventTypeFilter(P.Fact.types)

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
  ///
  /// - Throws: what ended the folding, ``EventLogError/closed`` if it was stopped; `CancellationError`.
  public func read<R: Sendable>(
    at position: Position, _ body: @Sendable (borrowing P, Position) -> R
  ) async throws -> R {
    while self.position < position {
      guard try await signal.wait(after: position.previous) != nil else {
        throw state.withLock { $0.ended } ?? EventLogError.closed
      }
    }
    return read { projection, position in body(projection, position) }
  }
}

/// What the runner does with a read model, whatever its projection.
public protocol FoldingReadModel: EventFold {
  /// The projection's stored name.
  var name: String { get }
  /// The projection's version.
  var version: UInt32 { get }
  /// Everything up to here is folded.
  var position: Position { get }
  /// Tells `begin` the position of the state, then writes the state's rows, and answers that position.
  func save(
    _ rows: inout SnapshotWriter, begin: (Position) throws(FieldError) -> Void
  ) throws(FieldError) -> Position
  /// Replaces the state by what `rows` hold, which was folded up to `position`.
  func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError)
  /// Nothing will be folded any more: whoever waits for a position is told why.
  func close(because reason: EventLogError)
}

/// What events are folded into. One thread at a time does that, in order; which one may differ from run to run.
public protocol EventFold: AnyObject, Sendable {
  /// Takes in a run of records; what it has folded already is passed over.
  ///
  /// - Throws: ``EventLogError/malformedEvent(position:_:)``; what lies before that event is folded.
  func fold(_ run: RecordRun) throws(EventLogError)
}

extension ReadModel: FoldingReadModel {
  /// As ``FoldingReadModel`` asks.
  public var name: String { P.name }

  /// As ``FoldingReadModel`` asks.
  public var version: UInt32 { P.version }

  /// As ``FoldingReadModel`` asks.
  public var position: Position { state.withLock { $0.position } }

  /// As ``EventFold`` asks. Reads wait until the whole run is folded.
  public func fold(_ run: RecordRun) throws(EventLogError) {
    let (reached, failure) = state.withLock { state -> (Position?, UnreadableFact?) in
      let run = run.behind(state.position)
      guard let last = run.last else { return (nil, nil) }
      do throws(UnreadableFact) {
        try state.projection.fold(run, of: wanted, occurredBy: businessTime)
        state.position = last
        return (last, nil)
      } catch {
        state.position = error.position.previous
        return (state.position, error)
      }
    }
    if let reached { signal.advance(to: reached) }
    if let failure { throw .malformedEvent(position: failure.position, failure.cause) }
  }

  /// As ``FoldingReadModel`` asks.
  public func save(
    _ rows: inout SnapshotWriter, begin: (Position) throws(FieldError) -> Void
  ) throws(FieldError) -> Position {
    // A copy: rows are written while folds go on.
    let (projection, position) = state.withLock { ($0.projection, $0.position) }
    try begin(position)
    try projection.save(&rows)
    return position
  }

  /// As ``FoldingReadModel`` asks.
  public func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError) {
    var projection = P()
    try projection.load(&rows)
    state.withLock { state in
      state.projection = projection
      state.position = position
    }
    signal.advance(to: position)
  }

  /// As ``FoldingReadModel`` asks.
  public func close(because reason: EventLogError) {
    state.withLock { $0.ended = $0.ended ?? reason }
    signal.close()
  }
}
