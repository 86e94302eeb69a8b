/// The state of one model, whatever its kind: what a command handler keeps, finds again, and folds.
///
/// `@unchecked Sendable`: belongs to one thread at a time; whoever keeps it sees to that.
public class HeldModel: @unchecked Sendable {
  /// The kind of model.
  public let kind: any Model.Type
  /// The events that it is folded from.
  public let item: Query.Item
  /// Whether a decision asked for it since this was last set to false.
  public final var isRecentlyUsed = true
  /// Whether it is on a shelf.
  public final var isKept = false

  @inlinable init(_ kind: any Model.Type, _ item: Query.Item) {
    self.kind = kind
    self.item = item
  }
}

/// The state of a model of a known kind.
///
/// `@unchecked Sendable`: as ``HeldModel``.
public final class HeldState<M: Model>: HeldModel, @unchecked Sendable {
  @usableFromInline let key: M.Key
  /// The model.
  public final var model: M

  /// A model as it is before anything happened.
  @inlinable public init(_ key: M.Key) {
    self.key = key
    model = M(key)
    super.init(M.self, Query.Item(types: M.Fact.types, tags: M.tags(key)))
  }
}

/// Models of every kind, found by kind and key.
///
/// `@unchecked Sendable`: belongs to one thread at a time; whoever keeps it sees to that.
public final class ModelShelves: @unchecked Sendable {
  @usableFromInline var shelves: [ObjectIdentifier: AnyObject] = [:]

  /// Empty shelves.
  public init() {}

  /// The models of one kind.
  @usableFromInline final class Shelf<M: Model> {
    @usableFromInline var models: [M.Key: HeldState<M>] = [:]
    @inlinable init() {}
  }

  /// The shelf of a kind, which is put up if there is none.
  @inlinable func shelf<M: Model>(of kind: M.Type) -> Shelf<M> {
    let id = ObjectIdentifier(kind)
    if let known = shelves[id] as? Shelf<M> { return known }
    let new = Shelf<M>()
    shelves[id] = new
    return new
  }

  /// The model with a key, if it is kept.
  @inlinable public func model<M: Model>(_ kind: M.Type, _ key: M.Key) -> HeldState<M>? { shelf(of: kind).models[key] }

  /// Keeps a model; there must be none of its kind and key.
  public func keep(_ model: HeldModel) {
    precondition(!model.isKept, "a model is kept once")
    model.isKept = true
    model.kind.keep(model, on: self)
  }

  /// Lets go of a model.
  public func remove(_ model: HeldModel) {
    guard model.isKept else { return }
    model.isKept = false
    model.kind.remove(model, from: self)
  }

  /// Lets go of all models.
  public func removeAll() { shelves = [:] }
}

/// Puts together what one decision is shown: from models that are kept, from those that were loaded for it, and from
/// new ones, which then have to be loaded before it counts. For one thread at a time.
public final class ModelAssembly {
  @usableFromInline let shelves: ModelShelves
  /// The models that are kept and were shown.
  public private(set) var kept: [HeldModel] = []
  /// The models that were loaded for this decision and shown.
  public private(set) var loaded: [HeldModel] = []
  /// The models that were shown as if nothing had happened yet.
  public private(set) var missing: [HeldModel] = []
  /// What the decision may be shown beside what is kept.
  @usableFromInline let available: [HeldModel]

  /// An assembly out of kept models, and of others that were loaded for it.
  public init(_ shelves: ModelShelves, loaded: [HeldModel] = []) {
    self.shelves = shelves
    self.available = loaded
  }

  /// The model of a kind and key.
  @inlinable public func model<M: Model>(_ kind: M.Type, _ key: M.Key) -> M {
    if let known = keptModel(kind, key) { return known.model }
    return unkeptModel(kind, key).model
  }

  @inlinable func keptModel<M: Model>(_ kind: M.Type, _ key: M.Key) -> HeldState<M>? {
    guard let known = shelves.model(kind, key) else { return nil }
    noteKept(known)
    return known
  }

  @inlinable func unkeptModel<M: Model>(_ kind: M.Type, _ key: M.Key) -> HeldState<M> {
    for candidate in available {
      if let known = candidate as? HeldState<M>, known.key == key {
        noteLoaded(known)
        return known
      }
    }
    for candidate in missing {
      if let known = candidate as? HeldState<M>, known.key == key { return known }
    }
    let new = HeldState<M>(key)
    noteMissing(new)
    return new
  }

  @usableFromInline func noteKept(_ model: HeldModel) {
    model.isRecentlyUsed = true
    if !kept.contains(where: { $0 === model }) { kept.append(model) }
  }

  @usableFromInline func noteMissing(_ model: HeldModel) { missing.append(model) }

  @usableFromInline func noteLoaded(_ model: HeldModel) {
    if !loaded.contains(where: { $0 === model }) { loaded.append(model) }
  }
}

extension Model {
  /// The model of the key.
  @inlinable
  public static func assemble(_ key: Key, from assembly: ModelAssembly) -> Self { assembly.model(Self.self, key) }

  /// The model of each key.
  @inlinable
  public static func assembleEach(_ keys: [Key], from assembly: ModelAssembly) -> [Key: Self] {
    var models: [Key: Self] = [:]
    models.reserveCapacity(keys.count)
    for key in keys where models[key] == nil { models[key] = assembly.model(Self.self, key) }
    return models
  }

  /// Reads the fact that an event states, and takes it in.
  @inlinable
  public static func evolve(_ held: HeldModel, _ type: EventType, _ event: inout WireReader) throws(FieldError) {
    guard let held = held as? HeldState<Self> else { preconditionFailure("a model of another kind") }
    if let fact = try Fact.read(type, &event) { held.model.evolve(fact) }
  }

  /// Puts a model on the shelf of its kind.
  @inlinable
  public static func keep(_ held: HeldModel, on shelves: ModelShelves) {
    guard let held = held as? HeldState<Self> else { preconditionFailure("a model of another kind") }
    guard shelves.shelf(of: Self.self).models.updateValue(held, forKey: held.key) == nil else {
      preconditionFailure("a model was loaded although one of its key is kept")
    }
  }

  /// Takes a model off the shelf of its kind.
  @inlinable
  public static func remove(_ held: HeldModel, from shelves: ModelShelves) {
    guard let held = held as? HeldState<Self> else { preconditionFailure("a model of another kind") }
    shelves.shelf(of: Self.self).models[held.key] = nil
  }
}
