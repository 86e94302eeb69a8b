public import EventSourcing

/// An order was placed, with everything that was promised and charged.
///
/// `total` is the sum of the totals of `lines` and of `service_charge`, to the penny.
public struct OrderPlaced: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(301, "order_placed") }

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// To a table or to take away.
  public var service: ServiceKind = .unspecified
  /// How the order came in.
  public var channel: Channel = .unspecified
  /// Whether the kitchen had yet to make it.
  public var provenance: Provenance = .unspecified
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// The table, of a dine-in order.
  public var table: TableID?
  /// How many guests share the order.
  public var party: UInt32?
  /// When it is picked up, of a takeout order with a slot.
  public var pickup: PickupSlot?
  /// The service day that the order belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// What the order comes to.
  public var total: Money = .zero
  /// What was ordered.
  public var lines: [OrderLine] = []
  /// What it took of counted stock, by item.
  public var stockTaken: [StockMovement] = []
  /// The taxes in `total`, by ascending rate.
  public var taxes: [TaxTotal] = []
  /// The charge for service, if one was made.
  public var serviceCharge: ServiceCharge?

  /// An event with these fields.
  public init(
    order: OrderID, venue: VenueID, service: ServiceKind, channel: Channel, provenance: Provenance,
    customer: CustomerID? = nil, table: TableID? = nil, party: UInt32? = nil, pickup: PickupSlot? = nil,
    serviceDate: ServiceDate, utcOffsetMinutes: Int32, total: Money, lines: [OrderLine] = [],
    stockTaken: [StockMovement] = [], taxes: [TaxTotal] = [], serviceCharge: ServiceCharge? = nil
  ) {
    self.order = order
    self.venue = venue
    self.service = service
    self.channel = channel
    self.provenance = provenance
    self.customer = customer
    self.table = table
    self.party = party
    self.pickup = pickup
    self.serviceDate = serviceDate
    self.utcOffsetMinutes = utcOffsetMinutes
    self.total = total
    self.lines = lines
    self.stockTaken = stockTaken
    self.taxes = taxes
    self.serviceCharge = serviceCharge
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { .ordering(order, customer: customer, venue: venue, pickup: pickup, stock: stockTaken) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(4, "channel", &channel)
    try f.field(5, "provenance", &provenance)
    try f.field(6, "customer", &customer)
    try f.field(7, "table", &table)
    try f.field(8, "party", &party)
    try f.field(9, "pickup", &pickup)
    try f.field(10, "service_date", &serviceDate)
    try f.field(11, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
    try f.field(14, "stock_taken", &stockTaken)
    try f.field(15, "taxes", &taxes)
    try f.field(16, "service_charge", &serviceCharge)
  }
}
