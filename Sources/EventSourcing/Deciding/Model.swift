/// Decision state: the fold of exactly the facts that a rule needs, for one key.
///
/// A model is read from the events that carry all of ``tags(_:)`` and are of one of ``Facts/types``. That query is
/// also the consistency boundary: a decision that rests on the model is refused if a matching event came in behind
/// its back.
public protocol Model: Boundary where Part == Self {
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
}

extension Model {
  /// A model is its own only part.
  public static func parts(_ key: Key) -> [Key] { [key] }

  /// A model is its own only part.
  public init(_ key: Key, parts: [Self]) {
    precondition(parts.count == 1, "a model is its own only part")
    self = parts[0]
  }

  /// The events that this instance is folded from.
  public static func query(_ key: Key) -> Query { Query(types: Fact.types, tags: tags(key)) }
}

/// What a decision loads: one model, or several of a kind at once (``Each``).
public protocol Boundary: Sendable {
  /// Names what to load.
  associatedtype Key: Hashable & Sendable
  /// The kind of model that is loaded.
  associatedtype Part: Model
  /// The instances that make up this boundary.
  static func parts(_ key: Key) -> [Part.Key]
  /// Puts the loaded instances together, in the order of ``parts(_:)``.
  init(_ key: Key, parts: [Part])
}

/// Several models of one kind, where only the command says how many: the stock of each item of an order.
public struct Each<M: Model>: Boundary {
  /// The keys, and what was loaded for each.
  private var models: [M.Key: M]

  /// As ``Boundary`` asks.
  public static func parts(_ key: [M.Key]) -> [M.Key] {
    var seen: Set<M.Key> = []
    return key.filter { seen.insert($0).inserted }
  }

  /// As ``Boundary`` asks.
  public init(_ key: [M.Key], parts: [M]) {
    models = Dictionary(uniqueKeysWithValues: zip(Self.parts(key), parts))
  }

  /// The model of a key; one that was not among the command's boundary keys is a bug in the decider's `keys`.
  public subscript(_ key: M.Key) -> M {
    guard let model = models[key] else { preconditionFailure("\(M.self) \(key) is not in the command's boundary") }
    return model
  }
}
