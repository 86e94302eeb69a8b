public import EventSourcing
public import Vocabulary

/// What decisions read of a `ChosenOption`.
public struct OptionTerms: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ChosenOption"

  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option within the choice.
  public var option: UInt32 = 0
  /// Portions for each item of the line.
  public var count: UInt32 = 0

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "group", &group)
    try f.field(2, "option", &option)
    try f.field(3, "count", &count)
  }
}

/// What decisions, and the kitchen, read of an `OrderLine`.
public struct LineTerms: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderLine"

  /// The item.
  public var item: ItemID = .none
  /// How many.
  public var quantity: UInt32 = 0
  /// Which guest of the party it is for.
  public var guest: UInt32?
  /// What was chosen with it.
  public var options: [OptionTerms] = []
  /// What was charged for it.
  public var total: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "guest", &guest)
    try f.field(4, "options", &options)
    try f.field(7, "total_minor", &total)
  }
}

/// What decisions read of `OrderPlaced`.
public struct OrderTerms: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"

  /// The venue.
  public var venue: VenueID = .none
  /// To a table or to take away.
  public var service: ServiceKind = .unspecified
  /// Whether the kitchen had yet to make it.
  public var provenance: Provenance = .unspecified
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// The table, of a dine-in order.
  public var table: TableID?
  /// How many guests share the order.
  public var party: UInt32?
  /// The slot that it took.
  public var pickup: PickupSlot?
  /// What it came to.
  public var total: Money = .zero
  /// What was ordered.
  public var lines: [LineTerms] = []
  /// What it took of counted stock.
  public var stockTaken: [StockMovement] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(5, "provenance", &provenance)
    try f.field(6, "customer", &customer)
    try f.field(7, "table", &table)
    try f.field(8, "party", &party)
    try f.field(9, "pickup", &pickup)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
    try f.field(14, "stock_taken", &stockTaken)
  }
}

/// What decisions read of `ItemsAddedToOrder`.
public struct OrderAddition: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// What the added lines come to.
  public var total: Money = .zero
  /// What was added.
  public var lines: [LineTerms] = []
  /// What it took of counted stock.
  public var stockTaken: [StockMovement] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
    try f.field(5, "stock_taken", &stockTaken)
  }
}
