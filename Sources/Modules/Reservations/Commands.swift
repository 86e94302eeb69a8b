public import EventSourcing
public import Vocabulary

/// Keeps a time for somebody who is about to book it.
///
/// The hold expires by itself after the venue's hold time. Book it under the same ID.
public struct PlaceHold: Command {
  /// The stored name.
  public static let name = "place_hold"
  /// What the command does, in one line.
  public static let summary = "Keep a time for a few minutes, while somebody completes their booking"

  /// The reservation's new ID; made up, if left out.
  public var reservation: ReservationID?
  /// The venue.
  public var venue: VenueID = .none
  /// The service day: `"2026-11-22"`.
  public var date: ServiceDate = .epoch
  /// The start on the venue's clock: `"19:30"`, or `"25:30"` for half past one in the night that ends the day.
  public var time: TimeOfDay = .midnight
  /// How many guests.
  public var party: UInt32 = 0
  /// The part of the house; any, if left out.
  public var area: String = ""
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID? = nil, venue: VenueID, date: ServiceDate, time: TimeOfDay, party: UInt32,
    area: String = "", customer: CustomerID? = nil, at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.time = time
    self.party = party
    self.area = area
    self.customer = customer
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
    try f.field(4, "time", &time)
    try f.field(5, "party", &party)
    try f.field(6, "area", &area)
    try f.field(7, "customer", &customer)
    try f.field(15, "at", &at)
  }

  /// The reservation's ID, once stamped.
  public var reservationID: ReservationID { reservation ?? .none }
}

/// Gives a hold back before it expires.
public struct ReleaseHold: Command {
  /// The stored name.
  public static let name = "release_hold"
  /// What the command does, in one line.
  public static let summary = "Give a held time back"

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

/// Makes a reservation: directly, out of a hold, or out of an offer from the waitlist.
public struct BookTable: Command {
  /// The stored name.
  public static let name = "book_table"
  /// What the command does, in one line.
  public static let summary = "Make a reservation, directly or out of a hold or an offer"

  /// Its ID: a new one, that of a hold, or one on the waitlist; made up, if left out.
  public var reservation: ReservationID?
  /// The venue.
  public var venue: VenueID = .none
  /// The service day: `"2026-11-22"`.
  public var date: ServiceDate = .epoch
  /// The start on the venue's clock: `"19:30"`, or `"25:30"` for half past one in the night that ends the day.
  public var time: TimeOfDay = .midnight
  /// How many guests.
  public var party: UInt32 = 0
  /// The part of the house; any, if left out.
  public var area: String = ""
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// How it came in: `"phone"`, `"web"`, `"app"` and so on, if known.
  public var channel: Channel?
  /// The deposit that was taken, in minor units, if the venue requires one. As with `record_payment`, the money has
  /// changed hands already, which is for the house to say: a customer cannot.
  public var deposit: Amount?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID? = nil, venue: VenueID, date: ServiceDate, time: TimeOfDay, party: UInt32,
    area: String = "", customer: CustomerID? = nil, channel: Channel? = nil, deposit: Amount? = nil,
    at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.time = time
    self.party = party
    self.area = area
    self.customer = customer
    self.channel = channel
    self.deposit = deposit
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
    try f.field(4, "time", &time)
    try f.field(5, "party", &party)
    try f.field(6, "area", &area)
    try f.field(7, "customer", &customer)
    try f.field(8, "channel", &channel)
    try f.field(9, "deposit_minor", &deposit)
    try f.field(15, "at", &at)
  }

  /// The reservation's ID, once stamped.
  public var reservationID: ReservationID { reservation ?? .none }

  /// That a deposit was taken is for the house to say.
  public func fieldWithheld(from giver: Actor.Kind) -> StaticString? {
    giver == .customer && deposit != nil ? "deposit_minor" : nil
  }
}

/// Notes that the diner will come.
public struct ConfirmReservation: Command {
  /// The stored name.
  public static let name = "confirm_reservation"
  /// What the command does, in one line.
  public static let summary = "Note that the diner of a reservation will come"

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

/// Moves a reservation to another time, party or place.
///
/// The old one is kept unless the new one is granted. Its tables are kept if they still fit and are free.
public struct ModifyReservation: Command {
  /// The stored name.
  public static let name = "modify_reservation"
  /// What the command does, in one line.
  public static let summary = "Move a reservation to another date, time, party size or area"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day from now on.
  public var date: ServiceDate = .epoch
  /// The start from now on.
  public var time: TimeOfDay = .midnight
  /// How many guests from now on.
  public var party: UInt32 = 0
  /// The part of the house; any, if left out.
  public var area: String = ""
  /// Whose it is, exactly as it was booked.
  public var customer: CustomerID?
  /// Whether the venue asks for it, which no deadline binds.
  public var byVenue: Bool = false
  /// The deposit that was taken in all, if a larger one is required now.
  public var deposit: Amount?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID, venue: VenueID, date: ServiceDate, time: TimeOfDay, party: UInt32, area: String = "",
    customer: CustomerID? = nil, byVenue: Bool = false, deposit: Amount? = nil, at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.time = time
    self.party = party
    self.area = area
    self.customer = customer
    self.byVenue = byVenue
    self.deposit = deposit
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
    try f.field(5, "party", &party)
    try f.field(6, "area", &area)
    try f.field(7, "customer", &customer)
    try f.field(8, "by_venue", &byVenue)
    try f.field(9, "deposit_minor", &deposit)
    try f.field(15, "at", &at)
  }

  /// That a deposit was taken, or that the venue asks, is for the house to say.
  public func fieldWithheld(from giver: Actor.Kind) -> StaticString? {
    guard giver == .customer else { return nil }
    return byVenue ? "by_venue" : deposit != nil ? "deposit_minor" : nil
  }
}

/// Calls a reservation off.
public struct CancelReservation: Command {
  /// The stored name.
  public static let name = "cancel_reservation"
  /// What the command does, in one line.
  public static let summary = "Call a reservation off; its tables become free"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// `"diner_request"`, `"not_confirmed"`, `"venue_closed"`, `"table_unavailable"` or `"mistake"`.
  public var reason: ReservationCancellationReason = .unspecified
  /// Whether the diner accepts the fee for calling it off late.
  public var acceptFee: Bool = false
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    reservation: ReservationID, reason: ReservationCancellationReason, acceptFee: Bool = false, at: Timestamp? = nil
  ) {
    self.reservation = reservation
    self.reason = reason
    self.acceptFee = acceptFee
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "reason", &reason)
    try f.field(3, "accept_fee", &acceptFee)
    try f.field(15, "at", &at)
  }

  /// A diner calls off for themselves; every other reason, none of which costs them anything, is the house's.
  public func fieldWithheld(from giver: Actor.Kind) -> StaticString? {
    giver == .customer && reason != .dinerRequest ? "reason" : nil
  }
}
