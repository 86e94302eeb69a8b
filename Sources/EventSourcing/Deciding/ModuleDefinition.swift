/// What a module offers: the catalogue is a list of these.
public struct ModuleDefinition: Sendable {
  /// The stored name, such as `ordering`.
  public let name: String
  /// The events that its commands lead to.
  public let events: [any Event.Type]
  /// The commands that it decides.
  public let commands: [CommandDefinition]
  /// The read models that it keeps.
  public let readModels: [ReadModelDefinition]
  /// What it does by itself when something happens.
  public let policies: [any Policy.Type]

  /// A module of these parts.
  public init(
    name: String, events: [any Event.Type], commands: [CommandDefinition], readModels: [ReadModelDefinition],
    policies: [any Policy.Type] = []
  ) {
    self.name = name
    self.events = events
    self.commands = commands
    self.readModels = readModels
    self.policies = policies
  }
}

/// A read model, as a catalogue lists it. Passing ``projection`` to a generic function opens it.
public struct ReadModelDefinition: Sendable {
  /// The rule that keeps it.
  public let projection: any Projection.Type
  /// What it answers, in one line.
  public let summary: String

  /// The read model that this projection keeps.
  public init(_ projection: any Projection.Type, summary: String) {
    self.projection = projection
    self.summary = summary
  }

  /// The stored name, such as `orders`.
  public var name: String { projection.name }
}
