public import EventSourcing

/// A customer joined a venue's programme.
public struct MemberEnrolled: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(601, "member_enrolled") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// From when on payments earn points.
  public var since: Timestamp = .zero
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, since: Timestamp, serviceDate: ServiceDate, utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.since = since
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
    try f.field(3, "since", &since)
    try f.field(4, "service_date", &serviceDate)
    try f.field(5, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
