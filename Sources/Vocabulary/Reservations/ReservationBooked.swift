public import EventSourcing

/// A reservation was made: directly, out of a hold, or out of an offer from the waitlist.
public struct ReservationBooked: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(203, "reservation_booked") }

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
  /// How it came in, if known.
  public var channel: Channel?
  /// Until when it must be confirmed; absent if it need not be.
  public var confirmBy: Timestamp?
  /// Until when the diner may change it or call it off freely.
  public var cancelBy: Timestamp = .zero
  /// What calling it off later costs; absent if the diner may not do so at all.
  public var lateFee: Money?
  /// The deposit that was taken, if one was required.
  public var deposit: Money?

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil, area: String,
    channel: Channel? = nil, confirmBy: Timestamp? = nil, cancelBy: Timestamp, lateFee: Money? = nil,
    deposit: Money? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
    self.area = area
    self.channel = channel
    self.confirmBy = confirmBy
    self.cancelBy = cancelBy
    self.lateFee = lateFee
    self.deposit = deposit
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
    try f.field(5, "area", &area)
    try f.field(6, "channel", &channel)
    try f.field(7, "confirm_by", &confirmBy)
    try f.field(8, "cancel_by", &cancelBy)
    try f.field(9, "late_fee", &lateFee)
    try f.field(10, "deposit", &deposit)
  }
}
