public import EventSourcing

/// The kitchen began to make an order.
public struct OrderPreparationStarted: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(304, "order_preparation_started") }

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
