import DequeModule
public import EventSourcing

/// Events of one action in a bulk load, which become one append.
public struct LoadedAction: Sendable {
  /// The events: one or more.
  public var events: [any Event]
  /// What is recorded beside their fields.
  public var metadata: AppendMetadata

  /// An action of these parts.
  public init(_ events: [any Event], _ metadata: AppendMetadata) {
    self.events = events
    self.metadata = metadata
  }
}

extension EventLog {
  /// Appends a history: action after action, in their order, each all or nothing and without conditions. Returns once
  /// all are durable.
  ///
  /// Several tasks prepare at once what follows, as that is most of the work; a bounded number of actions waits in
  /// memory.
  ///
  /// - Parameter next: answers the next action; nil at the end. Called on the caller's task.
  /// - Returns: how many events were appended.
  /// - Throws: ``EventLogError`` if an action cannot be appended, what `next` throws, `CancellationError`. What is in the
  ///   log then is a beginning of the history, without a gap.
  @discardableResult
  public func load(_ next: () async throws -> LoadedAction?) async throws -> Int {
    var appends = OrderedAppends(to: self)
    do {
      try await load(next, into: &appends)
    } catch {
      // What is under way goes on without the caller; when this throws, the log has come to rest.
      await appends.settle()
      throw error
    }
    try await appends.finish()
    return appends.events
  }

  private func load(_ next: () async throws -> LoadedAction?, into appends: inout OrderedAppends) async throws {
    try await withThrowingTaskGroup(of: (Int, PreparedAppend).self) { group in
      var (begun, events, isAtEnd) = (0, 0, false)
      while true {
        while !isAtEnd, begun - appends.count < EventLogLimits.preparedAhead,
          events - appends.events < EventLogLimits.eventsPreparedAhead
        {
          try Task.checkCancellation()
          guard let action = try await next() else {
            isAtEnd = true
            break
          }
          let number = begun
          group.addTask { (number, try PreparedAppend(action.events, action.metadata)) }
          begun += 1
          events += action.events.count
        }
        guard let (number, prepared) = try await group.next() else { break }
        try await appends.take(prepared, number)
      }
    }
  }
}

/// Takes prepared appends as they come, and enqueues them in the order of their numbers.
private struct OrderedAppends {
  private let log: any EventLog
  /// If a write fails, nothing may follow that was to stand behind it.
  private let epoch: UInt64
  private var early: [Int: PreparedAppend] = [:]
  private var pending: Deque<AppendTicket> = []

  /// How many were enqueued.
  private(set) var count = 0
  /// The events in them.
  private(set) var events = 0

  init(to log: any EventLog) {
    self.log = log
    epoch = log.epoch
  }

  mutating func take(_ append: PreparedAppend, _ number: Int) async throws {
    early[number] = append
    while let append = early.removeValue(forKey: count) {
      if pending.count == EventLogLimits.loadedAppendsInFlight, let oldest = pending.popFirst() {
        try await log.waitUntilDurable(oldest)
      }
      try await enqueue(append)
      count += 1
      events += append.count
    }
  }

  private mutating func enqueue(_ append: PreparedAppend) async throws {
    while true {
      do throws(EventLogError) {
        pending.append(try log.enqueue(append, if: [], epoch: epoch))
        return
      } catch {
        switch error {
        case .overloaded:
          if let oldest = pending.popFirst() {
            try await log.waitUntilDurable(oldest)
          } else {
            // Others have filled the queue; once it is known what became of theirs there is room.
            try Task.checkCancellation()
            try await log.waitForRoom()
          }
        case .superseded:
          // One of those that wait knows why.
          try await finish()
          throw error
        default: throw error
        }
      }
    }
  }

  /// Waits for everything to be durable.
  mutating func finish() async throws(EventLogError) {
    while let oldest = pending.popFirst() { try await log.waitUntilDurable(oldest) }
  }

  /// Waits for the outcome of everything, whatever it is: the caller is told of an earlier failure.
  mutating func settle() async {
    while let oldest = pending.popFirst() { try? await log.waitUntilDurable(oldest) }
  }
}
