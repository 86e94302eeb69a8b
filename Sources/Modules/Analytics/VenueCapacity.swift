import EventSourcing
import Vocabulary

extension Analytics {
  /// The tables that a venue had and the hours in which it was open, as they changed.
  ///
  /// A service day has the set-up that was in force at the midnight that ends its date, on the venue's clocks: what
  /// happened before it by `occurred_at`, in the order of the log. What is changed later, be it by an exception for
  /// that very day, changes no figure of a day that is over; a correction says with `at` when it would have been due.
  /// Days before the one on which the venue was opened are those of imported history: they have the set-up with which
  /// that first day ended.
  struct VenueCapacity: Sendable {
    /// When the venue was opened; nil before it was.
    var openedAt: Timestamp?
    /// The IANA name of its time zone; empty before it was opened.
    var zone = ""
    var hours = Timeline<[OpeningPeriod]>()
    /// Dated exceptions; nil where one was taken back.
    var days: [ServiceDate: Timeline<[DayPeriod]?>] = [:]
    /// The seats of each table; nil from when it was removed.
    var tables: [TableID: Timeline<UInt32?>] = [:]

    mutating func change(_ fact: CapacityFact, at time: Timestamp) {
      switch fact {
      case .opened(let event): (openedAt, zone) = (time, event.zone)
      case .hoursSet(let event): hours.set(event.periods, from: time)
      case .dayHoursSet(let event): days[event.date, default: Timeline()].set(event.periods, from: time)
      case .dayHoursCleared(let event): days[event.date, default: Timeline()].set(nil, from: time)
      case .tableAdded(let event): set(event.table, from: time)
      case .tableChanged(let event): set(event.table, from: time)
      case .tableRemoved(let event): tables[event.table, default: Timeline()].set(nil, from: time)
      }
    }

    private mutating func set(_ table: Table, from time: Timestamp) {
      tables[table.id, default: Timeline()].set(table.maxSeats, from: time)
    }
  }

  /// How many tables and seats a venue had in each hour of its service days.
  struct AvailableHours {
    private let capacity: VenueCapacity
    /// Nil if this machine's database lacks the zone; the days then end at midnight UTC.
    private let zone: ZoneRules?
    private let firstEnd: Timestamp

    init(_ capacity: VenueCapacity) {
      self.capacity = capacity
      zone = ZoneRules(name: capacity.zone)
      guard let openedAt = capacity.openedAt else {
        firstEnd = Timestamp(microseconds: .min)
        return
      }
      let utc = openedAt.microseconds / Self.day - (openedAt.microseconds % Self.day < 0 ? 1 : 0)
      let opening = zone?.local(openedAt).date ?? ServiceDate(daysSinceEpoch: Int32(clamping: utc))
      firstEnd = Self.end(of: opening, zone)
    }

    /// What could be had in each hour of a service day.
    func hours(on date: ServiceDate) -> [HourUse] {
      var hours = (0...Int(ServiceHour.last.rawValue)).map { HourUse(hour: $0) }
      let end = max(Self.end(of: date, zone), firstEnd)
      let seats = capacity.tables.values.compactMap { $0.value(before: end) ?? nil }
      let all = seats.reduce(0) { $0 &+ Int64($1) }
      for period in periods(on: date, at: end) {
        for hour in hours.indices {
          let from = max(Int64(period.opens.minutes), Int64(hour) * 60)
          let to = min(Int64(period.closes.minutes), Int64(hour + 1) * 60)
          guard to > from else { continue }
          hours[hour].availableTableSeconds &+= (to - from) * 60 &* Int64(seats.count)
          hours[hour].availableSeatSeconds &+= (to - from) * 60 &* all
        }
      }
      return hours
    }

    private func periods(on date: ServiceDate, at end: Timestamp) -> [DayPeriod] {
      if let exception = capacity.days[date]?.value(before: end) ?? nil { return exception }
      let weekly = capacity.hours.value(before: end) ?? []
      return weekly.filter { $0.weekday == date.weekday }.map { DayPeriod(opens: $0.opens, closes: $0.closes) }
    }

    /// The midnight that ends a date; where the clocks skip or repeat it, the first instant that it can be.
    private static func end(of date: ServiceDate, _ zone: ZoneRules?) -> Timestamp {
      let midnight = LocalTime(date: date.adding(days: 1), secondsAfterMidnight: 0)
      return zone?.resolve(midnight).earliest
        ?? Timestamp(microseconds: Int64(midnight.date.daysSinceEpoch) * day)
    }

    private static let day: Int64 = 24 * ServiceHour.microseconds
  }
}
