public import EventSourcing
public import Vocabulary

/// A venue as it is set up now: hours, floor plan, menu and rules. Several modules decide on it.
///
/// What was removed is kept and marked, so that orders that name it can still be shown.
public struct VenueSetup: Model {
  /// The venue.
  public let id: VenueID
  /// What it is called; empty before it was opened.
  public internal(set) var name = ""
  /// The rules of its time zone; nil before it was opened, or if this machine's database lacks the zone.
  public internal(set) var zone: ZoneRules?
  /// The IANA name of its time zone.
  public internal(set) var zoneName = ""
  /// What it charges in.
  public internal(set) var currency = Currency.none
  /// The weekly opening hours, by weekday and time.
  public internal(set) var hours: [OpeningPeriod] = []
  /// Dated exceptions from the weekly hours.
  public internal(set) var days: [ServiceDate: [DayPeriod]] = [:]
  /// The tables in use.
  public internal(set) var tables: [TableID: Table] = [:]
  /// How sales are taxed.
  public internal(set) var taxRules: TaxRules?
  /// The service charge, if one is made.
  public internal(set) var serviceCharge: ServiceChargeRule?
  /// Which orders are taken.
  public internal(set) var ordering: OrderingRules?
  /// The loyalty programme, if there is one.
  public internal(set) var programme: LoyaltyProgramme?
  /// The names of the menu's sections, by number.
  public internal(set) var sections: [UInt32: String] = [:]
  /// Every item that is or was on the menu.
  public internal(set) var items: [ItemID: MenuItem] = [:]
  /// The items that were taken off the menu.
  public internal(set) var removed: Set<ItemID> = []
  /// How items are kept in stock; one that is missing is not counted.
  public internal(set) var stock: [ItemID: StockPolicy] = [:]

  /// The state before anything happened.
  public init(_ key: VenueID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: VenueID) -> Tags { [.venue(key)] }

  /// Whether the venue exists.
  public var isOpened: Bool { !zoneName.isEmpty }

  /// The item, if it is on the menu now.
  public func item(_ id: ItemID) -> MenuItem? { removed.contains(id) ? nil : items[id] }

  /// The tax rate of a class; nothing for a class that the venue does not have.
  public func taxRate(of taxClass: String) -> BasisPoints {
    taxRules?.rates.first { $0.name == taxClass }?.rate ?? .zero
  }

  /// Takes a fact in.
  public mutating func evolve(_ fact: VenueFact) {
    switch fact {
    case .opened(let event):
      name = event.name
      zoneName = event.zone
      zone = ZoneRules(name: event.zone)
      currency = event.currency
    case .renamed(let event): name = event.name
    case .hoursSet(let event): hours = event.periods
    case .dayHoursSet(let event): days[event.date] = event.periods
    case .dayHoursCleared(let event): days[event.date] = nil
    case .tableAdded(let event): tables[event.table.id] = event.table
    case .tableChanged(let event): tables[event.table.id] = event.table
    case .tableRemoved(let event): tables[event.table] = nil
    case .taxRulesSet(let event): taxRules = event.rules
    case .serviceChargeSet(let event): serviceCharge = event.rule
    case .orderingRulesSet(let event): ordering = event.rules
    case .programmeSet(let event): programme = event.programme
    case .menu(let fact): change(fact)
    }
  }

  /// Takes a change of the menu in.
  mutating func change(_ fact: MenuFact) {
    switch fact {
    case .sectionAdded(let event): sections[event.section] = event.name
    case .sectionRenamed(let event): sections[event.section] = event.name
    case .sectionRemoved(let event): sections[event.section] = nil
    case .itemAdded(let event):
      items[event.item.id] = event.item
      removed.remove(event.item.id)
    case .itemChanged(let event): items[event.item.id] = event.item
    case .itemPriceChanged(let event): items[event.item]?.price = event.price
    case .itemRemoved(let event): removed.insert(event.item)
    case .groupAdded(let event): items[event.item]?.groups.append(event.group)
    case .optionAdded(let event): items[event.item]?.append(event.option, toGroup: event.group)
    case .stockSet(let event): stock[event.item] = event.stock.policy
    }
  }
}

extension MenuItem {
  /// Adds an option to the choice with this number.
  mutating func append(_ option: ModifierOption, toGroup number: UInt32) {
    guard let index = groups.firstIndex(where: { $0.number == number }) else { return }
    groups[index].options.append(option)
  }
}
