public import EventSourcing

/// A party left; its tables are free.
public struct VisitFinished: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(208, "visit_finished") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// What it had; it ends when the party left, if that was earlier than planned.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// When they sat down.
  public var seatedAt: Timestamp = .zero
  /// When they left, in whole minutes.
  public var finishedAt: Timestamp = .zero

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil, seatedAt: Timestamp,
    finishedAt: Timestamp
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
    self.seatedAt = seatedAt
    self.finishedAt = finishedAt
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = Seating(blank) }

  /// What the event is found by.
  public var tags: Tags { .reserving(reservation, venue, seating.date, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(4, "customer", &customer)
    try f.field(5, "seated_at", &seatedAt)
    try f.field(6, "finished_at", &finishedAt)
  }
}
