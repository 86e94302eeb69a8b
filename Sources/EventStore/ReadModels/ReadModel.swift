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
public protocol FoldingReadModel: AnyObject, Sendable {
  /// The projection's stored name.
  var name: String { get }
  /// The projection's version.
  var version: UInt32 { get }
  /// Everything up to here is folded.
  var position: Position { get }
  /// What one thread needs to fold events into the model.
  func makeFold() -> any EventFold
  /// Tells `begin` the position of the state, then writes the state's rows, and answers that position.
  func save(
    _ rows: inout SnapshotWriter, begin: (Position) throws(FieldError) -> Void
  ) throws(FieldError) -> Position
  /// Replaces the state by what `rows` hold, which was folded up to `position`.
  func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError)
  /// Nothing will be folded any more: whoever waits for a position is told why.
  func close(because reason: EventLogError)
}

/// One thread's part in folding events into a read model: it reads what they state, and then has the model take it in.
public protocol EventFold: AnyObject {
  /// Reads the facts of a run of records. What the model had folded when this was made is passed over.
  ///
  /// - Throws: ``EventLogError/malformedEvent(position:_:)``; what lies before that event was read.
  func read(_ run: RecordRun) throws(EventLogError)
  /// Has the model take in what was read, in order, and forgets it. Facts may look at the records' bytes until then.
  func apply()
}

extension ReadModel: FoldingReadModel {
  /// As ``FoldingReadModel`` asks.
  public var name: String { P.name }

  /// As ``FoldingReadModel`` asks.
  public var version: UInt32 { P.version }

  /// As ``FoldingReadModel`` asks.
  public var position: Position { state.withLock { $0.position } }

  /// As ``FoldingReadModel`` asks.
  public func makeFold() -> any EventFold { Fold(self) }

  private final class Fold: EventFold {
    /// Facts that are taken in at one go, and the position behind which the model then stands.
    private struct Batch {
      var facts: [StatedFact<P.Fact>] = []
      var last = Position.origin
    }

    private let model: ReadModel
    private let start: Position
    /// The memory of batches is used again; this many hold something.
    private var batches: [Batch] = []
    private var count = 0

    init(_ model: ReadModel) {
      self.model = model
      start = model.position
    }

    func read(_ run: RecordRun) throws(EventLogError) {
      let run = run.behind(start)
      guard let last = run.last else { return }
      if count == 0 || batches[count - 1].facts.count + run.count > EventLogLimits.eventsPerFold {
        count += 1
        if batches.count < count { batches.append(Batch()) }
      }
      do throws(UnreadableFact) {
        try P.read(run, of: model.wanted, occurredBy: model.businessTime, into: &batches[count - 1].facts)
      } catch {
        batches[count - 1].last = error.position.previous
        throw .malformedEvent(position: error.position, error.cause)
      }
      batches[count - 1].last = last
    }

    func apply() {
      guard count > 0 else { return }
      for index in 0..<count {
        model.state.withLock { state in
          state.projection.apply(batches[index].facts)
          state.position = batches[index].last
        }
        batches[index].facts.removeAll(keepingCapacity: true)
      }
      model.signal.advance(to: batches[count - 1].last)
      count = 0
    }
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
