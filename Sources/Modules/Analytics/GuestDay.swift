import EventSourcing
import Vocabulary

/// An hour of a service day: 0 to 47, since service days run past midnight. What lies outside counts in the first or the
/// last.
struct ServiceHour: Hashable, Comparable, Sendable {
  let rawValue: UInt32

  /// The last hour that a service day can have.
  static let last = ServiceHour(47)
  /// From midnight to one.
  static let first = ServiceHour(0)

  init(_ rawValue: UInt32) { self.rawValue = min(rawValue, 47) }

  /// The hour of a service day in which an instant lies, on clocks that are so many minutes ahead of UTC.
  init(_ time: Timestamp, of date: ServiceDate, offsetMinutes: Int32) {
    let sinceMidnight = time.sinceMidnight(of: date, offsetMinutes: offsetMinutes)
    rawValue = sinceMidnight < 0 ? 0 : UInt32(min(47, sinceMidnight / Self.microseconds))
  }

  static func < (a: ServiceHour, b: ServiceHour) -> Bool { a.rawValue < b.rawValue }

  /// How long an hour is.
  static let microseconds: Int64 = 3_600_000_000
}

extension Timestamp {
  /// Microseconds since a day's midnight, on clocks that are so many minutes ahead of UTC.
  func sinceMidnight(of date: ServiceDate, offsetMinutes: Int32) -> Int64 {
    microseconds &+ Int64(offsetMinutes) &* 60_000_000 &- Int64(date.daysSinceEpoch) &* 24 &* ServiceHour.microseconds
  }
}

extension Analytics {
  /// The guests of a service day.
  struct GuestDay: Sendable {
    var booked: Int64 = 0
    var bookedCovers: Int64 = 0
    var cancelled: Int64 = 0
    var cancelledCovers: Int64 = 0
    var noShows: Int64 = 0
    var noShowCovers: Int64 = 0
    var shows: Int64 = 0
    var showCovers: Int64 = 0
    var walkIns: Int64 = 0
    var walkInCovers: Int64 = 0
    var finished: Int64 = 0
    var stayedSeconds: Int64 = 0
    var leadMinutes: Int64 = 0
    /// By ``LeadTime``.
    var leads: [Int64] = Array(repeating: 0, count: LeadTime.allCases.count)
    var hours: [GuestHour] = []

    init() {}

    init(_ row: GuestDayRow) {
      booked = row.booked
      bookedCovers = row.bookedCovers
      cancelled = row.cancelled
      cancelledCovers = row.cancelledCovers
      noShows = row.noShows
      noShowCovers = row.noShowCovers
      shows = row.shows
      showCovers = row.showCovers
      walkIns = row.walkIns
      walkInCovers = row.walkInCovers
      finished = row.finished
      stayedSeconds = row.stayedSeconds
      leadMinutes = row.leadMinutes
      leads = row.leads
    }

    /// The place of an hour.
    mutating func place(of hour: ServiceHour) -> Int {
      if let place = hours.firstIndex(where: { $0.hour == hour }) { return place }
      hours.append(GuestHour(hour: hour))
      return hours.count - 1
    }
  }

  /// An hour of a service day.
  struct GuestHour: Sendable {
    let hour: ServiceHour
    /// Guests who sat down in it.
    var covers: Int64 = 0
    /// What was earned at tables in it, in minor units.
    var revenue: Int64 = 0
    /// For how long tables were taken in it.
    var tableSeconds: Int64 = 0
    /// For how long seats were taken in it.
    var guestSeconds: Int64 = 0
  }

  /// A party at its tables; kept until it has left and its orders are closed.
  struct Visit: Sendable {
    let venue: UInt32
    var date: ServiceDate
    var utcOffsetMinutes: Int32
    var seatedAt: Timestamp
    var finishedAt: Timestamp?
    var tables: [TableID]
    var orders: [VisitOrder] = []
  }

  /// An order of a visit.
  struct VisitOrder: Sendable {
    let order: OrderID
    var total: Int64
    var isOpen: Bool
  }
}

extension GuestDayRow {
  init(_ venue: UInt32, _ date: ServiceDate, _ day: Analytics.GuestDay) {
    self.init(
      venue: venue, date: date, booked: day.booked, bookedCovers: day.bookedCovers, cancelled: day.cancelled,
      cancelledCovers: day.cancelledCovers, noShows: day.noShows, noShowCovers: day.noShowCovers, shows: day.shows,
      showCovers: day.showCovers, walkIns: day.walkIns, walkInCovers: day.walkInCovers, finished: day.finished,
      stayedSeconds: day.stayedSeconds, leadMinutes: day.leadMinutes, leads: day.leads)
  }
}

extension VisitRow {
  init(_ id: ReservationID, _ visit: Analytics.Visit) {
    self.init(
      reservation: id, venue: visit.venue, date: visit.date, utcOffsetMinutes: visit.utcOffsetMinutes,
      seatedAt: visit.seatedAt, finishedAt: visit.finishedAt, tables: visit.tables,
      orders: visit.orders.map { VisitOrderRow(order: $0.order, total: $0.total, isOpen: $0.isOpen) })
  }
}

extension Analytics.Visit {
  init(_ row: VisitRow) {
    self.init(
      venue: row.venue, date: row.date, utcOffsetMinutes: row.utcOffsetMinutes, seatedAt: row.seatedAt,
      finishedAt: row.finishedAt, tables: row.tables,
      orders: row.orders.map { Analytics.VisitOrder(order: $0.order, total: $0.total, isOpen: $0.isOpen) })
  }
}
