public import EventSourcing
import SegmentLog

/// Turns commands into events, one decision behind the other.
///
/// In one order for the whole log: decide, give the events their positions, fold them into the warm models. So a
/// decision sees every event that was sequenced before it, durable or not, and only the answer waits for durability:
/// callers on one hot boundary cost no more than callers on many. Models that a command needs and that are cold are
/// read meanwhile, and then the command has its turn again; those of an id that is certainly new need no reading.
///
/// The conditions of every append hold against other sequencers as well: if one moved the log, the warm models are
/// dropped and the command is decided again, ``EventLogLimits/decisionAttempts`` times at most.
///
/// Use one handler for a log. Safe to use from any thread and task.
public final class CommandHandler: Sendable {
  private let log: any EventLog
  private let keys: IdempotencyKeys
  private let line: DecisionLine

  /// A handler on a log.
  ///
  /// - Parameters:
  ///   - log: what is decided on, and appended to.
  ///   - keys: turns idempotency keys and requests into what may be stored of them.
  public convenience init(_ log: any EventLog, _ keys: IdempotencyKeys) {
    self.init(log, keys, warmModels: EventLogLimits.warmModels)
  }

  /// A handler that keeps this many models warm.
  init(_ log: any EventLog, _ keys: IdempotencyKeys, warmModels: Int) {
    self.log = log
    self.keys = keys
    line = DecisionLine(WarmModels(limit: warmModels))
  }

  /// Decides a command; returns once the answer is durable.
  ///
  /// - Parameters:
  ///   - command: what is asked for, with time, ids and prices.
  ///   - decider: the rules.
  ///   - context: who asks, when, and under which idempotency key.
  /// - Returns: what was appended; nothing if the command changed nothing; the first answer if the idempotency key was
  ///   accepted before.
  /// - Throws: ``CommandError/rejected(_:)`` when a rule forbids it; see ``CommandError`` for the rest.
  public func handle<Command, Rejection, each Loaded: Boundary>(
    _ command: Command, by decider: Decider<Command, Rejection, repeat each Loaded>, _ context: CommandContext
  ) async throws(CommandError<Rejection>) -> CommandResult {
    let answer: Answer<Rejection>
    do throws(EventLogError) {
      answer = try await self.answer(to: command, decider, context)
    } catch {
      throw .log(error)
    }
    switch answer {
    case .result(let result): return result
    case .rejected(let rejection): throw .rejected(rejection)
    case .keyReused(let position): throw .keyReused(position)
    case .contended: throw .contended(attempts: EventLogLimits.decisionAttempts)
    }
  }

  /// What a caller is told.
  private enum Answer<Rejection: Error> {
    case result(CommandResult)
    case rejected(Rejection)
    case keyReused(Position)
    case contended
  }

  private func answer<Command, Rejection, each Loaded: Boundary>(
    to command: Command, _ decider: Decider<Command, Rejection, repeat each Loaded>, _ context: CommandContext
  ) async throws(EventLogError) -> Answer<Rejection> {
    for _ in 0..<EventLogLimits.decisionAttempts {
      switch try await attempt(command, decider, context) {
      case .appended(let ticket, let events):
        return .result(CommandResult(.appended, first: ticket.first, last: ticket.last, events: events))
      case .unchanged: return .result(CommandResult(.unchanged, first: nil, last: nil, events: []))
      case .rejected(let error, _, _):
        guard let rejection = error as? Rejection else { preconditionFailure("a decider throws its own rejections") }
        return .rejected(rejection)
      case .repeated(let position, _): return try firstAnswer(at: position, to: context)
      case .contested: continue
      }
    }
    return .contended
  }

  /// Decides; if that needs models that are not warm, reads them meanwhile, and decides again. What was read may name
  /// more that is needed: the diner of a reservation.
  private func attempt<Command, Rejection, each Loaded: Boundary>(
    _ command: Command, _ decider: Decider<Command, Rejection, repeat each Loaded>, _ context: CommandContext
  ) async throws(EventLogError) -> Decision {
    let session = DecisionSession()
    for _ in 0..<EventLogLimits.readingRounds {
      if let decision = try await decision(command, decider, context, session) { return decision }
      let head = log.head
      for model in session.missing {
        try read(model, through: head)
        session.take(model, readUpTo: head)
      }
    }
    // What was warm may have been evicted meanwhile.
    return try await decision(command, decider, context, session) ?? .contested(nil, epoch: log.epoch)
  }

