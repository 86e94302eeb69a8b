/// Decision state: the fold of exactly the facts that a rule needs, for one key.
///
/// A model is read from the events that carry all of ``tags(_:)`` and are of one of ``Facts/types``. That query is
/// also the consistency boundary: a decision that rests on the model is refused if a matching event came in behind
/// its back.
public protocol Model: Boundary {
  /// Names one instance, such as an order's id.
  associatedtype Key
  /// The closed enum of what the model reads.
  associatedtype Fact: Facts
  /// The state before anything happened.
  init(_ key: Key)
  /// The tags that every event of this instance carries.
  static func tags(_ key: Key) -> Tags
  /// Takes a fact in. Never fails: what is in the log has happened.
  mutating func evolve(_ fact: Fact)

  // Provided for every model, and compiled for each: a command handler that worked on all kinds by one generic code
  // would spend most of a decision on finding out what it has before it.

  /// The model of each key.
  static func assembleEach(_ keys: [Key], from assembly: ModelAssembly) -> [Key: Self]
  /// Reads the fact that an event of one of ``Facts/types`` states, and takes it in.
  static func evolve(_ held: HeldModel, _ type: EventType, _ event: inout WireReader) throws(FieldError)
  /// Puts a model of this kind on its shelf.
  static func keep(_ held: HeldModel, on shelves: ModelShelves)
  /// Takes a model of this kind off its shelf.
  static func remove(_ held: HeldModel, from shelves: ModelShelves)
}

extension Model {
  /// The events that this instance is folded from.
  public static func query(_ key: Key) -> Query { Query(types: Fact.types, tags: tags(key)) }
}

/// What a decision loads: one model, several of a kind at once (``Each``), or one that another names: the diner of a
/// reservation. The latter is assembled again once the first has been read.
public protocol Boundary: Sendable {
  /// Names what to load.
  associatedtype Key: Hashable & Sendable
  /// Takes what the key names out of an assembly. Provided for models.
  static func assemble(_ key: Key, from assembly: ModelAssembly) -> Self
}

/// Several models of one kind, where only the command says how many: the stock of each item of an order.
public struct Each<M: Model>: Boundary {
  /// What was loaded for each key.
  private let models: [M.Key: M]

  /// As ``Boundary`` asks.
  public static func assemble(_ key: [M.Key], from assembly: ModelAssembly) -> Each {
    Each(models: M.assembleEach(key, from: assembly))
  }

  /// The model of a key; one that was not among the command's boundary keys is a bug in the decider's `keys`.
  public subscript(_ key: M.Key) -> M {
    guard let model = models[key] else { preconditionFailure("\(M.self) \(key) is not in the command's boundary") }
    return model
  }
}
