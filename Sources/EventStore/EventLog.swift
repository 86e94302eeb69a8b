public import EventSourcing
public import SegmentLog

/// A log of events that one can append to under conditions, read by query, and follow.
///
/// Implementations: ``SegmentedEventLog`` (durable), and an in-memory one for tests. All pass one contract suite. Safe
/// to use from any thread and task.
public protocol EventLog: Sendable {
  /// Names the log. Log id and position together name an event.
  var logID: LogID { get }

  /// The last position that is durable, and so visible to readers.
  var head: Position { get }

  /// Counts the times that sequenced, not yet durable positions were taken back because a write failed. Whoever
  /// remembers what was sequenced forgets it when this changes.
  var epoch: UInt64 { get }

  /// Gives an append its positions, if every condition holds; does not wait for durability.
  ///
  /// Events that were sequenced before count in the conditions, durable or not. Once this returned, later enqueues see
  /// the append; readers see it when it is durable. An acknowledgement to anyone must wait for ``waitUntilDurable(_:)``.
  ///
  /// - Parameters:
  ///   - append: the events, encoded.
  ///   - conditions: all must hold.
  ///   - epoch: if given, and no longer the present one, the append is refused as superseded.
  func enqueue(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket

  /// Appends what was prepared before, and returns once it is durable. Provided for logs that have no shorter way than
  /// to enqueue it and to wait.
  ///
  /// - Parameters:
  ///   - append: the events, encoded.
  ///   - conditions: all must hold.
  @discardableResult
  func append(
    _ append: PreparedAppend, if conditions: [AppendCondition]
  ) async throws(EventLogError) -> AppendTicket

  /// Returns once the append is durable.
  ///
  /// - Throws: ``EventLogError/notWritten(_:)`` if it is not in the log, ``EventLogError/outcomeUnknown(_:)`` if nobody
  ///   can know before the log is opened again.
  func waitUntilDurable(_ ticket: AppendTicket) async throws(EventLogError)

  /// Calls `body` once it is known what became of `position`, which was seen sequenced in `epoch`: with nil when it is
  /// durable, else with what ``waitUntilDurable(_:)`` throws.
  ///
  /// At once where that is known, otherwise on the thread that makes commits, or on one of the system's pool if many
  /// wait. The next commit waits for `body`; it must not block.
  func whenDurable(_ position: Position, epoch: UInt64, _ body: @escaping @Sendable (EventLogError?) -> Void)

  /// The newest sequenced position behind `after` whose event matches, durable or not; nil if there is none.
  func newest(_ query: Query, after: Position) throws(EventLogError) -> Position?

  /// The last sequenced position, if it is certain that no event up to it carries all of `tags`: so it is with an id
  /// that was made just now. Nil if there may be one, or if only a file could tell: this is asked where nobody may
  /// wait for a disk.
  func lastPosition(without tags: Tags) -> Position?

  /// The durable events that match, in order of position, from behind `after` up to `through` (nil: the present head).
  func events(_ query: Query, after: Position, through: Position?) throws(EventLogError) -> EventCursor

  /// All durable events in the cheapest form, block by block; for folds over everything.
  func blocks(after: Position, through: Position) throws(EventLogError) -> BlockScan

  /// The same for several threads. Provided for logs that have blocks without decoding them.
  func blockSource(after: Position, through: Position) throws(EventLogError) -> BlockSource

  /// Waits until the durable head lies behind `position`, and answers the head. Nil when the log was closed.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func waitForHead(after position: Position) async throws -> Position?
}

extension EventLog {
  /// As the protocol asks.
  public func blockSource(after: Position, through: Position) throws(EventLogError) -> BlockSource {
    BlockSource { () throws(EventLogError) in try blocks(after: after, through: through) }
  }

  /// Appends events, all or nothing, and returns once they are durable.
  ///
  /// - Parameters:
  ///   - events: at least one.
  ///   - metadata: what is recorded beside the fields.
  ///   - conditions: all must hold; the index of the one that failed is in ``EventLogError/conflict(condition:position:)``.
  @discardableResult
  public func append(
    _ events: [any Event], _ metadata: AppendMetadata, if conditions: [AppendCondition] = []
  ) async throws(EventLogError) -> AppendTicket {
    try await append(PreparedAppend(events, metadata), if: conditions)
  }

  /// As the protocol asks.
  @discardableResult
  public func append(
    _ append: PreparedAppend, if conditions: [AppendCondition] = []
  ) async throws(EventLogError) -> AppendTicket {
    let ticket = try enqueue(append, if: conditions, epoch: nil)
    try await waitUntilDurable(ticket)
    return ticket
  }

  /// Returns once the append is durable; see the protocol's requirement.
  public func waitUntilDurable(_ ticket: AppendTicket) async throws(EventLogError) {
    try await waitUntilDurable(ticket.last, epoch: ticket.epoch)
  }

  /// Returns once it is known what became of all that is sequenced now: when an append was refused because too much
  /// waits, there is room then.
  func waitForRoom() async throws(EventLogError) {
    let epoch = epoch
    guard let last = try newest(.all, after: head) else { return await Task.yield() }
    await withCheckedContinuation { continuation in
      whenDurable(last, epoch: epoch) { _ in continuation.resume() }
    }
  }

  /// Returns once `position`, which was seen sequenced in `epoch`, is durable.
  func waitUntilDurable(_ position: Position, epoch: UInt64) async throws(EventLogError) {
    let failure = await withCheckedContinuation { continuation in
      whenDurable(position, epoch: epoch) { continuation.resume(returning: $0) }
    }
    if let failure { throw failure }
  }
}
