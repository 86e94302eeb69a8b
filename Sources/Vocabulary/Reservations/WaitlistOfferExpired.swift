public import EventSourcing

/// An offer had expired; whom it was made to waits on. This records what time has already done.
public struct WaitlistOfferExpired: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(224, "waitlist_offer_expired") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// Whose it is, if known.
  public var customer: CustomerID?

  /// An event with these fields.
  public init(reservation: ReservationID, venue: VenueID, serviceDate: ServiceDate, customer: CustomerID? = nil) {
    self.reservation = reservation
    self.venue = venue
    self.serviceDate = serviceDate
    self.customer = customer
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
  }
}
