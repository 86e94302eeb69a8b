public import EventSourcing
public import Vocabulary

/// Everything that sets a venue up.
public enum VenueFact: Facts {
  /// `VenueOpened`.
  case opened(VenueOpened)
  /// `VenueRenamed`.
  case renamed(VenueRenamed)
  /// `OpeningHoursSet`.
  case hoursSet(OpeningHoursSet)
  /// `DayHoursSet`.
  case dayHoursSet(DayHoursSet)
  /// `DayHoursCleared`.
  case dayHoursCleared(DayHoursCleared)
  /// `TableAdded`.
  case tableAdded(TableAdded)
  /// `TableChanged`.
  case tableChanged(TableChanged)
  /// `TableRemoved`.
  case tableRemoved(TableRemoved)
  /// `TaxRulesSet`.
  case taxRulesSet(TaxRulesSet)
  /// `ServiceChargeSet`.
  case serviceChargeSet(ServiceChargeSet)
  /// `OrderingRulesSet`.
  case orderingRulesSet(OrderingRulesSet)
  /// `LoyaltyProgrammeSet`.
  case programmeSet(LoyaltyProgrammeSet)
  /// A change of the menu.
  case menu(MenuFact)

  /// The events that are read.
  public static let types: Set<EventType> = MenuFact.types.union([
    VenueOpened.type, VenueRenamed.type, OpeningHoursSet.type, DayHoursSet.type, DayHoursCleared.type,
    TableAdded.type, TableChanged.type, TableRemoved.type, TaxRulesSet.type, ServiceChargeSet.type,
    OrderingRulesSet.type, LoyaltyProgrammeSet.type,
  ])

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> VenueFact? {
    switch type {
    case VenueOpened.type: .opened(try VenueOpened.read(from: &r))
    case VenueRenamed.type: .renamed(try VenueRenamed.read(from: &r))
    case OpeningHoursSet.type: .hoursSet(try OpeningHoursSet.read(from: &r))
    case DayHoursSet.type: .dayHoursSet(try DayHoursSet.read(from: &r))
    case DayHoursCleared.type: .dayHoursCleared(try DayHoursCleared.read(from: &r))
    case TableAdded.type: .tableAdded(try TableAdded.read(from: &r))
    case TableChanged.type: .tableChanged(try TableChanged.read(from: &r))
    case TableRemoved.type: .tableRemoved(try TableRemoved.read(from: &r))
    case TaxRulesSet.type: .taxRulesSet(try TaxRulesSet.read(from: &r))
    case ServiceChargeSet.type: .serviceChargeSet(try ServiceChargeSet.read(from: &r))
    case OrderingRulesSet.type: .orderingRulesSet(try OrderingRulesSet.read(from: &r))
    case LoyaltyProgrammeSet.type: .programmeSet(try LoyaltyProgrammeSet.read(from: &r))
    default: try MenuFact.read(type, &r).map(VenueFact.menu)
    }
  }
}

/// Everything that changes a menu.
public enum MenuFact: Facts {
  /// `MenuSectionAdded`.
  case sectionAdded(MenuSectionAdded)
  /// `MenuSectionRenamed`.
  case sectionRenamed(MenuSectionRenamed)
  /// `MenuSectionRemoved`.
  case sectionRemoved(MenuSectionRemoved)
  /// `MenuItemAdded`.
  case itemAdded(MenuItemAdded)
  /// `MenuItemChanged`.
  case itemChanged(MenuItemChanged)
  /// `MenuItemPriceChanged`.
  case itemPriceChanged(MenuItemPriceChanged)
  /// `MenuItemRemoved`.
  case itemRemoved(MenuItemRemoved)
  /// `ModifierGroupAdded`.
  case groupAdded(ModifierGroupAdded)
  /// `ModifierOptionAdded`.
  case optionAdded(ModifierOptionAdded)
  /// `ItemStockSet`.
  case stockSet(ItemStockSet)

  /// The events that are read.
  public static let types: Set<EventType> = [
    MenuSectionAdded.type, MenuSectionRenamed.type, MenuSectionRemoved.type, MenuItemAdded.type,
    MenuItemChanged.type, MenuItemPriceChanged.type, MenuItemRemoved.type, ModifierGroupAdded.type,
    ModifierOptionAdded.type, ItemStockSet.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> MenuFact? {
    switch type {
    case MenuSectionAdded.type: .sectionAdded(try MenuSectionAdded.read(from: &r))
    case MenuSectionRenamed.type: .sectionRenamed(try MenuSectionRenamed.read(from: &r))
    case MenuSectionRemoved.type: .sectionRemoved(try MenuSectionRemoved.read(from: &r))
    case MenuItemAdded.type: .itemAdded(try MenuItemAdded.read(from: &r))
    case MenuItemChanged.type: .itemChanged(try MenuItemChanged.read(from: &r))
    case MenuItemPriceChanged.type: .itemPriceChanged(try MenuItemPriceChanged.read(from: &r))
    case MenuItemRemoved.type: .itemRemoved(try MenuItemRemoved.read(from: &r))
    case ModifierGroupAdded.type: .groupAdded(try ModifierGroupAdded.read(from: &r))
    case ModifierOptionAdded.type: .optionAdded(try ModifierOptionAdded.read(from: &r))
    case ItemStockSet.type: .stockSet(try ItemStockSet.read(from: &r))
    default: nil
    }
  }
}

extension VenueFact {
  /// The venue that the fact is about.
  public var venue: VenueID {
    switch self {
    case .opened(let event): event.venue
    case .renamed(let event): event.venue
    case .hoursSet(let event): event.venue
    case .dayHoursSet(let event): event.venue
    case .dayHoursCleared(let event): event.venue
    case .tableAdded(let event): event.venue
    case .tableChanged(let event): event.venue
    case .tableRemoved(let event): event.venue
    case .taxRulesSet(let event): event.venue
    case .serviceChargeSet(let event): event.venue
    case .orderingRulesSet(let event): event.venue
    case .programmeSet(let event): event.venue
    case .menu(let fact): fact.venue
    }
  }
}

extension MenuFact {
  /// The venue that the fact is about.
  public var venue: VenueID {
    switch self {
    case .sectionAdded(let event): event.venue
    case .sectionRenamed(let event): event.venue
    case .sectionRemoved(let event): event.venue
    case .itemAdded(let event): event.venue
    case .itemChanged(let event): event.venue
    case .itemPriceChanged(let event): event.venue
    case .itemRemoved(let event): event.venue
    case .groupAdded(let event): event.venue
    case .optionAdded(let event): event.venue
    case .stockSet(let event): event.venue
    }
  }
}
