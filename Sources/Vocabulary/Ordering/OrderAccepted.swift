public import EventSourcing

/// The venue took an order on.
public struct OrderAccepted: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(302, "order_accepted") }

  /// The order.
  public var order: OrderID = .none
  /// When it expects the order to be ready, if it said so.
  public var readyBy: Timestamp?

  /// An event with these fields.
  public init(order: OrderID, readyBy: Timestamp? = nil) {
    self.order = order
    self.readyBy = readyBy
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.order(order)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "ready_by", &readyBy)
  }
}
