public import EventSourcing
public import Vocabulary

/// Puts somebody on the waitlist of a day.
public struct JoinWaitlist: Command {
  /// The stored name.
  public static let name = "join_waitlist"
  /// What the command does, in one line.
  public static let summary = "Put somebody on the waitlist of a day"

  /// The reservation's new ID; made up, if left out.
  public var reservation: ReservationID?
  /// The venue.
  public var venue: VenueID = .none
  /// The service day: `"2026-11-22"`.
  public var date: ServiceDate = .epoch
  /// The earliest start that suits them.
  public var earliest: TimeOfDay = .midnight
  /// How many guests.
  public var party: UInt32 = 0
  /// The part of the house; any, if left out.
  public var area: String = ""
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// The latest start that suits them.
  public var latest: TimeOfDay = .midnight
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID? = nil, venue: VenueID, date: ServiceDate, earliest: TimeOfDay, party: UInt32,
    area: String = "", customer: CustomerID? = nil, latest: TimeOfDay, at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.earliest = earliest
    self.party = party
    self.area = area
    self.customer = customer
    self.latest = latest
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
    try f.field(4, "earliest", &earliest)
    try f.field(5, "party", &party)
    try f.field(6, "area", &area)
    try f.field(7, "customer", &customer)
    try f.field(8, "latest", &latest)
    try f.field(15, "at", &at)
  }

  /// The reservation's ID, once stamped.
  public var reservationID: ReservationID { reservation ?? .none }
}

/// Offers a time to somebody on the waitlist and keeps it for them until the offer expires.
public struct OfferWaitlist: Command {
  /// The stored name.
  public static let name = "offer_waitlist"
  /// What the command does, in one line.
  public static let summary = "Offer a free time to somebody on the waitlist"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day that they wait for.
  public var date: ServiceDate = .epoch
  /// The start.
  public var time: TimeOfDay = .midnight
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(reservation: ReservationID, venue: VenueID, date: ServiceDate, time: TimeOfDay, at: Timestamp? = nil) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.time = time
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "date", &date)
    try f.field(4, "time", &time)
    try f.field(15, "at", &at)
  }
}

/// Turns an offer down and waits on.
public struct DeclineWaitlistOffer: Command {
  /// The stored name.
  public static let name = "decline_waitlist_offer"
  /// What the command does, in one line.
  public static let summary = "Turn down a time that was offered; they wait on"

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

/// Records that an offer has expired.
///
/// It counts no longer in any case; who waits is shown as waiting again.
public struct ExpireWaitlistOffer: Command {
  /// The stored name.
  public static let name = "expire_waitlist_offer"
  /// What the command does, in one line.
  public static let summary = "Record that an offer has expired; they wait on"
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

/// Takes somebody off the waitlist.
public struct LeaveWaitlist: Command {
  /// The stored name.
  public static let name = "leave_waitlist"
  /// What the command does, in one line.
  public static let summary = "Take somebody off the waitlist"

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
