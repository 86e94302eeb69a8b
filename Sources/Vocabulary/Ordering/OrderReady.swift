public import EventSourcing

/// An order is ready to be served or collected.
public struct OrderReady: Event {
  @inlinable public static var type: EventType { EventType(305, "order_ready") }

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
