public import EventSourcing

/// Somebody wants to be told when a table becomes free.
public struct WaitlistJoined: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(221, "waitlist_joined") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// How many guests.
  public var party: UInt32 = 0
  /// The earliest start that suits them.
  public var earliest: TimeOfDay = .midnight
  /// The latest start that suits them.
  public var latest: TimeOfDay = .midnight
  /// The part of the house that was asked for; empty if any will do.
  public var area: String = ""

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, serviceDate: ServiceDate, customer: CustomerID? = nil, party: UInt32,
    earliest: TimeOfDay, latest: TimeOfDay, area: String
  ) {
    self.reservation = reservation
    self.venue = venue
    self.serviceDate = serviceDate
    self.customer = customer
    self.party = party
    self.earliest = earliest
    self.latest = latest
    self.area = area
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { .reserving(reservation, venue, serviceDate, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "service_date", &serviceDate)
    try f.field(4, "customer", &customer)
    try f.field(5, "party", &party)
    try f.field(6, "earliest", &earliest)
    try f.field(7, "latest", &latest)
    try f.field(8, "area", &area)
  }
}
