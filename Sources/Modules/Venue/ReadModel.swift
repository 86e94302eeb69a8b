public import EventSourcing
public import Vocabulary

/// Every venue as it is set up now, with the stock that is left.
public struct Menu: Projection {
  /// The stored name.
  public static let name = "menu"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 2

  /// The venues by ID.
  public private(set) var venues: [VenueID: VenueSetup] = [:]
  /// The portions at hand of counted items.
  public private(set) var stock: [ItemID: Int64] = [:]

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming MenuProjectionFact, _ context: EventContext) {
    switch consume fact {
    case .setUp(let venue, let fact): evolve(venue, fact)
    case .stock(let fact): evolve(fact)
    }
  }

  private mutating func evolve(_ venue: VenueID, _ fact: VenueFact) {
    venues[venue, default: VenueSetup(venue)].evolve(fact)
    if case .menu(.stockSet(let event)) = fact {
      stock[event.item] = event.stock.policy == .counted ? Int64(event.stock.count) : nil
    }
  }

  private mutating func evolve(_ fact: StockFact) {
    switch fact {
    case .set: break
    case .restocked(let event): change(event.item, by: Int64(event.added))
    case .taken(let movements): for movement in movements { change(movement.item, by: -Int64(movement.quantity)) }
    case .returned(let movements): for movement in movements { change(movement.item, by: Int64(movement.quantity)) }
    }
  }

  /// Takes back what a snapshot says.
  mutating func restore(_ fact: VenueFact) { evolve(fact.venue, fact) }

  /// Takes back what a snapshot says about stock; comes behind the setting of the stock.
  mutating func restore(_ row: StockLeftRow) { stock[row.item] = row.portions }

  private mutating func change(_ item: ItemID, by portions: Int64) {
    if let left = stock[item] { stock[item] = left &+ portions }
  }
}

extension Menu {
  /// How many portions of an item are left: nil if they are not counted, 0 if it is out.
  public func left(_ item: ItemID, at venue: VenueID) -> Int64? {
    switch venues[venue]?.stock[item] {
    case .counted: max(0, stock[item] ?? 0)
    case .out: 0
    case .unlimited, .unspecified, nil: nil
    }
  }

  /// The sections of a venue's menu by number, each with its items by name.
  public func sections(at venue: VenueID) -> [(number: UInt32, name: String, items: [MenuItem])] {
    guard let setup = venues[venue] else { return [] }
    let items = Dictionary(grouping: setup.items.values.filter { !setup.removed.contains($0.id) }, by: \.section)
    return setup.sections.sorted { $0.key < $1.key }.map { number, name in
      (number, name, (items[number] ?? []).sorted { ($0.name, $0.id) < ($1.name, $1.id) })
    }
  }
}

/// What ``Menu`` reads. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum MenuProjectionFact: Facts {
  /// A venue was set up or changed.
  indirect case setUp(VenueID, VenueFact)
  /// Stock moved.
  case stock(StockFact)

  /// The events that are read.
  public static let types: Set<EventType> = VenueFact.types.union(StockFact.types)

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> MenuProjectionFact? {
    if VenueFact.types.contains(type), let fact = try VenueFact.read(type, &r) { return .setUp(fact.venue, fact) }
    return try StockFact.read(type, &r).map(MenuProjectionFact.stock)
  }
}
