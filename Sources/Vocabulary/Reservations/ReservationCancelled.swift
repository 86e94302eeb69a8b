public import EventSourcing

/// A reservation was called off; its tables are free.
public struct ReservationCancelled: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(206, "reservation_cancelled") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where and for how many.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// By whom, and why.
  public var reason: ReservationCancellationReason = .unspecified
  /// What the diner owes for calling it off late.
  public var fee: Money?

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil,
    reason: ReservationCancellationReason, fee: Money? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
    self.reason = reason
    self.fee = fee
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
    try f.field(5, "reason", &reason)
    try f.field(6, "fee", &fee)
  }
}
