public import EventSourcing

/// Points that had been spent went back: their payment was refunded, or the reward was not handed over.
///
/// They go back into the lots that they came out of. What came out of lots that have expired since follows as a new lot
/// (``PointsEarned`` with the cause `restored`), and is not in `points`.
public struct PointsRestored: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(604, "points_restored") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The redemption.
  public var redemption: RedemptionID = .none
  /// How many went back into their lots or paid what was owed.
  public var points: Points = .zero
  /// How many of them paid what was owed.
  public var settled: Points = .zero
  /// Which lots the rest went back into.
  public var lots: [PointsMovement] = []
  /// The payment that had been made with them.
  public var payment: PaymentID?
  /// The refund of it.
  public var refund: RefundID?
  /// How many follow as a new lot, because their own has expired.
  public var replaced: Points = .zero
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, redemption: RedemptionID, points: Points, settled: Points = .zero,
    lots: [PointsMovement] = [], payment: PaymentID? = nil, refund: RefundID? = nil, replaced: Points = .zero,
    serviceDate: ServiceDate, utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.redemption = redemption
    self.points = points
    self.settled = settled
    self.lots = lots
    self.payment = payment
    self.refund = refund
    self.replaced = replaced
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
    try f.field(3, "redemption", &redemption)
    try f.field(4, "points", &points)
    try f.field(5, "settled", &settled)
    try f.field(6, "lots", &lots)
    try f.field(7, "payment", &payment)
    try f.field(8, "refund", &refund)
    try f.field(9, "replaced", &replaced)
    try f.field(10, "service_date", &serviceDate)
    try f.field(11, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
