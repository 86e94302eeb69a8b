public import EventSourcing
public import EventStore

/// What became of a command that was not refused. Durable when it is handed out.
public struct CommandOutcome: Sendable {
  /// How it ended.
  public let outcome: CommandResult.Outcome
  /// The positions of its events, now or when the command was first accepted.
  public let positions: ClosedRange<Position>?
  /// Its events; read back from the log if the command was answered before.
  public let events: [any Event]
}

/// A command that a rule forbids.
public struct CommandRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command's name.
  public var command: String
  /// The broken rule's stable name in snake case, for programs.
  public var code: String
  /// What, where, and what to do: for people.
  public var message: String

  /// One line for people.
  public var description: String { "\(command) was refused: \(message) (\(code))" }

  /// The code for an idempotency key that was used for another request.
  public static let keyReused = "idempotency_key_reused"
  /// The code for a command that this kind of actor may not give.
  public static let notPermitted = "not_permitted"
}
