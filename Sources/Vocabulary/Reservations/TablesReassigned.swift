public import EventSourcing

/// A party got other tables for the same time.
public struct TablesReassigned: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(211, "tables_reassigned") }

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where now, and for how many.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// The tables that it had, ascending.
  public var previousTables: [TableID] = []

  /// An event with these fields.
  public init(
    reservation: ReservationID, venue: VenueID, seating: Seating, customer: CustomerID? = nil,
    previousTables: [TableID] = []
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
    self.previousTables = previousTables
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
    try f.field(5, "previous_tables", &previousTables)
  }
}
