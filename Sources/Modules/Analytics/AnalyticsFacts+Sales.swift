public import EventSourcing
public import Vocabulary

/// What ``Analytics`` reads of a `ChosenOption`.
public struct SoldOption: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ChosenOption"

  /// The number of the choice within the item.
  public var group: UInt32 = 0
  /// The number of the option within the choice.
  public var option: UInt32 = 0
  /// Portions for each item of the line.
  public var count: UInt32 = 0
  /// What each portion added to the price of one item.
  public var price: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "group", &group)
    try f.field(2, "option", &option)
    try f.field(3, "count", &count)
    try f.field(5, "price_minor", &price)
  }
}

/// What ``Analytics`` reads of an `OrderLine`.
public struct SoldLine: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderLine"

  /// The item.
  public var item: ItemID = .none
  /// How many.
  public var quantity: UInt32 = 0
  /// What was chosen with it.
  public var options: [SoldOption] = []
  /// What was charged for the line, tax included.
  public var total: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(4, "options", &options)
    try f.field(7, "total_minor", &total)
  }
}

/// What ``Analytics`` reads of `OrderPlaced`.
public struct SoldOrder: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// To a table or to take away.
  public var service: ServiceKind = .unspecified
  /// How it came in.
  public var channel: Channel = .unspecified
  /// Whether it may still be cancelled.
  public var provenance: Provenance = .unspecified
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// The table, of a dine-in order.
  public var table: TableID?
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// What it came to.
  public var total: AmountOfMoney
  /// What was ordered.
  public var lines: [SoldLine] = []

  /// An empty value, to be read into.
  public init(_ blank: Blank) { total = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(4, "channel", &channel)
    try f.field(5, "provenance", &provenance)
    try f.field(6, "customer", &customer)
    try f.field(7, "table", &table)
    try f.field(10, "service_date", &serviceDate)
    try f.field(11, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
  }
}

/// What ``Analytics`` reads of `ItemsAddedToOrder`.
public struct SoldAddition: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// The order.
  public var order: OrderID = .none
  /// What the added lines come to.
  public var total: AmountOfMoney
  /// What was added.
  public var lines: [SoldLine] = []

  /// An empty value, to be read into.
  public init(_ blank: Blank) { total = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
  }
}
