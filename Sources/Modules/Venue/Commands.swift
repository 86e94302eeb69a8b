// Over 400 lines: eleven commands of one shape, which read best side by side.

public import EventSourcing
public import Vocabulary

/// A venue as it is to be. A venue file is this command in JSON.
///
/// Applying it again changes nothing; applying a changed one appends the differences only. What the file does not
/// name is left alone: sections (an import adds its own) and dated hours. A section that it names, and the list of
/// tables, are the whole truth.
public struct SetUpVenue: Command {
  /// The stored name.
  public static let name = "set_up_venue"
  /// What the command does, in one line.
  public static let summary =
    "Set a venue up, or change it: hours, tables, rules and menu (a venue file is this command)"

  /// Names the venue for good; its name, if left out.
  public var key: String = ""
  /// What the venue is called.
  public var name: String = ""
  /// Its IANA time zone: `"Europe/London"`. Fixed once the venue is opened.
  public var zone: String = ""
  /// The ISO 4217 code of the currency that it charges in: `"GBP"`. Fixed once the venue is opened.
  public var currency: Currency = .none
  /// The weekly opening hours: `weekdays`, `opens`, `closes`.
  public var hours: [WeeklyHours] = []
  /// Exceptions for dates: `date`, `periods`.
  public var days: [DayHours] = []
  /// All tables: `key`, `name`, `min_seats`, `max_seats`, `area`.
  public var tables: [TableDescription] = []
  /// `prices_include_tax`, and `rates` with `name` and `rate_bp` (2000 is 20 %). Untaxed, if left out.
  public var tax: TaxRules?
  /// `rate_bp`, `min_party`, `tax_class`. No service charge, if left out.
  public var serviceCharge: ServiceChargeRule?
  /// `dine_in`, `takeout`, `slot_minutes`, `orders_per_slot`, `lead_minutes`, `horizon_days`. Both kinds without
  /// pickup slots, if left out.
  public var ordering: OrderingRules?
  /// `points`, `per_minor`, `rounding`, `multipliers`, bonuses, `tiers`, `expiry`, `rewards`, `tender`. No programme, if
  /// left out; what members have, they keep.
  public var loyalty: LoyaltyDescription?
  /// `slot_minutes`, `turn_minutes`, `turn_times`, pacing, deposits and deadlines. No reservations, if left out; what
  /// was promised stands.
  public var reservations: ReservationRules?
  /// Tables that can be pushed together: `tables` (their keys), `min_seats`, `max_seats`.
  public var combinations: [CombinationDescription] = []
  /// The menu: `number`, `name`, `items`.
  public var sections: [SectionDescription] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    key: String = "", name: String, zone: String, currency: Currency, hours: [WeeklyHours] = [],
    days:
      [DayHours] = [], tables: [TableDescription] = [], tax: TaxRules? = nil,
    serviceCharge: ServiceChargeRule? =
      nil, ordering: OrderingRules? = nil, loyalty: LoyaltyDescription? = nil,
    reservations: ReservationRules? = nil, combinations: [CombinationDescription] = [],
    sections: [SectionDescription] = [], at: Timestamp? = nil
  ) {
    self.key = key
    self.name = name
    self.zone = zone
    self.currency = currency
    self.hours = hours
    self.days = days
    self.tables = tables
    self.tax = tax
    self.serviceCharge = serviceCharge
    self.ordering = ordering
    self.loyalty = loyalty
    self.reservations = reservations
    self.combinations = combinations
    self.sections = sections
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "key", &key)
    try f.field(2, "name", &name)
    try f.field(3, "zone", &zone)
    try f.field(4, "currency", &currency)
    try f.field(5, "hours", &hours)
    try f.field(6, "days", &days)
    try f.field(7, "tables", &tables)
    try f.field(8, "tax", &tax)
    try f.field(9, "service_charge", &serviceCharge)
    try f.field(10, "ordering", &ordering)
    try f.field(11, "sections", &sections)
    try f.field(12, "loyalty", &loyalty)
    try f.field(13, "reservations", &reservations)
    try f.field(14, "combinations", &combinations)
    try f.field(15, "at", &at)
  }

  /// The venue's ID, which follows from its key.
  public var venue: VenueID { .named(key.isEmpty ? name : key) }
}

/// Adds a section to the menu, or renames it.
public struct AddMenuSection: Command {
  /// The stored name.
  public static let name = "add_menu_section"
  /// What the command does, in one line.
  public static let summary = "Add a section to the menu, or rename one"

  /// The venue.
  public var venue: VenueID = .none
  /// Its number within the venue, from 1.
  public var section: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, name: String, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.name = name
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(3, "name", &name)
    try f.field(15, "at", &at)
  }
}

