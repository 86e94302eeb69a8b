public import EventSourcing
public import Vocabulary

/// A service day of guests in the snapshot of ``Analytics``.
public struct GuestDayRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "GuestDayRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Bookings.
  public var booked: Int64 = 0
  /// Their guests.
  public var bookedCovers: Int64 = 0
  /// Bookings that were cancelled.
  public var cancelled: Int64 = 0
  /// Their guests.
  public var cancelledCovers: Int64 = 0
  /// Bookings whose guests did not come.
  public var noShows: Int64 = 0
  /// Their guests.
  public var noShowCovers: Int64 = 0
  /// Bookings whose guests were seated.
  public var shows: Int64 = 0
  /// Those guests.
  public var showCovers: Int64 = 0
  /// Parties that were seated without a booking.
  public var walkIns: Int64 = 0
  /// Their guests.
  public var walkInCovers: Int64 = 0
  /// Visits that ended.
  public var finished: Int64 = 0
  /// How long they lasted together.
  public var stayedSeconds: Int64 = 0
  /// How long before the visit bookings were made, together.
  public var leadMinutes: Int64 = 0
  /// How many bookings were made how long before; see ``LeadTime``.
  public var leads: [Int64] = []

  /// A value of these parts.
  public init(
    venue: UInt32, date: ServiceDate, booked: Int64, bookedCovers: Int64, cancelled: Int64, cancelledCovers: Int64,
    noShows: Int64, noShowCovers: Int64, shows: Int64, showCovers: Int64, walkIns: Int64, walkInCovers: Int64,
    finished: Int64, stayedSeconds: Int64, leadMinutes: Int64, leads: [Int64]
  ) {
    self.venue = venue
    self.date = date
    self.booked = booked
    self.bookedCovers = bookedCovers
    self.cancelled = cancelled
    self.cancelledCovers = cancelledCovers
    self.noShows = noShows
    self.noShowCovers = noShowCovers
    self.shows = shows
    self.showCovers = showCovers
    self.walkIns = walkIns
    self.walkInCovers = walkInCovers
    self.finished = finished
    self.stayedSeconds = stayedSeconds
    self.leadMinutes = leadMinutes
    self.leads = leads
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "booked", &booked)
    try f.field(4, "booked_covers", &bookedCovers)
    try f.field(5, "cancelled", &cancelled)
    try f.field(6, "cancelled_covers", &cancelledCovers)
    try f.field(7, "no_shows", &noShows)
    try f.field(8, "no_show_covers", &noShowCovers)
    try f.field(9, "shows", &shows)
    try f.field(10, "show_covers", &showCovers)
    try f.field(11, "walk_ins", &walkIns)
    try f.field(12, "walk_in_covers", &walkInCovers)
    try f.field(13, "finished", &finished)
    try f.field(14, "stayed_seconds", &stayedSeconds)
    try f.field(15, "lead_minutes", &leadMinutes)
    try f.field(16, "leads", &leads)
  }
}

/// An hour of a service day in the snapshot of ``Analytics``.
public struct GuestHourRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "GuestHourRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// The hour of the service day.
  public var hour: UInt32 = 0
  /// Guests who sat down.
  public var covers: Int64 = 0
  /// What was earned at tables.
  public var revenue: Int64 = 0
  /// For how long tables were taken.
  public var tableSeconds: Int64 = 0
  /// For how long seats were taken.
  public var guestSeconds: Int64 = 0

  /// A value of these parts.
  public init(
    venue: UInt32, date: ServiceDate, hour: UInt32, covers: Int64, revenue: Int64, tableSeconds: Int64,
    guestSeconds: Int64
  ) {
    self.venue = venue
    self.date = date
    self.hour = hour
    self.covers = covers
    self.revenue = revenue
    self.tableSeconds = tableSeconds
    self.guestSeconds = guestSeconds
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "hour", &hour)
    try f.field(4, "covers", &covers)
    try f.field(5, "revenue_minor", &revenue)
    try f.field(6, "table_seconds", &tableSeconds)
    try f.field(7, "guest_seconds", &guestSeconds)
  }
}

/// An order of a visit in the snapshot of ``Analytics``.
public struct VisitOrderRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VisitOrderRow"

  /// The order.
  public var order: OrderID = .none
  /// What it comes to.
  public var total: Int64 = 0
  /// Whether it may still change.
  public var isOpen: Bool = false

  /// A value of these parts.
  public init(order: OrderID, total: Int64, isOpen: Bool) {
    self.order = order
    self.total = total
    self.isOpen = isOpen
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "total_minor", &total)
    try f.field(3, "is_open", &isOpen)
  }
}

/// A visit that is not over, or has open orders, in the snapshot of ``Analytics``.
public struct VisitRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VisitRow"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Minutes that the venue's clocks are ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0
  /// When they sat down.
  public var seatedAt: Timestamp = .zero
  /// When they left.
  public var finishedAt: Timestamp?
  /// Where they sit, or sat.
  public var tables: [TableID] = []
  /// What they ordered.
  public var orders: [VisitOrderRow] = []

  /// A value of these parts.
  public init(
    reservation: ReservationID, venue: UInt32, date: ServiceDate, utcOffsetMinutes: Int32, seatedAt: Timestamp,
    finishedAt: Timestamp? = nil, tables: [TableID], orders: [VisitOrderRow]
  ) {
    self.reservation = reservation
    self.venue = venue
    self.date = date
    self.utcOffsetMinutes = utcOffsetMinutes
    self.seatedAt = seatedAt
    self.finishedAt = finishedAt
    self.tables = tables
    self.orders = orders
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "date", &date)
    try f.field(4, "utc_offset_minutes", &utcOffsetMinutes)
    try f.field(5, "seated_at", &seatedAt)
    try f.field(6, "finished_at", &finishedAt)
    try f.field(7, "tables", &tables)
    try f.field(8, "orders", &orders)
  }
}

/// A table at which somebody sits, in the snapshot of ``Analytics``.
public struct TakenTableRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TakenTableRow"

  /// The table.
  public var table: TableID = .none
  /// Who sits there.
  public var reservation: ReservationID = .none

  /// A value of these parts.
  public init(table: TableID, reservation: ReservationID) {
    self.table = table
    self.reservation = reservation
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "table", &table)
    try f.field(2, "reservation", &reservation)
  }
}
