public import EventSourcing

/// A dine-in order was brought to its table. It is closed.
public struct OrderServed: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(306, "order_served") }

  /// The order.
  public var order: OrderID = .none

  /// An event with these fields.
  public init(order: OrderID) {
    self.order = order
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.order(order)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
  }
}
