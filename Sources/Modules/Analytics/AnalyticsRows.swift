public import EventSourcing
public import Vocabulary

/// A venue in the snapshot of ``Analytics``, by index.
public struct AnalysedVenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedVenueRow"

  /// The venue.
  public var venue: VenueID = .none
  /// The currency that it charges in, if it was opened.
  public var currency: Currency?
  /// Item pairs that were not counted, for ``AnalyticsLimits/pairs``.
  public var pairsLeftOut: Int64 = 0
  /// When it was opened.
  public var openedAt: Timestamp?
  /// Its time zone; empty before it was opened.
  public var zone: String = ""

  /// A value of these parts.
  public init(
    venue: VenueID, currency: Currency? = nil, pairsLeftOut: Int64, openedAt: Timestamp? = nil, zone: String
  ) {
    self.venue = venue
    self.currency = currency
    self.pairsLeftOut = pairsLeftOut
    self.openedAt = openedAt
    self.zone = zone
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "currency", &currency)
    try f.field(3, "pairs_left_out", &pairsLeftOut)
    try f.field(4, "opened_at", &openedAt)
    try f.field(5, "zone", &zone)
  }
}

/// An item in the snapshot of ``Analytics``, by index.
public struct AnalysedItemRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedItemRow"

  /// The item.
  public var item: ItemID = .none
  /// The index of its venue, plus one; zero until it is known.
  public var venue: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""

  /// A value of these parts.
  public init(item: ItemID, venue: UInt32, name: String) {
    self.item = item
    self.venue = venue
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "venue", &venue)
    try f.field(3, "name", &name)
  }
}

/// An option in the snapshot of ``Analytics``.
public struct AnalysedOptionRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedOptionRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option.
  public var option: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""

  /// A value of these parts.
  public init(item: UInt32, group: UInt32, option: UInt32, name: String) {
    self.item = item
    self.group = group
    self.option = option
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "group", &group)
    try f.field(3, "option", &option)
    try f.field(4, "name", &name)
  }
}

/// The sales of one service day, hour, channel and kind, in the snapshot of ``Analytics``.
public struct SalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "SalesRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Hour, channel and service; see `SalesSlice`.
  public var slice: UInt32 = 0
  /// How many orders.
  public var orders: Int64 = 0
  /// How many items.
  public var quantity: Int64 = 0
  /// What they came to.
  public var gross: Int64 = 0

  /// A value of these parts.
  public init(venue: UInt32, date: ServiceDate, slice: UInt32, orders: Int64, quantity: Int64, gross: Int64) {
    self.venue = venue
    self.date = date
    self.slice = slice
    self.orders = orders
    self.quantity = quantity
    self.gross = gross
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "slice", &slice)
    try f.field(4, "orders", &orders)
    try f.field(5, "quantity", &quantity)
    try f.field(6, "gross_minor", &gross)
  }
}

/// What was sold of an item on one service day, in the snapshot of ``Analytics``.
public struct ItemSalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemSalesRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// In how many orders.
  public var orders: Int64 = 0
  /// How many.
  public var quantity: Int64 = 0
  /// What was charged for them.
  public var gross: Int64 = 0

  /// A value of these parts.
  public init(item: UInt32, date: ServiceDate, orders: Int64, quantity: Int64, gross: Int64) {
    self.item = item
    self.date = date
    self.orders = orders
    self.quantity = quantity
    self.gross = gross
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "date", &date)
    try f.field(3, "orders", &orders)
    try f.field(4, "quantity", &quantity)
    try f.field(5, "gross_minor", &gross)
  }
}

/// What was chosen of an option on one service day, in the snapshot of ``Analytics``.
public struct OptionSalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OptionSalesRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option.
  public var option: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// On how many lines.
  public var lines: Int64 = 0
  /// How many portions.
  public var portions: Int64 = 0
  /// What they added to the menu prices.
  public var added: Int64 = 0

  /// A value of these parts.
  public init(
    item: UInt32, group: UInt32, option: UInt32, date: ServiceDate, lines: Int64, portions: Int64, added: Int64
  ) {
    self.item = item
    self.group = group
    self.option = option
    self.date = date
    self.lines = lines
    self.portions = portions
    self.added = added
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "group", &group)
    try f.field(3, "option", &option)
    try f.field(4, "date", &date)
    try f.field(5, "lines", &lines)
    try f.field(6, "portions", &portions)
    try f.field(7, "added_minor", &added)
  }
}
