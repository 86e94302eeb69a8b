/// A rule book: what a command needs to know, and what it then leads to.
///
/// `decide` is pure and synchronous: time, ids and prices arrive with the command, state arrives in the models, and
/// the answer is events or a named rejection. No change, no events: a repeated command returns an empty list.
public struct Decider<Command: Sendable, Rejection: Error, each Loaded: Boundary>: Sendable {
  /// The boundary keys of a command, in the order of the models.
  public let keys: @Sendable (Command) -> (repeat (each Loaded).Key)
  /// Events, none, or the name of the broken rule.
  public let decide: @Sendable (Command, repeat each Loaded) throws(Rejection) -> [any Event]

  /// A decider over the given models.
  public init(
    keys: @escaping @Sendable (Command) -> (repeat (each Loaded).Key),
    decide: @escaping @Sendable (Command, repeat each Loaded) throws(Rejection) -> [any Event]
  ) {
    self.keys = keys
    self.decide = decide
  }
}
