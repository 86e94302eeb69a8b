public import EventSourcing

/// Gives the command of one policy's answer, once.
struct PolicyExecutor: CommandExecutor {
  let handler: CommandHandler
  let cause: PolicyCause
  /// The business time of the event that is answered.
  let time: Timestamp
  let ids: any IDGenerator

  /// A command that is refused is an answer, too: there is nothing more to do for its cause.
  func execute<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>
  ) async throws -> PolicyAnswer {
    var stamps = CauseStamps(now: time, ids: ids)
    var stamped = command
    stamped.stamp(&stamps)
    let metadata = AppendMetadata(occurredAt: stamped.occurredAt, actor: Actor(.system))
    do throws(CommandError<R>) {
      let result = try await handler.handle(stamped, by: decider, CommandContext(metadata, cause: cause))
      return .decided(result)
    } catch .rejected(let rejection) {
      return .refused(PolicyRefusal(cause: cause, command: C.name, code: rejection.code, message: rejection.message))
    } catch .log(let error) {
      throw error
    } catch {
      throw EventLogError.superseded
    }
  }
}

/// What became of a policy's answer.
enum PolicyAnswer: Sendable {
  case decided(CommandResult)
  case refused(PolicyRefusal)
}

/// A rule forbade the command that a policy gave. The policy goes on.
public struct PolicyRefusal: Error, Sendable, CustomStringConvertible {
  /// What was answered.
  public let cause: PolicyCause
  /// The command's name.
  public let command: String
  /// The broken rule's stable name, for programs.
  public let code: String
  /// What, where, and what to do: for people.
  public let message: String

  /// One line for people.
  public var description: String {
    "\(cause.policy): \(command) for the event at position \(cause.position) was refused: \(message) (\(code))"
  }
}

private struct CauseStamps: Stamps {
  let now: Timestamp
  let ids: any IDGenerator

  mutating func newID<Kind: IDKind>() -> TypeID<Kind> { ids.make() }
}
