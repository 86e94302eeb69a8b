public import EventSourcing
public import Vocabulary

/// What payments read of `OrderPlaced`.
public struct OrderPrice: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// What it came to.
  public var total: Money = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(6, "customer", &customer)
    try f.field(12, "total", &total)
  }
}

/// What payments read of `ItemsAddedToOrder`.
public struct AdditionPrice: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// What the added lines come to.
  public var total: Money = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "total", &total)
  }
}

/// What payments read of `OrderCancelled` and `OrderRejected`: which order, at which venue.
public struct CancelledOrder: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderCancelled"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
  }
}

/// What ``Payments`` reads of `PaymentRecorded`.
public struct PaymentSummary: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentRecorded"

  /// The payment.
  public var payment: PaymentID = .none
  /// The order that it pays.
  public var order: OrderID = .none
  /// Who paid, if known.
  public var customer: CustomerID?
  /// What it was paid with.
  public var method: PaymentMethod = .unspecified
  /// What it pays of the order.
  public var amount: AmountOfMoney
  /// What was given on top.
  public var tip: Amount = .zero
  /// The service day.
  public var serviceDate: ServiceDate = .epoch

  /// An empty value, to be read into.
  public init(_ blank: Blank) { amount = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "payment", &payment)
    try f.field(2, "order", &order)
    try f.field(4, "customer", &customer)
    try f.field(5, "method", &method)
    try f.field(6, "amount", &amount)
    try f.field(7, "tip_minor", &tip)
    try f.field(9, "service_date", &serviceDate)
  }
}
