public import EventSourcing

/// A payment was given back, or a part of it, in the way in which it was made.
///
/// All refunds of a payment together never exceed it: neither its amount nor its tip.
public struct PaymentRefunded: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(502, "payment_refunded") }

  /// The refund.
  public var refund: RefundID = .none
  /// The payment that it takes back from.
  public var payment: PaymentID = .none
  /// The order that was paid.
  public var order: OrderID = .none
  /// The order's venue.
  public var venue: VenueID = .none
  /// Who had paid, if known.
  public var customer: CustomerID?
  /// What is given back: what it had been paid with.
  public var method: PaymentMethod = .unspecified
  /// What is given back of the payment's amount.
  public var amount: Money = .zero
  /// What is given back of the tip.
  public var tip: Amount = .zero
  /// Why.
  public var reason: RefundReason = .unspecified
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// The reservation whose deposit it goes back to, if it was paid out of one.
  public var reservation: ReservationID?

  /// An event with these fields.
  public init(
    refund: RefundID, payment: PaymentID, order: OrderID, venue: VenueID, customer: CustomerID? = nil,
    method: PaymentMethod, amount: Money, tip: Amount = .zero, reason: RefundReason, serviceDate: ServiceDate,
    utcOffsetMinutes: Int32, reservation: ReservationID? = nil
  ) {
    self.refund = refund
    self.payment = payment
    self.order = order
    self.venue = venue
    self.customer = customer
    self.method = method
    self.amount = amount
    self.tip = tip
    self.reason = reason
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
    try f.field(1, "refund", &refund)
    try f.field(2, "payment", &payment)
    try f.field(3, "order", &order)
    try f.field(4, "venue", &venue)
    try f.field(5, "customer", &customer)
    try f.field(6, "method", &method)
    try f.field(7, "amount", &amount)
    try f.field(8, "tip_minor", &tip)
    try f.field(9, "reason", &reason)
    try f.field(10, "service_date", &serviceDate)
    try f.field(11, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(12, "reservation", &reservation)
  }
}
