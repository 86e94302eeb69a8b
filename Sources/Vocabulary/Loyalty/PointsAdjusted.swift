public import EventSourcing

/// The staff gave or took points.
///
/// Points that are given are a new lot, less what they settle; points that are taken come out of lots.
public struct PointsAdjusted: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(607, "points_adjusted") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The adjustment.
  public var adjustment: AdjustmentID = .none
  /// How many were given; negative, if they were taken.
  public var points: Points = .zero
  /// Why.
  public var reason: AdjustmentReason = .unspecified
  /// How many of the given points paid what was owed.
  public var settled: Points = .zero
  /// The number of the new lot, of points that are given.
  public var lot: UInt32?
  /// From when on the given points can be spent: the time of the adjustment.
  public var activatesAt: Timestamp = .zero
  /// From when on the given points are void. Never, if absent.
  public var expiresAt: Timestamp?
  /// The first day, at the venue, on which they are void.
  public var expiresOn: ServiceDate?
  /// Which lots the taken points came out of.
  public var lots: [PointsMovement] = []
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, adjustment: AdjustmentID, points: Points, reason: AdjustmentReason,
    settled: Points = .zero, lot: UInt32? = nil, activatesAt: Timestamp, expiresAt: Timestamp? = nil,
    expiresOn: ServiceDate? = nil, lots: [PointsMovement] = [], serviceDate: ServiceDate, utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.adjustment = adjustment
    self.points = points
    self.reason = reason
    self.settled = settled
    self.lot = lot
    self.activatesAt = activatesAt
    self.expiresAt = expiresAt
    self.expiresOn = expiresOn
    self.lots = lots
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
    try f.field(3, "adjustment", &adjustment)
    try f.field(4, "points", &points)
    try f.field(5, "reason", &reason)
    try f.field(6, "settled", &settled)
    try f.field(7, "lot", &lot)
    try f.field(8, "activates_at", &activatesAt)
    try f.field(9, "expires_at", &expiresAt)
    try f.field(10, "expires_on", &expiresOn)
    try f.field(11, "lots", &lots)
    try f.field(12, "service_date", &serviceDate)
    try f.field(13, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
