public import EventSourcing

/// A reservation was moved to another time, party or place. The old one was kept until this one was granted.
public struct ReservationModified: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(205, "reservation_modified") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where and for how many.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// The part of the house that was asked for; empty if any will do.
  public var area: String = ""
  /// What was promised before.
  public var previous: Seating
  /// Until when it must be confirmed; absent if it need not be.
  public var confirmBy: Timestamp?
  /// Until when the diner may change it or call it off freely.
  public var cancelBy: Timestamp = .zero
  /// What calling it off later costs; absent if the diner may not do so at all.
  public var lateFee: Money?
  /// The deposit that was taken in all, if one was required.
  public var deposit: Money?

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil, area: String,
    previous: Seating, confirmBy: Timestamp? = nil, cancelBy: Timestamp, lateFee: Money? = nil, deposit: Money? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
    self.area = area
    self.previous = previous
    self.confirmBy = confirmBy
    self.cancelBy = cancelBy
    self.lateFee = lateFee
    self.deposit = deposit
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) {
    seating = Seating(blank)
    previous = Seating(blank)
  }

  /// What the event is found by.
  public var tags: Tags { .reserving(reservation, venue, seating.date, customer).union([.book(venue, previous.date)]) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(4, "customer", &customer)
    try f.field(5, "area", &area)
    try f.field(6, "previous", &previous)
    try f.field(7, "confirm_by", &confirmBy)
    try f.field(8, "cancel_by", &cancelBy)
    try f.field(9, "late_fee", &lateFee)
    try f.field(10, "deposit", &deposit)
  }
}
