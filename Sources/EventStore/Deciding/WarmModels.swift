import DequeModule
import EventSourcing

/// The models that are folded up to one position, the last that the handler saw sequenced.
///
/// Its models are shared with nobody: whoever holds the lock that guards this value may touch them.
struct WarmModels: Sendable {
  /// Everything up to here is folded into every warm model.
  private(set) var seen = Position.origin
  /// The log's epoch that ``seen`` belongs to.
  private(set) var epoch: UInt64 = 0
  /// Where decisions find them.
  let shelves = ModelShelves()
  /// How many models are warm.
  private(set) var count = 0
  /// The models by the first of their tags: an event concerns only models that share a tag with it.
  private var byTag: [Tag: [HeldModel]] = [:]
  private var untagged: [HeldModel] = []
  /// The order in which models are considered for eviction (second chance).
  private var clock: Deque<HeldModel> = []
  /// How many models are kept.
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Drops everything if sequenced positions were taken back since.
  mutating func enter(epoch current: UInt64) {
    guard current != epoch else { return }
    drop()
    epoch = current
    seen = .origin
  }

  /// Keeps what a decision without events has loaded, where nothing can have come in between.
  mutating func keep(_ session: DecisionSession) {
    if count == 0, let common = session.commonPosition { seen = max(seen, common) }
    for (model, position) in session.cold where position == seen { insert(model) }
    evict()
  }

  /// Folds events that were just sequenced, and keeps what their decision has loaded.
  ///
  /// A model that cannot read an event is dropped with all others: the next decision that needs it loads it from the
  /// log, and reports the event that it can't read.
  mutating func absorb(
    _ append: PreparedAppend, _ ticket: AppendTicket, _ session: DecisionSession
  ) {
    if ticket.first != seen.next {
      // Somebody else's events lie between: only what this decision's conditions covered is known to be current.
      let current = session.warm
      drop()
      for model in current { insert(model) }
    }
    for (model, _) in session.cold { insert(model) }
    seen = ticket.last
    for (index, type) in append.types.enumerated() {
      let tags = append.tags(of: index)
      do throws(FieldError) {
        try append.viewing(index) { (record) throws(FieldError) in try fold(record, type, tags) }
      } catch {
        return drop()
      }
    }
    evict()
  }

  private func fold(_ record: RecordView, _ type: EventType, _ tags: ArraySlice<Tag>) throws(FieldError) {
    func evolve(_ models: [HeldModel]) throws(FieldError) {
      for model in models where model.item.types.contains(type) && model.item.tags.allSatisfy({ tags.contains($0) }) {
        try record.withReader { (wire) throws(FieldError) in try model.kind.evolve(model, type, &wire) }
      }
    }
    for tag in tags { if let models = byTag[tag] { try evolve(models) } }
    try evolve(untagged)
  }

  /// Lets go of the warm models of a decision that somebody else's events overtook.
  mutating func forget(_ session: DecisionSession) {
    for model in session.warm { remove(model) }
  }

  private mutating func insert(_ model: HeldModel) {
    shelves.keep(model)
    count += 1
    clock.append(model)
    if let tag = model.item.tags.first {
      byTag[tag, default: []].append(model)
    } else {
      untagged.append(model)
    }
  }

  /// Lets go of the models that were not used for longest. The clock also holds models that went another way; it is
  /// kept from growing beyond twice the limit by going round.
  private mutating func evict() {
    while count > limit || clock.count > 2 * limit, let model = clock.popFirst() {
      guard model.isKept else { continue }
      if model.isRecentlyUsed {
        model.isRecentlyUsed = false
        clock.append(model)
      } else {
        remove(model)
      }
    }
  }

  private mutating func remove(_ model: HeldModel) {
    guard model.isKept else { return }
    shelves.remove(model)
    count -= 1
    if let tag = model.item.tags.first {
      byTag[tag]?.removeAll { $0 === model }
      if byTag[tag]?.isEmpty == true { byTag[tag] = nil }
    } else {
      untagged.removeAll { $0 === model }
    }
  }

  private mutating func drop() {
    for model in clock { model.isKept = false }
    shelves.removeAll()
    count = 0
    byTag = [:]
    untagged = []
    clock = []
  }
}
