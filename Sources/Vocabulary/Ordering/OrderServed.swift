public import EventSourcing

/// A dine-in order was brought to its table. It is closed.
public struct OrderServed: Event {
  @inlinable public static var type: EventType { EventType(306, "order_served") }

  /// The order.
  public var order: OrderID = .none

  /// An event with these fields.
  public init(order: OrderID) {
    self.order = order
  }

  public init(_: Blank) {}

  public var tags: Tags { [.order(order)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
  }
}
