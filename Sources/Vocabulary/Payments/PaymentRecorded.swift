public import EventSourcing

/// A guest paid an order, or a share of it.
///
/// `amount` counts towards what the order comes to; the tip is paid beside it and is of the same currency.
public struct PaymentRecorded: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(501, "payment_recorded") }

  /// The payment.
  public var payment: PaymentID = .none
  /// The order that it pays.
  public var order: OrderID = .none
  /// The order's venue.
  public var venue: VenueID = .none
  /// Who paid, if known: whose points it earns.
  public var customer: CustomerID?
  /// What it was paid with.
  public var method: PaymentMethod = .unspecified
  /// What it pays of the order; more than nothing, unless there is a tip.
  public var amount: Money = .zero
  /// What was given on top, for the staff.
  public var tip: Amount = .zero
  /// Which share of a split bill it is.
  public var share: BillShare?
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// The reservation whose deposit it was paid out of, if it was.
  public var reservation: ReservationID?

  /// An event with these fields.
  public init(
    payment: PaymentID, order: OrderID, venue: VenueID, customer: CustomerID? = nil, method: PaymentMethod,
    amount: Money, tip: Amount = .zero, share: BillShare? = nil, serviceDate: ServiceDate, utcOffsetMinutes: Int32,
    reservation: ReservationID? = nil
  ) {
    self.payment = payment
    self.order = order
    self.venue = venue
    self.customer = customer
    self.method = method
    self.amount = amount
    self.tip = tip
    self.share = share
    self.serviceDate = serviceDate
    self.utcOffsetMinutes = utcOffsetMinutes
    self.reservation = reservation
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.payment(payment), .order(order), reservation.map(Tag.reservation)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "payment", &payment)
    try f.field(2, "order", &order)
    try f.field(3, "venue", &venue)
    try f.field(4, "customer", &customer)
    try f.field(5, "method", &method)
    try f.field(6, "amount", &amount)
    try f.field(7, "tip_minor", &tip)
    try f.field(8, "share", &share)
    try f.field(9, "service_date", &serviceDate)
    try f.field(10, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(11, "reservation", &reservation)
  }
}
