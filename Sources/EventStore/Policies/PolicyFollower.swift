import EventSourcing
import Synchronization

/// One policy at its place in the log.
final class PolicyFollower: Sendable {
  let name: String
  private let query: Query
  private let log: any EventLog
  private let read: @Sendable (StoredEvent) throws(EventLogError) -> PendingAnswer?
  private let report: @Sendable (PolicyRefusal) -> Void
  private let checkpoints: CheckpointStore?
  private let signal: HeadSignal
  private let ended = Mutex<EventLogError?>(nil)
  /// The position of the checkpoint.
  private let saved: Mutex<Position>

  /// Everything up to here is answered, and the answers are durable.
  var position: Position { signal.head }

  init<P: Policy>(
    _ policy: P.Type, _ log: any EventLog, _ handler: CommandHandler, _ ids: any IDGenerator,
    _ checkpoints: CheckpointStore?, report: @escaping @Sendable (PolicyRefusal) -> Void
  ) {
    name = P.name
    query = Query(types: P.Fact.types)
    self.log = log
    self.report = report
    self.checkpoints = checkpoints
    let checkpoint = checkpoints?.position(of: P.name, in: log.logID, upTo: log.head) ?? .origin
    signal = HeadSignal(head: checkpoint)
    saved = Mutex(checkpoint)
    read = { (event) throws(EventLogError) in
      let fact: P.Fact?
      do throws(FieldError) { fact = try event.fact(P.Fact.self) } catch {
        throw .malformedEvent(position: event.context.position, error)
      }
      guard let fact, let lane = P.lane(of: fact) else { return nil }
      let executor = PolicyExecutor(
        handler: handler, cause: PolicyCause(event.context.position, policy: P.name), time: event.context.occurredAt,
        ids: ids)
      return PendingAnswer(lane: LaneID(lane)) {
        try await P.answer(fact, event.context, on: executor)
      }
    }
  }

  /// Answers what becomes durable until the task is cancelled, the log is closed, or it cannot go on.
  func follow() async {
    do {
      while let head = try await log.waitForHead(after: position) { try await answer(through: head) }
      end(.closed)
    } catch let error as EventLogError {
      end(error)
    } catch {
      // Only a cancellation is left.
      end(.closed)
    }
  }

  /// Returns once everything up to `position` is answered.
  ///
  /// - Throws: what ended the policy; `CancellationError`.
  func wait(for position: Position) async throws {
    while self.position < position {
      guard try await signal.wait(after: position.previous) != nil else {
        throw ended.withLock { $0 } ?? EventLogError.closed
      }
    }
  }

  /// Writes the checkpoint now.
  func saveCheckpoint() throws(EventLogError) {
    let position = position
    try checkpoints?.save(position, of: name, in: log.logID)
    saved.withLock { $0 = position }
  }

  private func end(_ reason: EventLogError) {
    ended.withLock { $0 = reason }
    signal.close()
  }

  private func answer(through head: Position) async throws {
    var cursor = try log.events(query, after: position, through: head)
    var batch: [StoredEvent] = []
    while let event = try cursor.next() {
      batch.append(event)
      guard batch.count == EventLogLimits.policyBatch else { continue }
      try await answer(batch)
      batch.removeAll(keepingCapacity: true)
      try advance(to: event.context.position)
    }
    try await answer(batch)
    try advance(to: head)
  }

  /// Everything up to a position is answered. The checkpoint follows at a distance.
  private func advance(to position: Position) throws(EventLogError) {
    signal.advance(to: position)
    let behind = position.rawValue - saved.withLock(\.rawValue)
    if behind >= EventLogLimits.policyCheckpointInterval { try saveCheckpoint() }
  }

  /// Answers everything up to the log's head, and what that leads to. Not beside ``follow()``.
  func answerAll() async throws { while position < log.head { try await answer(through: log.head) } }

  /// Answers events in rounds: those of one lane one after the other, the lanes at the same time, so that they share
  /// commits. The answers of a round are begun in the order of their events.
  private func answer(_ batch: [StoredEvent]) async throws {
    var rounds: [[PendingAnswer]] = []
    var begun: [LaneID: Int] = [:]
    for event in batch {
      guard let pending = try read(event) else { continue }
      let round = begun[pending.lane, default: 0]
      begun[pending.lane] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(pending)
    }
    for round in rounds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for pending in round { group.addTask { try await self.give(pending) } }
        try await group.waitForAll()
      }
    }
  }

  /// Gives one answer, again if the log could not take it just now: twice given, it is decided once.
  private func give(_ pending: PendingAnswer) async throws {
    var attempts = 0
    while true {
      try Task.checkCancellation()
      attempts += 1
      do {
        if case .refused(let refusal) = try await pending.run() { report(refusal) }
        return
      } catch let error as EventLogError {
        guard attempts < EventLogLimits.policyAttempts, error.isPassing else { throw error }
        try await log.waitForRoom()
      }
    }
  }
}

/// An answer that is to be given.
private struct PendingAnswer: Sendable {
  let lane: LaneID
  let run: @Sendable () async throws -> PolicyAnswer
}

/// Names a lane of any policy.
///
/// `@unchecked Sendable`: the lane is a `Policy.Lane`, which is `Sendable`; `AnyHashable` only forgets that.
private struct LaneID: Hashable, @unchecked Sendable {
  let lane: AnyHashable

  init(_ lane: some Hashable & Sendable) { self.lane = AnyHashable(lane) }
}

extension EventLogError {
  /// Whether the same may well succeed at once.
  fileprivate var isPassing: Bool {
    switch self {
    case .overloaded, .superseded, .conflict: true
    case .refused, .invalidEvent, .notWritten, .outcomeUnknown, .closed, .readOnly, .storage, .malformedEvent: false
    }
  }
}
