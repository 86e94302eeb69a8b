public import Vocabulary

/// Bookings and guests of some service days.
public struct GuestSums: Hashable, Sendable {
  /// Bookings, whatever became of them.
  public internal(set) var booked: Int64 = 0
  /// Their guests.
  public internal(set) var bookedCovers: Int64 = 0
  /// Bookings that were cancelled, by either side.
  public internal(set) var cancelled: Int64 = 0
  /// Their guests.
  public internal(set) var cancelledCovers: Int64 = 0
  /// Bookings whose guests did not come, and which nobody had cancelled.
  public internal(set) var noShows: Int64 = 0
  /// Their guests.
  public internal(set) var noShowCovers: Int64 = 0
  /// Bookings whose guests were seated.
  public internal(set) var shows: Int64 = 0
  /// The guests who came.
  public internal(set) var showCovers: Int64 = 0
  /// Parties that were seated without a booking.
  public internal(set) var walkIns: Int64 = 0
  /// Their guests.
  public internal(set) var walkInCovers: Int64 = 0
  /// Visits that ended.
  public internal(set) var finished: Int64 = 0
  /// How long those lasted together.
  public internal(set) var stayedSeconds: Int64 = 0
  /// How long before the visit bookings were made, together.
  public internal(set) var leadMinutes: Int64 = 0
  /// How many bookings were made how long before, by ``LeadTime``.
  public internal(set) var leads: [Int64] = Array(repeating: 0, count: LeadTime.allCases.count)

  /// Nobody.
  public init() {}

  /// Guests who were seated.
  public var covers: Int64 { showCovers &+ walkInCovers }
  /// The share of bookings that were cancelled; nil without bookings.
  public var cancellationRate: Double? { ratio(cancelled, booked) }
  /// The share of bookings whose guests did not come, among those of which it is known: a cancelled booking is neither a
  /// show nor a no-show. Nil if nothing is known.
  public var noShowRate: Double? { ratio(noShows, noShows &+ shows) }
  /// How long before the visit a booking was made, on average; nil without bookings.
  public var averageLeadMinutes: Double? { ratio(leadMinutes, leads.reduce(0, &+)) }
  /// How long a visit lasted, on average; nil if none has ended.
  public var averageStaySeconds: Double? { ratio(stayedSeconds, finished) }

  mutating func add(_ day: Analytics.GuestDay) {
    booked &+= day.booked
    bookedCovers &+= day.bookedCovers
    cancelled &+= day.cancelled
    cancelledCovers &+= day.cancelledCovers
    noShows &+= day.noShows
    noShowCovers &+= day.noShowCovers
    shows &+= day.shows
    showCovers &+= day.showCovers
    walkIns &+= day.walkIns
    walkInCovers &+= day.walkInCovers
    finished &+= day.finished
    stayedSeconds &+= day.stayedSeconds
    leadMinutes &+= day.leadMinutes
    for index in leads.indices { leads[index] &+= day.leads[index] }
  }
}

/// What tables earned and how they were used in one hour of the service days, from midnight: 25 is from one to two in
/// the night that ends them.
public struct HourUse: Hashable, Sendable {
  /// The hour: 0 to 47.
  public let hour: Int
  /// Guests who sat down in it.
  public internal(set) var covers: Int64 = 0
  /// What was earned at tables in it, in minor units: the orders of a visit are spread over the time between seating
  /// and leaving; dine-in orders without a visit count when they were placed.
  public internal(set) var revenue: Int64 = 0
  /// For how long tables were taken.
  public internal(set) var tableSeconds: Int64 = 0
  /// For how long seats were taken.
  public internal(set) var guestSeconds: Int64 = 0
  /// For how long tables could be had: those that the venue had then, in its opening hours.
  public internal(set) var availableTableSeconds: Int64 = 0
  /// For how long seats could be had.
  public internal(set) var availableSeatSeconds: Int64 = 0

