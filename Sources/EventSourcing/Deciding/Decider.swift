/// A rule book: what a command needs to know, and what it then leads to.
///
/// `decide` is pure and synchronous: time, ids and prices arrive with the command, state arrives in the models, and
/// the answer is events or a named rejection. No change, no events: a repeated command returns an empty list.
public struct Decider<Command: Sendable, Rejection: Error, each Loaded: Boundary>: Sendable {
  /// The boundary keys of a command, in the order of the models.
  public let keys: @Sendable (Command) -> (repeat (each Loaded).Key)
  /// Events, none, or the name of the broken rule.
  public let decide: @Sendable (Command, repeat each Loaded) throws(Rejection) -> [any Event]

  /// What a command leads to on what an assembly holds; nil if that is not complete, which is asked once everything was
  /// put together.
  ///
  /// The copies of the models that the decision is shown are gone on return: what is folded in afterwards changes the
  /// models where they are.
  public let answer: @Sendable (Command, ModelAssembly, _ isComplete: () -> Bool) -> Result<[any Event], Rejection>?

  /// A decider over the given models.
  ///
  /// Compiled where the models are known: a command handler that found out about them with each command would spend
  /// more on that than the rules take.
  @inlinable
  public init(
    keys: @escaping @Sendable (Command) -> (repeat (each Loaded).Key),
    decide: @escaping @Sendable (Command, repeat each Loaded) throws(Rejection) -> [any Event]
  ) {
    self.keys = keys
    self.decide = decide
    answer = { command, assembly, isComplete in
      let boundary = keys(command)
      let loaded = (repeat (each Loaded).assemble(each boundary, from: assembly))
      guard isComplete() else { return nil }
      do throws(Rejection) {
        return .success(try decide(command, repeat each loaded))
      } catch {
        return .failure(error)
      }
    }
  }
}
