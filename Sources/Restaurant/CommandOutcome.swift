public import EventSourcing
public import EventStore

/// What became of a command that was not refused. Durable when it is handed out.
public struct CommandOutcome: Sendable {
  /// How it ended.
  public let outcome: CommandResult.Outcome
  /// The positions of its events, now or when the command was first accepted.
  public let positions: ClosedRange<Position>?
  private let source: @Sendable () throws(RestaurantError) -> [any Event]

  init(
    outcome: CommandResult.Outcome, positions: ClosedRange<Position>?,
    events: @escaping @Sendable () throws(RestaurantError) -> [any Event]
  ) {
    self.outcome = outcome
    self.positions = positions
    source = events
  }

  /// Its events. Those of a command that was answered before are read back from the log, each time this is called.
  public func events() throws(RestaurantError) -> [any Event] { try source() }
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