  /// Has a decision made in its turn, and returns once what it rests on is durable. Nil if models are missing.
  private func decision<Command, Rejection, each Loaded: Boundary>(
    _ command: Command, _ decider: Decider<Command, Rejection, repeat each Loaded>, _ context: CommandContext,
    _ session: DecisionSession
  ) async throws(EventLogError) -> Decision? {
    let once = context.idempotency.map { keys.once($0, of: context.actor) }
    let result: Result<Decision?, EventLogError> = await withCheckedContinuation { continuation in
      line.perform { [log] warm in
        do throws(EventLogError) {
          guard let decision = try self.decide(command, decider, context, once, session, &warm) else {
            return continuation.resume(returning: .success(nil))
          }
          guard let (position, epoch) = decision.basis else {
            return continuation.resume(returning: .success(decision))
          }
          log.whenDurable(position, epoch: epoch) { failure in
            continuation.resume(returning: failure.map { .failure($0) } ?? .success(decision))
          }
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  private func read(_ model: HeldModel, through head: Position) throws(EventLogError) {
    var cursor = try log.events(Query([model.item]), after: .origin, through: head)
    while let event = try cursor.next() {
      do throws(FieldError) {
        try event.withReader { (wire) throws(FieldError) in try model.kind.evolve(model, event.type, &wire) }
      } catch {
        throw .malformedEvent(position: event.context.position, error)
      }
    }
  }

  // MARK: Deciding

  /// What a command led to. Without its type: deciding is compiled once, and not found out about with each command.
  private enum Decision {
    case appended(AppendTicket, [any Event])
    case unchanged(basis: Position, epoch: UInt64)
    case rejected(any Error, basis: Position, epoch: UInt64)
    case repeated(Position, epoch: UInt64)
    /// Something came in behind the decision's back. What a cold model did not see can be read once it is durable.
    case contested(Position?, epoch: UInt64)

    /// What must be durable before anybody is told.
    var basis: (position: Position, epoch: UInt64)? {
      switch self {
      case .appended(let ticket, _): (ticket.last, ticket.epoch)
      case .unchanged(let position, let epoch), .rejected(_, let position, let epoch),
        .repeated(let position, let epoch):
        (position, epoch)
      case .contested(let position, let epoch): position.map { ($0, epoch) }
      }
    }
  }

  /// Decides in the order of all decisions. Nil if models are missing, which must be read first.
  private func decide<Command, Rejection, each Loaded: Boundary>(
    _ command: Command, _ decider: Decider<Command, Rejection, repeat each Loaded>, _ context: CommandContext,
    _ once: Tag?, _ session: DecisionSession, _ warm: inout WarmModels
  ) throws(EventLogError) -> Decision? {
    warm.enter(epoch: log.epoch)
    if let once, let first = try log.newest(Query(tags: [once]), after: .origin) {
      return .repeated(first, epoch: warm.epoch)
    }
    if let cause = context.cause,
      let first = try log.newest(Query(tags: [cause.tag]), after: cause.position)
    {
      return .repeated(first, epoch: warm.epoch)
    }
    let events: [any Event]
    switch decider.answer(command, session.begin(warm), { session.isComplete(log) }) {
    case nil: return nil
    case .success(let decided): events = decided
    case .failure(let rejection):
      if let overtaken = try overtaken(session, &warm) { return overtaken }
      warm.keep(session)
      return .rejected(rejection, basis: warm.seen, epoch: warm.epoch)
    }
    guard !events.isEmpty else {
      if let overtaken = try overtaken(session, &warm) { return overtaken }
      warm.keep(session)
      return .unchanged(basis: warm.seen, epoch: warm.epoch)
    }
    return try append(events, context, once, session, &warm)
  }

  /// Whether somebody else's events came in behind the models of a decision that appends nothing: no condition of an
  /// append would notice.
  private func overtaken(
    _ session: DecisionSession, _ warm: inout WarmModels
  ) throws(EventLogError) -> Decision? {
    for condition in session.conditions(seen: warm.seen) {
      if let position = try log.newest(condition.failIfEventsMatch, after: condition.after) {
        warm.forget(session)
        return .contested(position, epoch: warm.epoch)
      }
    }
    return nil
  }

  private func append(
    _ events: [any Event], _ context: CommandContext, _ once: Tag?, _ session: DecisionSession,
    _ warm: inout WarmModels
  ) throws(EventLogError) -> Decision {
    var metadata = context.metadata
    var conditions = session.conditions(seen: warm.seen)
    if let once {
      metadata.firstRecordTags.insert(once)
      metadata.requestDigest = context.idempotency.map { keys.digest($0.request) }
      conditions.append(AppendCondition(failIfEventsMatch: Query(tags: [once])))
    }
    if let cause = context.cause {
      metadata.firstRecordTags.insert(cause.tag)
      metadata.causedBy = cause.position
      conditions.append(AppendCondition(failIfEventsMatch: Query(tags: [cause.tag]), after: cause.position))
    }
    let prepared = try PreparedAppend(events, metadata)
    do throws(EventLogError) {
      let ticket = try log.enqueue(prepared, if: conditions, epoch: warm.epoch)
      warm.absorb(prepared, ticket, session)
      return .appended(ticket, events)
    } catch .conflict(_, let position) {
      warm.forget(session)
      return .contested(position, epoch: warm.epoch)
    } catch .superseded {
      return .contested(nil, epoch: warm.epoch)
    }
  }

  // MARK: Repeating

  /// The answer that an idempotency key got when it was first accepted, or that a policy gave.
  private func firstAnswer<Rejection>(
    at position: Position, to context: CommandContext
  ) throws(EventLogError) -> Answer<Rejection> {
    var cursor = try log.events(.all, after: position.previous, through: position)
    guard let first = try cursor.next() else {
      throw .refused("the event at position \(position) cannot be found again")
    }
    let header = try first.header()
    if let digest = context.idempotency.map({ keys.digest($0.request) }), header.requestDigest != digest {
      return .keyReused(position)
    }
    let last = position.advanced(by: max(1, Int(header.appendCount)) - 1)
    return .result(CommandResult(.repeated, first: position, last: last, events: []))
  }
}
