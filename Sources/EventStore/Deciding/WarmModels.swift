import DequeModule
import EventSourcing

/// A model that was folded up to what the handler has seen.
///
/// `@unchecked Sendable`: every warm model belongs to one ``WarmModels``, and is touched only under the lock that
/// guards it.
protocol WarmModel: AnyObject, Sendable {
  var id: WarmModelID { get }
  var item: Query.Item { get }
  var recentlyUsed: Bool { get set }
  func evolve(_ type: EventType, _ payload: [UInt8]) throws(FieldError)
}

/// Names a model among those of all kinds.
///
/// `@unchecked Sendable`: the key is a `Model.Key`, which is `Sendable`; `AnyHashable` only forgets that.
struct WarmModelID: Hashable, @unchecked Sendable {
  let kind: ObjectIdentifier
  let key: AnyHashable

  init<M: Model>(_ kind: M.Type, _ key: M.Key) {
    self.kind = ObjectIdentifier(kind)
    self.key = AnyHashable(key)
  }
}

/// The warm model of one kind and key. See ``WarmModel`` for why it may be sent.
final class Warm<M: Model>: WarmModel, @unchecked Sendable {
  let id: WarmModelID
  let item: Query.Item
  var model: M
  var recentlyUsed = true

  init(_ model: M, _ key: M.Key) {
    self.id = WarmModelID(M.self, key)
    self.item = Query.Item(types: M.Fact.types, tags: M.tags(key))
    self.model = model
  }

  func evolve(_ type: EventType, _ payload: [UInt8]) throws(FieldError) {
    let fact = try WireReader.reading(payload) { (wire) throws(FieldError) in try M.Fact.read(type, &wire) }
    if let fact { model.evolve(fact) }
  }
}

/// The models that are folded up to one position, the last that the handler saw sequenced.
struct WarmModels: Sendable {
  /// Everything up to here is folded into every warm model.
  private(set) var seen = Position.origin
  /// The log's epoch that ``seen`` belongs to.
  private(set) var epoch: UInt64 = 0
  private var models: [WarmModelID: any WarmModel] = [:]
  /// The models by the first of their tags: an event concerns only models that share a tag with it.
  private var byTag: [Tag: [any WarmModel]] = [:]
  private var untagged: [any WarmModel] = []
  /// The order in which models are considered for eviction (second chance).
  private var clock: Deque<WarmModelID> = []
  /// How many models are kept.
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// How many models are warm.
  var count: Int { models.count }

  func contains<M: Model>(_ kind: M.Type, _ key: M.Key) -> Bool { models[WarmModelID(kind, key)] != nil }

  func warm<M: Model>(_ kind: M.Type, _ key: M.Key) -> Warm<M>? { models[WarmModelID(kind, key)] as? Warm<M> }

  /// Drops everything if sequenced positions were taken back since.
  mutating func enter(epoch current: UInt64) {
    guard current != epoch else { return }
    drop()
    epoch = current
    seen = .origin
  }

  /// Keeps what a decision without events has loaded, where nothing can have come in between.
  mutating func keep(_ session: DecisionSession) {
    if models.isEmpty, let common = session.commonPosition { seen = max(seen, common) }
    for (model, position) in session.cold where position == seen { insert(model) }
    evict()
  }

  /// Folds events that were just sequenced, and keeps what their decision has loaded.
  ///
  /// A model that cannot read an event is dropped with all others: the next decision that needs it loads it from the
  /// log, and reports the event that it can't read.
  mutating func absorb(
    _ events: [any Event], _ append: PreparedAppend, _ ticket: AppendTicket, _ session: DecisionSession
  ) {
    if ticket.first != seen.next {
      // Somebody else's events lie between: only what this decision's conditions covered is known to be current.
      drop()
      for model in session.warm { insert(model) }
    }
    for (model, _) in session.cold { insert(model) }
    seen = ticket.last
    for (index, event) in events.enumerated() {
      do throws(FieldError) {
        try fold(event, append.types[index], append.tags(of: index))
      } catch {
        return drop()
      }
    }
    evict()
  }

  private func fold(_ event: any Event, _ type: EventType, _ tags: ArraySlice<Tag>) throws(FieldError) {
    var payload: [UInt8]?
    func evolve(_ models: [any WarmModel]) throws(FieldError) {
      for model in models where model.item.types.contains(type) && model.item.tags.allSatisfy({ tags.contains($0) }) {
        let bytes: [UInt8]
        if let payload { bytes = payload } else { bytes = try event.encoded() }
        payload = bytes
        try model.evolve(type, bytes)
      }
    }
    for tag in tags { if let models = byTag[tag] { try evolve(models) } }
    try evolve(untagged)
  }

  /// Lets go of the warm models of a decision that somebody else's events overtook.
  mutating func forget(_ session: DecisionSession) {
    for model in session.warm { remove(model) }
  }

  private mutating func insert(_ model: any WarmModel) {
    guard models.updateValue(model, forKey: model.id) == nil else {
      preconditionFailure("a model was loaded although it was warm")
    }
    clock.append(model.id)
    if let tag = model.item.tags.first {
      byTag[tag, default: []].append(model)
    } else {
      untagged.append(model)
    }
  }

  /// Lets go of the models that were not used for longest. The clock also holds models that went another way; it is
  /// kept from growing beyond twice the limit by going round.
  private mutating func evict() {
    while models.count > limit || clock.count > 2 * limit, let id = clock.popFirst() {
      guard let model = models[id] else { continue }
      if model.recentlyUsed {
        model.recentlyUsed = false
        clock.append(id)
      } else {
        remove(model)
      }
    }
  }

  private mutating func remove(_ model: any WarmModel) {
    guard models.removeValue(forKey: model.id) != nil else { return }
    if let tag = model.item.tags.first {
      byTag[tag]?.removeAll { $0 === model }
      if byTag[tag]?.isEmpty == true { byTag[tag] = nil }
    } else {
      untagged.removeAll { $0 === model }
    }
  }

  private mutating func drop() {
    models = [:]
    byTag = [:]
    untagged = []
    clock = []
  }
}
