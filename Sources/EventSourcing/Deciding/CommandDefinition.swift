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
  public var givers: Set<Actor.Kind> { type.givers }

  /// Reads the command from JSON and runs it.
  ///
  /// Throws ``FieldError`` for JSON that is not this command, ``CommandNotPermitted`` for an
  /// actor that may not give it, the rejection, or the failure of the store.
  public func run<E: CommandExecutor>(json: String, by giver: Actor.Kind, on executor: E) async throws -> E.Outcome {
    try require(giver)
    return try await runner.run(json: json, by: giver, on: executor)
  }

  /// Runs the command, which must be of this definition's type.
  ///
  /// Throws ``CommandNotPermitted`` for an actor that may not give it, the rejection, or the failure of the store.
  public func run<C: Command, E: CommandExecutor>(
    _ command: C, by giver: Actor.Kind, on executor: E
  ) async throws -> E.Outcome {
    try require(giver)
    try command.requirePermitted(giver)
    return try await runner.run(command, on: executor)
  }

  private func require(_ giver: Actor.Kind) throws(CommandNotPermitted) {
    guard givers.contains(giver) else { throw CommandNotPermitted(command: name, giver: giver) }
  }
}

/// An actor of this kind may not give this command, or not say this in it.
public struct CommandNotPermitted: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command's name.
  public let command: String
  /// Who tried to give it.
  public let giver: Actor.Kind
  /// The field in which the command says what this giver may not say; nil if they may not give it at all.
  public var field: String?

  /// One sentence for people.
  public var description: String {
    guard let field else { return "\(command) may not be given by \(giver.name)" }
    return "\(field) of \(command) is for the house to say, not for \(giver.name)"
  }
}

extension Command {
  fileprivate func requirePermitted(_ giver: Actor.Kind) throws(CommandNotPermitted) {
    guard let field = fieldWithheld(from: giver) else { return }
    throw CommandNotPermitted(command: Self.name, giver: giver, field: field.description)
  }
}

private protocol CommandRunner: Sendable {
  func run<E: CommandExecutor>(json: String, by giver: Actor.Kind, on executor: E) async throws -> E.Outcome
  func run<E: CommandExecutor>(_ command: any Command, on executor: E) async throws -> E.Outcome
}

private struct TypedRunner<C: Command, R: Rejection, each Loaded: Boundary>: CommandRunner {
  let decider: Decider<C, R, repeat each Loaded>

  func run<E: CommandExecutor>(json: String, by giver: Actor.Kind, on executor: E) async throws -> E.Outcome {
    let command = try C(json: json)
    try command.requirePermitted(giver)
    return try await executor.execute(command, decider)
  }

  func run<E: CommandExecutor>(_ command: any Command, on executor: E) async throws -> E.Outcome {
    guard let command = command as? C else {
      preconditionFailure("\(C.name) was looked up for a \(type(of: command).name)")
    }
    return try await executor.execute(command, decider)
  }
}
