public import EventSourcing

/// What most read models read of every later event of an order: which one moved.
public struct OrderMoved: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderReady"

  /// The order.
  public var order: OrderID = .none

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
  }
}
