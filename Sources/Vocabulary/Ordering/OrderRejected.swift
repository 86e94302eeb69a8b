public import EventSourcing

/// The venue declined an order that it had not accepted.
public struct OrderRejected: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(303, "order_rejected") }

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Why.
  public var reason: OrderRejectionReason = .unspecified
  /// What goes back into counted stock, by item.
  public var stockReturned: [StockMovement] = []
  /// The slot that becomes free.
  public var pickup: PickupSlot?

  /// An event with these fields.
  public init(
    order: OrderID, venue: VenueID, reason: OrderRejectionReason, stockReturned: [StockMovement] = [],
    pickup: PickupSlot? = nil
  ) {
    self.order = order
    self.venue = venue
    self.reason = reason
    self.stockReturned = stockReturned
    self.pickup = pickup
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { .ordering(order, venue: venue, pickup: pickup, stock: stockReturned) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "reason", &reason)
    try f.field(4, "stock_returned", &stockReturned)
    try f.field(5, "pickup", &pickup)
  }
}