/// Takes an empty section off the menu.
public struct RemoveMenuSection: Command {
  /// The stored name.
  public static let name = "remove_menu_section"
  /// What the command does, in one line.
  public static let summary = "Take a section without items off the menu"

  /// The venue.
  public var venue: VenueID = .none
  /// Its number.
  public var section: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(15, "at", &at)
  }
}

/// Puts an item on the menu.
public struct AddMenuItem: Command {
  /// The stored name.
  public static let name = "add_menu_item"
  /// What the command does, in one line.
  public static let summary = "Put an item on the menu"

  /// The venue.
  public var venue: VenueID = .none
  /// The number of the section.
  public var section: UInt32 = 0
  /// The item: `name`, `price_minor`, and what else a venue file says about items.
  public var item: ItemDescription
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, item: ItemDescription, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.item = item
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { item = ItemDescription(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(3, "item", &item)
    try f.field(15, "at", &at)
  }

  /// The item's ID, which follows from the venue and the item's key.
  public var itemID: ItemID { item.id(in: venue) }
}

/// Changes the price of an item.
public struct ChangeMenuItemPrice: Command {
  /// The stored name.
  public static let name = "change_menu_item_price"
  /// What the command does, in one line.
  public static let summary = "Change the price of an item"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The new price of one, in minor units.
  public var price: Amount = .zero
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, price: Amount, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.price = price
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "price_minor", &price)
    try f.field(15, "at", &at)
  }
}

/// Takes an item off the menu.
public struct RemoveMenuItem: Command {
  /// The stored name.
  public static let name = "remove_menu_item"
  /// What the command does, in one line.
  public static let summary = "Take an item off the menu"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(15, "at", &at)
  }
}

/// Adds an option to a choice of an item, and the choice if the item has none of this name.
///
/// Numbers are given by the system: the next free one.
public struct AddModifierOption: Command {
  /// The stored name.
  public static let name = "add_modifier_option"
  /// What the command does, in one line.
  public static let summary = "Add an option to a choice of an item, and the choice if there is none of this name"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The name of the choice. A new choice may be left out and takes any of its options, repeatedly.
  public var group: String = ""
  /// The name of the option.
  public var option: String = ""
  /// What each portion adds to the price of one item.
  public var price: Amount = .zero
  /// The allergens that it adds.
  public var allergens: [Allergen] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    venue: VenueID, item: ItemID, group: String, option: String, price: Amount = .zero,
    allergens: [Allergen] =
      [], at: Timestamp? = nil
  ) {
    self.venue = venue
    self.item = item
    self.group = group
    self.option = option
    self.price = price
    self.allergens = allergens
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
    try f.field(4, "option", &option)
    try f.field(5, "price_minor", &price)
    try f.field(6, "allergens", &allergens)
    try f.field(15, "at", &at)
  }
}

/// Sets the opening hours of one date.
public struct SetDayHours: Command {
  /// The stored name.
  public static let name = "set_day_hours"
  /// What the command does, in one line.
  public static let summary = "Set the opening hours of one date, overriding the weekly ones"

  /// The venue.
  public var venue: VenueID = .none
  /// The date.
  public var date: ServiceDate = .epoch
  /// Its periods; none means closed.
  public var periods: [DayPeriod] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, date: ServiceDate, periods: [DayPeriod] = [], at: Timestamp? = nil) {
    self.venue = venue
    self.date = date
    self.periods = periods
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "periods", &periods)
    try f.field(15, "at", &at)
  }
}

/// Lets the weekly opening hours hold for a date again.
public struct ClearDayHours: Command {
  /// The stored name.
  public static let name = "clear_day_hours"
  /// What the command does, in one line.
  public static let summary = "Let the weekly opening hours hold for a date again"

  /// The venue.
  public var venue: VenueID = .none
  /// The date.
  public var date: ServiceDate = .epoch
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, date: ServiceDate, at: Timestamp? = nil) {
    self.venue = venue
    self.date = date
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(15, "at", &at)
  }
}

/// Sets the stock of an item: the outcome of a count.
public struct SetItemStock: Command {
  /// The stored name.
  public static let name = "set_item_stock"
  /// What the command does, in one line.
  public static let summary = "Set the stock of an item: counted with a number, unlimited, or out"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// `{"policy": "counted", "count": 20}`, `{"policy": "unlimited"}` or `{"policy": "out"}`.
  public var stock: StockSetting
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, stock: StockSetting, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.stock = stock
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { stock = StockSetting(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "stock", &stock)
    try f.field(15, "at", &at)
  }
}

/// Adds portions to the stock of a counted item. Each call adds.
public struct RestockItem: Command {
  /// The stored name.
  public static let name = "restock_item"
  /// What the command does, in one line.
  public static let summary = "Add portions to the stock of a counted item"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// How many portions.
  public var added: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, added: UInt32, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.added = added
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "added", &added)
    try f.field(15, "at", &at)
  }
}
