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