  /// Revenue per available seat hour (RevPASH; Kimes, "Implementing Restaurant Revenue Management", Cornell Quarterly
  /// 40, 1999), in minor units; nil if there were no seats.
  public var revenuePerSeatHour: Double? {
    availableSeatSeconds == 0 ? nil : Double(revenue) * 3600 / Double(availableSeatSeconds)
  }
  /// The share of the tables' time that was taken.
  public var tableUse: Double? { ratio(tableSeconds, availableTableSeconds) }
  /// The share of the seats' time that was taken.
  public var seatUse: Double? { ratio(guestSeconds, availableSeatSeconds) }

  mutating func add(_ other: HourUse) {
    covers &+= other.covers
    revenue &+= other.revenue
    tableSeconds &+= other.tableSeconds
    guestSeconds &+= other.guestSeconds
    availableTableSeconds &+= other.availableTableSeconds
    availableSeatSeconds &+= other.availableSeatSeconds
  }

  /// The whole of some hours.
  static func whole(_ hours: [HourUse]) -> HourUse {
    hours.reduce(into: HourUse(hour: 0)) { $0.add($1) }
  }
}

/// Bookings, guests and tables of a venue.
public struct GuestReport: Hashable, Sendable {
  /// All of it.
  public internal(set) var total = GuestSums()
  /// By service day, ascending.
  public internal(set) var byDate: [Day] = []
  /// By hour of the service day, ascending: those that were open or used.
  public internal(set) var byHour: [HourUse] = []
  /// What was ordered at tables that are still taken: it counts when the party leaves.
  public internal(set) var pendingRevenue = Amount.zero

  /// One service day.
  public struct Day: Hashable, Sendable {
    /// The service day.
    public let date: ServiceDate
    /// Its guests.
    public let guests: GuestSums
    /// What its tables earned and how they were used.
    public let use: HourUse
  }

  /// What all tables earned and how they were used.
  public var use: HourUse { .whole(byHour) }
}

extension Analytics {
  /// Bookings, guests and tables of a venue on the service days of a range that had any.
  ///
  /// - Parameters:
  ///   - venue: the venue. Available seat hours are those of the range's first day with guests to its last, by the
  ///     tables and hours that were in force at the midnight that ended each date on the venue's clocks; before the
  ///     venue was opened, by those of its first day.
  ///   - range: the service days, both included.
  public func guests(at venue: VenueID, in range: DateRange = .all) -> GuestReport {
    var report = GuestReport()
    guard let index = venueIDs.index(of: venue) else { return report }
    let days = venues[index].guests
    let places = days.places(in: range)
    var hours = (0...Int(ServiceHour.last.rawValue)).map { HourUse(hour: $0) }
    if let first = places.first, let last = places.last {
      let available = AvailableHours(venues[index].capacity)
      var next = first
      for number in days.dates[first].daysSinceEpoch...days.dates[last].daysSinceEpoch {
        let date = ServiceDate(daysSinceEpoch: number)
        var uses = available.hours(on: date)
        var sums = GuestSums()
        if next < places.upperBound, days.dates[next] == date {
          sums.add(days[next])
          report.total.add(days[next])
          for hour in days[next].hours { uses[Int(hour.hour.rawValue)].add(HourUse(hour)) }
          next += 1
        }
        for hour in hours.indices { hours[hour].add(uses[hour]) }
        let use = HourUse.whole(uses)
        if sums != GuestSums() || use.revenue != 0 { report.byDate.append(.init(date: date, guests: sums, use: use)) }
      }
    }
    report.byHour = hours.filter { $0 != HourUse(hour: $0.hour) }
    let pending = visits.sorted.filter { $0.value.venue == UInt32(index) && $0.value.finishedAt == nil }
    report.pendingRevenue = Amount(
      minorUnits: pending.reduce(0) { $1.value.orders.reduce($0) { $0 &+ $1.total } })
    return report
  }
}

extension HourUse {
  fileprivate init(_ hour: Analytics.GuestHour) {
    self.hour = Int(hour.hour.rawValue)
    covers = hour.covers
    revenue = hour.revenue
    tableSeconds = hour.tableSeconds
    guestSeconds = hour.guestSeconds
  }
}

private func ratio(_ part: Int64, _ whole: Int64) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
