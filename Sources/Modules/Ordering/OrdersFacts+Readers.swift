public import EventSourcing
public import Vocabulary

/// What ``Orders`` reads of `OrderAccepted`.
public struct OrderPromised: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderAccepted"

  /// The order.
  public var order: OrderID = .none
  /// When it is expected to be ready.
  public var readyBy: Timestamp?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "ready_by", &readyBy)
  }
}

/// What ``Orders`` reads of `OrderPlaced`.
public struct OrderSummary: FieldMessage, Hashable {
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
  /// Whether the kitchen had yet to make it.
  public var provenance: Provenance = .unspecified
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// The table.
  public var table: TableID?
  /// When it is picked up.
  public var pickup: PickupSlot?
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// What it came to.
  public var total: AmountOfMoney
  /// What was ordered.
  public var lines: [LineTerms] = []

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
    try f.field(9, "pickup", &pickup)
    try f.field(10, "service_date", &serviceDate)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
  }
}

/// What ``Orders`` reads of `ItemsAddedToOrder`.
public struct AdditionSummary: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// The order.
  public var order: OrderID = .none
  /// What the added lines come to.
  public var total: AmountOfMoney
  /// What was added.
  public var lines: [LineTerms] = []

  /// An empty value, to be read into.
  public init(_ blank: Blank) { total = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
  }
}
