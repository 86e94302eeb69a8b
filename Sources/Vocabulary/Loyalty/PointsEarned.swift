public import EventSourcing

/// A member got points: a new lot.
///
/// Of `points`, `settled` pay what the member owed since a refund, and never enter the lot. The rest can be spent from
/// `activates_at` on, until `expires_at`.
public struct PointsEarned: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(602, "points_earned") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The number of the new lot among the member's, from 1.
  public var lot: UInt32 = 0
  /// How many points were earned.
  public var points: Points = .zero
  /// How many of them paid what was owed.
  public var settled: Points = .zero
  /// What they were given for.
  public var cause: EarningCause = .unspecified
  /// The payment that earned them.
  public var payment: PaymentID?
  /// The order that was paid.
  public var order: OrderID?
  /// From when on they can be spent.
  public var activatesAt: Timestamp = .zero
  /// From when on they are void: the start of `expires_on` at the venue. Never, if absent.
  public var expiresAt: Timestamp?
  /// The first day, at the venue, on which they are void.
  public var expiresOn: ServiceDate?
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, lot: UInt32, points: Points, settled: Points = .zero,
    cause: EarningCause, payment: PaymentID? = nil, order: OrderID? = nil, activatesAt: Timestamp,
    expiresAt: Timestamp? = nil, expiresOn: ServiceDate? = nil, serviceDate: ServiceDate, utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.lot = lot
    self.points = points
    self.settled = settled
    self.cause = cause
    self.payment = payment
    self.order = order
    self.activatesAt = activatesAt
    self.expiresAt = expiresAt
    self.expiresOn = expiresOn
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
    try f.field(3, "lot", &lot)
    try f.field(4, "points", &points)
    try f.field(5, "settled", &settled)
    try f.field(6, "cause", &cause)
    try f.field(7, "payment", &payment)
    try f.field(8, "order", &order)
    try f.field(9, "activates_at", &activatesAt)
    try f.field(10, "expires_at", &expiresAt)
    try f.field(11, "expires_on", &expiresOn)
    try f.field(12, "service_date", &serviceDate)
    try f.field(13, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
