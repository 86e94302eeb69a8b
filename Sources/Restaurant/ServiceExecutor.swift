import EventSourcing
import EventStore
import Vocabulary

/// Stamps a command, decides it, and puts its outcome into one shape for every module.
struct ServiceExecutor: CommandExecutor {
  let handler: CommandHandler
  let stamps: ServiceStamps
  let actor: Actor?
  let key: String?

  func execute<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>
  ) async throws -> CommandResult {
    // The digest is taken before stamping: what the server fills in does not make a repetition another request.
    let request = try key.map { key in
      IdempotentRequest(key: key, request: Array(C.name.utf8) + [0] + (try command.encoded()))
    }
    var stamped = command
    var stamps = stamps
    stamped.stamp(&stamps)
    let metadata = AppendMetadata(occurredAt: stamped.occurredAt, actor: actor)
    do throws(CommandError<R>) {
      return try await handler.handle(stamped, by: decider, CommandContext(metadata, idempotency: request))
    } catch {
      switch error {
      case .rejected(let rejection):
        throw CommandRefusal(command: C.name, code: rejection.code, message: rejection.message)
      case .keyReused: throw CommandRefusal(command: C.name, code: CommandRefusal.keyReused, message: "\(error)")
      case .contended: throw RestaurantError.contended("\(C.name): \(error)")
      case .log(let error): throw RestaurantError.log(error)
      }
    }
  }
}

/// The outside world, as far as deciding needs it.
struct ServiceStamps: Stamps {
  let clock: @Sendable () -> Timestamp
  let ids: any IDGenerator

  var now: Timestamp { clock() }

  mutating func newID<Kind: IDKind>() -> TypeID<Kind> { ids.make() }
}
