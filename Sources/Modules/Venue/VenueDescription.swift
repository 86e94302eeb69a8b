public import EventSourcing
public import Vocabulary

/// Opening hours that recur every week, in a venue file.
public struct WeeklyHours: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "WeeklyHours"

  /// The weekdays: `["monday", "tuesday"]`.
  public var weekdays: [Weekday] = []
  /// When the door opens: `"17:30"`.
  public var opens: TimeOfDay = .midnight
  /// When it closes: `"23:00"`, or `"25:30"` for half past one at night.
  public var closes: TimeOfDay = .midnight

  /// A value of these parts.
  public init(weekdays: [Weekday] = [], opens: TimeOfDay, closes: TimeOfDay) {
    self.weekdays = weekdays
    self.opens = opens
    self.closes = closes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "weekdays", &weekdays)
    try f.field(2, "opens", &opens)
    try f.field(3, "closes", &closes)
  }
}

/// Opening hours of one date, in a venue file.
public struct DayHours: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "DayHours"

  /// The date: `"2026-12-25"`.
  public var date: ServiceDate = .epoch
  /// Its periods (`opens`, `closes`); none means closed.
  public var periods: [DayPeriod] = []

  /// A value of these parts.
  public init(date: ServiceDate, periods: [DayPeriod] = []) {
    self.date = date
    self.periods = periods
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "date", &date)
    try f.field(2, "periods", &periods)
  }
}

/// A table in a venue file.
public struct TableDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TableDescription"

  /// Names it for good, within the venue; its name, if left out. Keep the key when the name changes.
  public var key: String = ""
  /// What the staff calls it.
  public var name: String = ""
  /// The smallest party that it is given to.
  public var minSeats: UInt32 = 0
  /// The largest party that fits.
  public var maxSeats: UInt32 = 0
  /// The part of the house, such as `Terrace`; may be left out.
  public var area: String = ""

  /// A value of these parts.
  public init(key: String = "", name: String, minSeats: UInt32, maxSeats: UInt32, area: String = "") {
    self.key = key
    self.name = name
    self.minSeats = minSeats
    self.maxSeats = maxSeats
    self.area = area
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "key", &key)
    try f.field(2, "name", &name)
    try f.field(3, "min_seats", &minSeats)
    try f.field(4, "max_seats", &maxSeats)
    try f.field(5, "area", &area)
  }
}

/// Tables that can be pushed together, in a venue file.
public struct CombinationDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "CombinationDescription"

  /// The keys of the tables: `["3", "4"]`.
  public var tables: [String] = []
  /// The smallest party that they are given to.
  public var minSeats: UInt32 = 0
  /// The largest party that fits.
  public var maxSeats: UInt32 = 0

  /// A value of these parts.
  public init(tables: [String], minSeats: UInt32, maxSeats: UInt32) {
    self.tables = tables
    self.minSeats = minSeats
    self.maxSeats = maxSeats
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "tables", &tables)
    try f.field(2, "min_seats", &minSeats)
    try f.field(3, "max_seats", &maxSeats)
  }
}

/// A menu item in a venue file.
public struct ItemDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemDescription"

  /// Names it for good, within the venue; its name, if left out. Keep the key when the name changes.
  public var key: String = ""
  /// What the menu calls it.
  public var name: String = ""
  /// The price of one, in minor units: 450 is 4.50.
  public var price: Amount = .zero
  /// One of the names in `tax.rates`; the first of them, if left out.
  public var taxClass: String = ""
  /// What it contains: `["milk", "nuts"]`.
  public var allergens: [Allergen] = []
  /// The diets that it suits: `["vegan"]`.
  public var labels: [DietaryLabel] = []
  /// When it is served (`from`, `to`, `weekdays`); whenever the venue is open, if left out.
  public var windows: [MenuWindow] = []
  /// The choices that come with it: `number`, `name`, `min`, `max`, `repeats`, and `options` with
  /// `number`, `name`, `price_minor`, `standard`, `allergens`.
  public var groups: [ModifierGroup] = []
  /// The *opening* stock, used unless the item's stock was ever set: `{"policy": "counted", "count": 20}`.
  /// Unlimited, if left out. Applying a file never resets what was sold since; `set_item_stock` does.
  public var stock: StockSetting?

  /// A value of these parts.
  public init(
    key: String = "", name: String, price: Amount, taxClass: String = "", allergens: [Allergen] = [],
    labels:
      [DietaryLabel] = [], windows: [MenuWindow] = [], groups: [ModifierGroup] = [], stock: StockSetting? = nil
  ) {
    self.key = key
    self.name = name
    self.price = price
    self.taxClass = taxClass
    self.allergens = allergens
    self.labels = labels
    self.windows = windows
    self.groups = groups
    self.stock = stock
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "key", &key)
    try f.field(2, "name", &name)
    try f.field(3, "price_minor", &price)
    try f.field(4, "tax_class", &taxClass)
    try f.field(5, "allergens", &allergens)
    try f.field(6, "labels", &labels)
    try f.field(7, "windows", &windows)
    try f.field(8, "groups", &groups)
    try f.field(9, "stock", &stock)
  }
}

/// A section of the menu in a venue file.
public struct SectionDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "SectionDescription"

  /// Names it for good, within the venue, from 1.
  public var number: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// *All* items that stand in it: one that does no longer is taken off the menu.
  public var items: [ItemDescription] = []

  /// A value of these parts.
  public init(number: UInt32, name: String, items: [ItemDescription] = []) {
    self.number = number
    self.name = name
    self.items = items
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "name", &name)
    try f.field(3, "items", &items)
  }
}
