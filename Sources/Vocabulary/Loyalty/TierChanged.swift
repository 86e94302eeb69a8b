public import EventSourcing

/// A member reached another tier, or fell back.
public struct TierChanged: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(608, "tier_changed") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The number of the tier before; 0 is none.
  public var from: UInt32 = 0
  /// The number of the tier now; 0 is none.
  public var to: UInt32 = 0
  /// The points that count for it.
  public var qualifying: Points = .zero
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, from: UInt32, to: UInt32, qualifying: Points, serviceDate: ServiceDate,
    utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.from = from
    self.to = to
    self.qualifying = qualifying
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
    try f.field(3, "from", &from)
    try f.field(4, "to", &to)
    try f.field(5, "qualifying", &qualifying)
    try f.field(6, "service_date", &serviceDate)
    try f.field(7, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
