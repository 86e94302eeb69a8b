public import EventSourcing

/// Events that match a query, from a position on: first those of the past, then each as it becomes durable, without a
/// gap and without a repeat.
///
/// The subscriber pulls: a slow one falls behind and reads from disk later, and never slows an append. The sequence
/// ends when the log is closed, and throws when the log cannot be read or the task is cancelled. Resume after a
/// restart with the position of the last event that was dealt with.
public struct Subscription: AsyncSequence, Sendable {
  /// A stored event.
  public typealias Element = StoredEvent

  private let log: any EventLog
  private let query: Query
  private let after: Position

  init(_ log: any EventLog, to query: Query, after: Position) {
    self.log = log
    self.query = query
    self.after = after
  }

  /// A subscriber of its own, at the beginning.
  public func makeAsyncIterator() -> Iterator { Iterator(log: log, query: query, position: after) }

  /// The place of one subscriber.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let log: any EventLog
    fileprivate let query: Query
    /// Everything up to here was delivered, or does not match.
    fileprivate var position: Position
    private var cursor: EventCursor?

    fileprivate init(log: any EventLog, query: Query, position: Position) {
      self.log = log
      self.query = query
      self.position = position
    }

    /// The next event; waits for it. Nil when the log was closed.
    public mutating func next() async throws -> StoredEvent? {
      while true {
        try Task.checkCancellation()
        if let event = try cursor?.next() { return event }
        if let through = cursor?.through, through > position { position = through }
        cursor = nil
        guard let head = try await log.waitForHead(after: position) else { return nil }
        cursor = try log.events(query, after: position, through: head)
      }
    }
  }
}

extension EventLog {
  /// Follows the events that match `query`, from behind `after` on. `Position.origin` begins with the first event.
  public func subscribe(to query: Query, after: Position = .origin) -> Subscription {
    Subscription(self, to: query, after: after)
  }
}
