public import EventSourcing
public import EventStore
public import SegmentLog
import Synchronization

/// An event log in memory, for tests of what stands on one.
///
/// It decides conditions by looking at every event, and shares no index, queue or file with the durable log: what both
/// agree on in the contract suite is right for two independent reasons. Everything is durable at once.
public final class InMemoryEventLog: EventLog {
  private struct State {
    var events: [StoredEvent] = []
    var lastCommit: Int64 = 0
    var waiters: [(after: Position, continuation: CheckedContinuation<Position?, any Error>, id: Int)] = []
    var nextWaiter = 0
    /// Waits that have not begun; a cancellation takes them out.
    var announced: Set<Int> = []
    var isClosed = false
  }

  /// As `EventLog` asks.
  public let logID: LogID
  private let clock: any LogClock
  private let state = Mutex(State())

  /// An empty log.
  public init(logID: LogID, clock: any LogClock) {
    self.logID = logID
    self.clock = clock
  }

  /// As `EventLog` asks.
  public var head: Position { state.withLock { Position(rawValue: UInt64($0.events.count)) } }

  /// As `EventLog` asks.
  public var epoch: UInt64 { 0 }

  /// As `EventLog` asks.
  public func enqueue(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket {
    let (ticket, served) = try state.withLock { (state) throws(EventLogError) in
      if state.isClosed { throw .closed }
      for (number, condition) in conditions.enumerated() {
        if let match = try Self.newest(condition.failIfEventsMatch, condition.after, state.events) {
          throw .conflict(condition: number, position: match)
        }
      }
      let first = Position(rawValue: UInt64(state.events.count + 1))
      state.lastCommit = max(clock.now().rawValue, state.lastCommit + 1)
      for (index, record) in append.batch.records.enumerated() {
        let position = first.advanced(by: index)
        state.events.append(
          try StoredEvent(record: record, at: position, committedAt: Timestamp(microseconds: state.lastCommit)))
      }
      let head = Position(rawValue: UInt64(state.events.count))
      let served = state.waiters.filter { $0.after < head }
      state.waiters.removeAll { $0.after < head }
      return (AppendTicket(first: first, last: head, epoch: 0), served)
    }
    for waiter in served { waiter.continuation.resume(returning: ticket.last) }
    return ticket
  }

  /// As `EventLog` asks.
  public func whenDurable(_ position: Position, epoch: UInt64, _ body: @escaping @Sendable (EventLogError?) -> Void) {
    body(nil)
  }

  /// As `EventLog` asks.
  public func newest(_ query: Query, after: Position) throws(EventLogError) -> Position? {
    try Self.newest(query, after, state.withLock { $0.events })
  }

  /// As `EventLog` asks.
  public func lastPosition(without tags: Tags) -> Position? {
    let events = state.withLock { $0.events }
    do throws(EventLogError) {
      for event in events {
        let carried = try event.tags()
        if tags.allSatisfy({ carried.contains($0) }) { return nil }
      }
      return Position(rawValue: UInt64(events.count))
    } catch {
      // An event that cannot be read may carry them.
      return nil
    }
  }

  private static func newest(
    _ query: Query, _ after: Position, _ events: [StoredEvent]
  ) throws(EventLogError) -> Position? {
    for event in events.reversed() {
      if event.context.position <= after { return nil }
      if query.matches(event.type, try event.tags()) { return event.context.position }
    }
    return nil
  }

  /// As `EventLog` asks.
  public func events(
    _ query: Query, after: Position, through: Position?
  ) throws(EventLogError) -> EventCursor {
    let events = state.withLock { $0.events }
    let last = min(through ?? head, Position(rawValue: UInt64(events.count)))
    var next = Int(min(after.rawValue, UInt64(events.count)))
    return EventCursor(through: max(after, last)) { () throws(EventLogError) in
      while next < Int(last.rawValue) {
        let event = events[next]
        next += 1
        if query.matches(event.type, try event.tags()) { return event }
      }
      return nil
    }
  }

  /// As `EventLog` asks.
  public func blocks(after: Position, through: Position) throws(EventLogError) -> BlockScan {
    let events = state.withLock { $0.events }
    var next = Int(min(after.rawValue, UInt64(events.count)))
    let last = Int(min(through.rawValue, UInt64(events.count)))
    return BlockScan { () throws(EventLogError) in
      guard next < last else { return nil }
      let end = min(last, next + 100)
      defer { next = end }
      return EventBlock(Array(events[next..<end]))
    }
  }

  /// As `EventLog` asks.
  public func waitForHead(after position: Position) async throws -> Position? {
    let id = state.withLock { state in
      state.nextWaiter += 1
      state.announced.insert(state.nextWaiter)
      return state.nextWaiter
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Position?, any Error>) in
        let answer = state.withLock { state -> Result<Position?, any Error>? in
          if state.announced.remove(id) == nil { return .failure(CancellationError()) }
          let head = Position(rawValue: UInt64(state.events.count))
          if head > position { return .success(head) }
          if state.isClosed { return .success(nil) }
          state.waiters.append((position, continuation, id))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Position?, any Error>? in
        if state.announced.remove(id) != nil { return nil }
        return state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0).continuation }
      }
      waiter?.resume(throwing: CancellationError())
    }
  }

  /// Ends the log: appends are refused, subscriptions end.
  public func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
  }
}
