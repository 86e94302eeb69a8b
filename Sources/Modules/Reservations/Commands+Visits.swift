public import EventSourcing
public import Vocabulary

/// Seats the party of a reservation at its tables.
public struct SeatParty: Command {
  /// The stored name.
  public static let name = "seat_party"
  /// What the command does, in one line.
  public static let summary = "Seat the party of a reservation"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day that it stands in.
  public var date: ServiceDate = .epoch
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(reservation: ReservationID, venue: VenueID, date: ServiceDate, at: Timestamp? = nil) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "date", &date)
    try f.field(15, "at", &at)
  }
}

/// Notes that a party has left.
public struct FinishVisit: Command {
  /// The stored name.
  public static let name = "finish_visit"
  /// What the command does, in one line.
  public static let summary = "Note that a party has left; its tables become free"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation.
  public var reservation: ReservationID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(reservation: ReservationID, at: Timestamp? = nil) {
    self.reservation = reservation
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(15, "at", &at)
  }
}

/// Notes that nobody came.
public struct MarkNoShow: Command {
  /// The stored name.
  public static let name = "mark_no_show"
  /// What the command does, in one line.
  public static let summary = "Note that nobody came for a reservation; its tables become free"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation.
  public var reservation: ReservationID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(reservation: ReservationID, at: Timestamp? = nil) {
    self.reservation = reservation
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(15, "at", &at)
  }
}

/// Seats a party that has no reservation, now.
public struct SeatWalkIn: Command {
  /// The stored name.
  public static let name = "seat_walk_in"
  /// What the command does, in one line.
  public static let summary = "Seat a party that has no reservation"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation's new ID; made up, if left out.
  public var reservation: ReservationID?
  /// The venue.
  public var venue: VenueID = .none
  /// The service day that it is now.
  public var date: ServiceDate = .epoch
  /// How many guests.
  public var party: UInt32 = 0
  /// The part of the house; any, if left out.
  public var area: String = ""
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// The tables; the best that are free, if left out.
  public var tables: [TableID] = []
  /// For how long they can stay; the turn time, if left out.
  public var minutes: UInt32?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID? = nil, venue: VenueID, date: ServiceDate, party: UInt32, area: String = "",
    customer: CustomerID? = nil, tables: [TableID] = [], minutes: UInt32? = nil, at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.party = party
    self.area = area
    self.customer = customer
    self.tables = tables
    self.minutes = minutes
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if reservation == nil { reservation = stamps.newID() }
  }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "date", &date)
    try f.field(5, "party", &party)
    try f.field(6, "area", &area)
    try f.field(7, "customer", &customer)
    try f.field(8, "tables", &tables)
    try f.field(9, "minutes", &minutes)
    try f.field(15, "at", &at)
  }

  /// The reservation's ID, once stamped.
  public var reservationID: ReservationID { reservation ?? .none }
}

/// Gives a party other tables for the same time.
public struct ReassignTables: Command {
  /// The stored name.
  public static let name = "reassign_tables"
  /// What the command does, in one line.
  public static let summary = "Give a party other tables"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day that it stands in.
  public var date: ServiceDate = .epoch
  /// The tables from now on.
  public var tables: [TableID] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID, venue: VenueID, date: ServiceDate, tables: [TableID], at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.tables = tables
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "date", &date)
    try f.field(4, "tables", &tables)
    try f.field(15, "at", &at)
  }
}
