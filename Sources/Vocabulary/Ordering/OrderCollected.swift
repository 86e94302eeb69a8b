public import EventSourcing

/// A takeout order was picked up. It is closed.
public struct OrderCollected: Event {
  @inlinable public static var type: EventType { EventType(307, "order_collected") }

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
