public import EventSourcing

/// An order was called off.
public struct OrderCancelled: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(308, "order_cancelled") }

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// By whom and why.
  public var reason: CancellationReason = .unspecified
  /// What goes back into counted stock, by item.
  public var stockReturned: [StockMovement] = []
  /// The slot that becomes free.
  public var pickup: PickupSlot?

  /// An event with these fields.
  public init(
    order: OrderID, venue: VenueID, reason: CancellationReason, stockReturned: [StockMovement] = [],
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
