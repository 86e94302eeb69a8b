public import EventSourcing

/// An order is ready to be served or collected.
public struct OrderReady: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(305, "order_ready") }

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
