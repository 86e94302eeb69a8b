public import EventSourcing

/// What a party is promised, or has: tables, and a stretch of time in which they are its own.
///
/// The instants decide (whole minutes, half open: a table is free again at ``endsAt``), so that an evening is as long as
/// it lasts on the night in which the clock changes. What the clock showed is stored beside them: no fold asks a
/// time-zone database.
public struct Seating: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Seating"

  /// The service day, whose book it stands in.
  public var date: ServiceDate = .epoch
  /// What the venue's clock shows at the start; later than 24:00 in the night that ends the service day.
  public var starts: TimeOfDay = .midnight
  /// When it starts.
  public var startsAt: Timestamp = .zero
  /// When the tables are free again.
  public var endsAt: Timestamp = .zero
  /// Minutes that the venue's clock is ahead of UTC at the start.
  public var utcOffsetMinutes: Int32 = 0
  /// How many guests.
  public var party: UInt32 = 0
  /// The tables: one, or all of a combination, ascending.
  public var tables: [TableID] = []

  /// A value of these parts.
  public init(
    date: ServiceDate, starts: TimeOfDay, startsAt: Timestamp, endsAt: Timestamp, utcOffsetMinutes: Int32,
    party: UInt32, tables: [TableID]
  ) {
    self.date = date
    self.starts = starts
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.utcOffsetMinutes = utcOffsetMinutes
    self.party = party
    self.tables = tables
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "service_date", &date)
    try f.field(2, "starts", &starts)
    try f.field(3, "starts_at", &startsAt)
    try f.field(4, "ends_at", &endsAt)
    try f.field(5, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(6, "party", &party)
    try f.field(7, "tables", &tables)
  }
}
