public import EventSourcing

/// A refund took back what its payment had earned.
///
/// `points` is the sum of `lots` and of `owed`: what had been spent in the meantime is owed, and settled by the next
/// points that the member gets. So a balance is never negative.
public struct PointsReversed: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(605, "points_reversed") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The payment that was refunded.
  public var payment: PaymentID = .none
  /// The refund.
  public var refund: RefundID = .none
  /// How many were taken back.
  public var points: Points = .zero
  /// Which lots they came out of: those of the payment first, then those that expire first.
  public var lots: [PointsMovement] = []
  /// How many the member owes, because nothing was left.
  public var owed: Points = .zero
  /// How many more it would have been; they had expired unspent and are gone already.
  public var lapsed: Points = .zero
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, payment: PaymentID, refund: RefundID, points: Points,
    lots: [PointsMovement] = [], owed: Points = .zero, lapsed: Points = .zero, serviceDate: ServiceDate,
    utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.payment = payment
    self.refund = refund
    self.points = points
    self.lots = lots
    self.owed = owed
    self.lapsed = lapsed
    self.serviceDate = serviceDate
    self.utcOffsetMinutes = utcOffsetMinutes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.loyalty(venue, customer)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "payment", &payment)
    try f.field(4, "refund", &refund)
    try f.field(5, "points", &points)
    try f.field(6, "lots", &lots)
    try f.field(7, "owed", &owed)
    try f.field(8, "lapsed", &lapsed)
    try f.field(9, "service_date", &serviceDate)
    try f.field(10, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
