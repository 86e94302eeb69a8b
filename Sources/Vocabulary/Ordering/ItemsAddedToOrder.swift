public import EventSourcing

/// Items were added to an open dine-in order.
///
/// The amounts are those of the added lines alone; the order comes to the sum of all its events.
public struct ItemsAddedToOrder: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(309, "items_added_to_order") }

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// What the added lines come to, with the service charge on them.
  public var total: Money = .zero
  /// What was added.
  public var lines: [OrderLine] = []
  /// What it took of counted stock, by item.
  public var stockTaken: [StockMovement] = []
  /// The taxes in `total`, by ascending rate.
  public var taxes: [TaxTotal] = []
  /// The charge for service on the added lines, if one is made.
  public var serviceCharge: ServiceCharge?

  /// An event with these fields.
  public init(
    order: OrderID, venue: VenueID, total: Money, lines: [OrderLine] = [], stockTaken: [StockMovement] = [],
    taxes: [TaxTotal] = [], serviceCharge: ServiceCharge? = nil
  ) {
    self.order = order
    self.venue = venue
    self.total = total
    self.lines = lines
    self.stockTaken = stockTaken
    self.taxes = taxes
    self.serviceCharge = serviceCharge
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { .ordering(order, stock: stockTaken) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
    try f.field(5, "stock_taken", &stockTaken)
    try f.field(6, "taxes", &taxes)
    try f.field(7, "service_charge", &serviceCharge)
  }
}
