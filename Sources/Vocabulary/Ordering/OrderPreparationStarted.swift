public import EventSourcing

/// The kitchen began to make an order.
public struct OrderPreparationStarted: Event {
  @inlinable public static var type: EventType { EventType(304, "order_preparation_started") }

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
