public import EventSourcing
public import Vocabulary

/// What ``Analytics`` reads of a `Seating` that is only promised.
public struct BookedTime: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Seating"

  /// The service day.
  public var date: ServiceDate = .epoch
  /// When it starts.
  public var startsAt: Timestamp = .zero
  /// How many guests.
  public var party: UInt32 = 0

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "service_date", &date)
    try f.field(3, "starts_at", &startsAt)
    try f.field(6, "party", &party)
  }
}

/// What ``Analytics`` reads of a `Seating` that is taken.
public struct TakenTables: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Seating"

  /// The service day.
  public var date: ServiceDate = .epoch
  /// When it starts.
  public var startsAt: Timestamp = .zero
  /// Minutes that the venue's clocks are ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// How many guests.
  public var party: UInt32 = 0
  /// The tables.
  public var tables: [TableID] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "service_date", &date)
    try f.field(3, "starts_at", &startsAt)
    try f.field(5, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(6, "party", &party)
    try f.field(7, "tables", &tables)
  }
}

/// What ``Analytics`` reads of `ReservationBooked`.
public struct BookingMade: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationBooked"

  /// The venue.
  public var venue: VenueID = .none
  /// What was promised.
  public var seating: BookedTime

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = BookedTime(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
  }
}

/// What ``Analytics`` reads of `ReservationModified`.
public struct BookingMoved: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationModified"

  /// The venue.
  public var venue: VenueID = .none
  /// What is promised now.
  public var seating: BookedTime
  /// What was promised before.
  public var previous: BookedTime

  /// An empty value, to be read into.
  public init(_ blank: Blank) {
    seating = BookedTime(blank)
    previous = BookedTime(blank)
  }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(6, "previous", &previous)
  }
}

/// What ``Analytics`` reads of `ReservationCancelled` and `ReservationMarkedNoShow`.
public struct BookingEnded: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationCancelled"

  /// The venue.
  public var venue: VenueID = .none
  /// What had been promised.
  public var seating: BookedTime

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = BookedTime(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
  }
}

/// What ``Analytics`` reads of `PartySeated`.
public struct GuestsSeated: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PartySeated"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Where they sit.
  public var seating: TakenTables
  /// When they sat down.
  public var seatedAt: Timestamp = .zero

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = TakenTables(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(5, "seated_at", &seatedAt)
  }
}

/// What ``Analytics`` reads of `WalkInSeated`: they sit down when their seating starts.
public struct WalkInGuests: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "WalkInSeated"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Where they sit.
  public var seating: TakenTables

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = TakenTables(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
  }
}

/// What ``Analytics`` reads of `TablesReassigned`.
public struct GuestsMoved: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TablesReassigned"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// Where they sit, or are to sit.
  public var seating: TakenTables

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = TakenTables(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(3, "seating", &seating)
  }
}

/// What ``Analytics`` reads of `VisitFinished`.
public struct GuestsLeft: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VisitFinished"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Where they sat.
  public var seating: TakenTables
  /// When they sat down.
  public var seatedAt: Timestamp = .zero
  /// When they left.
  public var finishedAt: Timestamp = .zero

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = TakenTables(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(5, "seated_at", &seatedAt)
    try f.field(6, "finished_at", &finishedAt)
  }
}
