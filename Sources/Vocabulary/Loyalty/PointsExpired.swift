public import EventSourcing

/// Points that nobody had spent in time were written off.
///
/// They were void from their lots' `expires_at` on; this records it.
public struct PointsExpired: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(606, "points_expired") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// How many.
  public var points: Points = .zero
  /// Which lots they were left in.
  public var lots: [PointsMovement] = []
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, points: Points, lots: [PointsMovement] = [], serviceDate: ServiceDate,
    utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.points = points
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
    try f.field(3, "points", &points)
    try f.field(4, "lots", &lots)
    try f.field(5, "service_date", &serviceDate)
    try f.field(6, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
