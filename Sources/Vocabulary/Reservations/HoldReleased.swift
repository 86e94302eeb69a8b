public import EventSourcing

/// A hold was given back before it expired.
public struct HoldReleased: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(202, "hold_released") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where and for how many.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?

  /// An event with these fields.
  public init(reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
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
  }
}
