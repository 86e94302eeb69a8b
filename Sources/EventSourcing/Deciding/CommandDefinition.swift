/// Runs commands: the one thing that a command line, a server and a test bench do differently.
public protocol CommandExecutor: Sendable {
  /// What a command that was not rejected leads to, such as the positions of its events.
  associatedtype Outcome: Sendable
  /// Takes the request's digest, stamps the command, loads the models, decides and appends.
  ///
  /// Throws the rejection, or the failure of the store.
  func execute<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>
  ) async throws -> Outcome
}

/// A command and its decider, as a catalogue lists them: without their types.
public struct CommandDefinition: Sendable {
  private let runner: any CommandRunner

  /// What a list of commands says about one, and its schema.
  public let type: any Command.Type

  /// The definition of a command that this decider decides.
  public init<C: Command, R: Rejection, each Loaded: Boundary>(_ decider: Decider<C, R, repeat each Loaded>) {
    type = C.self
    runner = TypedRunner(decider: decider)
  }

  /// The name that callers use.
  public var name: String { type.name }
  /// What it does, in one line.
  public var summary: String { type.summary }
  /// Who may give it.
  public var givers: Set<ActorKind> { type.givers }

  /// Reads the command from JSON and runs it.
  ///
  /// Throws ``FieldError`` for JSON that is not this command, ``CommandError/notPermitted(command:giver:)`` for an
  /// actor that may not give it, the rejection, or the failure of the store.
  public func run<E: CommandExecutor>(json: [UInt8], by giver: ActorKind, on executor: E) async throws -> E.Outcome {
    guard givers.contains(giver) else { throw CommandError.notPermitted(command: name, giver: giver) }
    return try await runner.run(json: json, on: executor)
  }
}

/// Why a command was not even decided.
public enum CommandError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The actor is of a kind that may not give this command.
  case notPermitted(command: String, giver: ActorKind)

  public var description: String {
    switch self {
    case .notPermitted(let command, let giver): "\(command) may not be given by \(giver)"
    }
  }
}

private protocol CommandRunner: Sendable {
  func run<E: CommandExecutor>(json: [UInt8], on executor: E) async throws -> E.Outcome
}

private struct TypedRunner<C: Command, R: Rejection, each Loaded: Boundary>: CommandRunner {
  let decider: Decider<C, R, repeat each Loaded>

  func run<E: CommandExecutor>(json: [UInt8], on executor: E) async throws -> E.Outcome {
    try await executor.execute(try C(json: json), decider)
  }
}
