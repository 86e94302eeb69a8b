public import EventSourcing
public import Vocabulary

/// A book in the snapshot of ``Availability``, by index.
public struct BookRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "BookRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// How many claims stand in it.
  public var claims: UInt32 = 0
  /// The tables that it has numbers for, by number.
  public var tables: [TableID] = []

  /// A value of these parts.
  public init(venue: UInt32, date: ServiceDate, claims: UInt32, tables: [TableID]) {
    self.venue = venue
    self.date = date
    self.claims = claims
    self.tables = tables
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "service_date", &date)
    try f.field(3, "claims", &claims)
    try f.field(4, "tables", &tables)
  }
}

/// A claim in the snapshot of ``Availability``.
public struct ClaimRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ClaimRow"

  /// The index of the book.
  public var book: UInt32 = 0
  /// The reservation.
  public var reservation: ReservationID = .none
  /// How far it has come.
  public var stage: ReservationStage = .unspecified
  /// What the venue's clock shows at the start.
  public var starts: TimeOfDay = .midnight
  /// When it starts.
  public var startsAt: Timestamp = .zero
  /// When the tables are free again.
  public var endsAt: Timestamp = .zero
  /// Minutes that the venue's clock is ahead of UTC at the start.
  public var utcOffsetMinutes: Int32 = 0
  /// How many guests.
  public var party: UInt32 = 0
  /// The first table, by its number in the book.
  public var table: UInt32 = 0
  /// The others of a combination.
  public var otherTables: [UInt32] = []
  /// Whose it is.
  public var customer: CustomerID?
  /// When a hold or an offer ends.
  public var expiresAt: Timestamp?

  /// A value of these parts.
  public init(
    book: UInt32, reservation: ReservationID, stage: ReservationStage, starts: TimeOfDay, startsAt: Timestamp,
    endsAt: Timestamp, utcOffsetMinutes: Int32, party: UInt32, table: UInt32, otherTables: [UInt32],
    customer: CustomerID? = nil, expiresAt: Timestamp? = nil
  ) {
    self.book = book
    self.reservation = reservation
    self.stage = stage
    self.starts = starts
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.utcOffsetMinutes = utcOffsetMinutes
    self.party = party
    self.table = table
    self.otherTables = otherTables
    self.customer = customer
    self.expiresAt = expiresAt
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "book", &book)
    try f.field(2, "reservation", &reservation)
    try f.field(3, "stage", &stage)
    try f.field(4, "starts", &starts)
    try f.field(5, "starts_at", &startsAt)
    try f.field(6, "ends_at", &endsAt)
    try f.field(7, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(8, "party", &party)
    try f.field(9, "table", &table)
    try f.field(10, "other_tables", &otherTables)
    try f.field(11, "customer", &customer)
    try f.field(12, "expires_at", &expiresAt)
  }
}

/// A venue in the snapshot of ``Availability``.
public struct VenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VenueRow"

  /// The venue.
  public var venue: VenueID = .none
  /// What it is called; empty if it was never opened.
  public var name: String = ""
  /// Its IANA time zone; empty if it was never opened.
  public var zone: String = ""
  /// The currency that it charges in, if it was opened.
  public var currency: Currency?

  /// A value of these parts.
  public init(venue: VenueID, name: String, zone: String, currency: Currency? = nil) {
    self.venue = venue
    self.name = name
    self.zone = zone
    self.currency = currency
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "name", &name)
    try f.field(3, "zone", &zone)
    try f.field(4, "currency", &currency)
  }
}
