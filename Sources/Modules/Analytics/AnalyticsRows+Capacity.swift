public import EventSourcing
public import Vocabulary

/// Weekly opening hours in the snapshot of ``Analytics``.
public struct WeeklyHoursRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "WeeklyHoursRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// From when on they held.
  public var from: Timestamp = .zero
  /// All periods.
  public var periods: [OpeningPeriod] = []

  /// A value of these parts.
  public init(venue: UInt32, from: Timestamp, periods: [OpeningPeriod]) {
    self.venue = venue
    self.from = from
    self.periods = periods
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "from", &from)
    try f.field(3, "periods", &periods)
  }
}

/// The hours of one date, or that they were taken back, in the snapshot of ``Analytics``.
public struct DatedHoursRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "DatedHoursRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// From when on this held.
  public var from: Timestamp = .zero
  /// Whether the weekly hours hold again.
  public var isCleared: Bool = false
  /// All periods; none means closed.
  public var periods: [DayPeriod] = []

  /// A value of these parts.
  public init(venue: UInt32, date: ServiceDate, from: Timestamp, isCleared: Bool, periods: [DayPeriod]) {
    self.venue = venue
    self.date = date
    self.from = from
    self.isCleared = isCleared
    self.periods = periods
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "from", &from)
    try f.field(4, "is_cleared", &isCleared)
    try f.field(5, "periods", &periods)
  }
}

/// The seats of a table in the snapshot of ``Analytics``.
public struct TableSeatsRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TableSeatsRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The table.
  public var table: TableID = .none
  /// From when on this held.
  public var from: Timestamp = .zero
  /// How many fit; nil if it was removed.
  public var seats: UInt32?

  /// A value of these parts.
  public init(venue: UInt32, table: TableID, from: Timestamp, seats: UInt32?) {
    self.venue = venue
    self.table = table
    self.from = from
    self.seats = seats
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "table", &table)
    try f.field(3, "from", &from)
    try f.field(4, "seats", &seats)
  }
}
