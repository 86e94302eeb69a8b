public import Vocabulary

/// Where an instant falls in a venue's day.
public struct ServiceMoment: Hashable, Sendable {
  /// The service day.
  public var date: ServiceDate
  /// The time of that day; beyond 24:00 when the day runs past midnight.
  public var time: TimeOfDay
  /// Whether the venue is open.
  public var isOpen: Bool

  /// A time of a service day.
  public init(date: ServiceDate, time: TimeOfDay, isOpen: Bool) {
    self.date = date
    self.time = time
    self.isOpen = isOpen
  }
}

/// A venue's opening hours: what every model of it that asks for the time of day has.
public protocol ServiceHours {
  /// The weekly opening hours, by weekday and time.
  var hours: [OpeningPeriod] { get }
  /// Dated exceptions from the weekly hours.
  var days: [ServiceDate: [DayPeriod]] { get }
}

extension VenueSetup: ServiceHours {}

extension ServiceHours {
  /// The periods in which the venue is open on a service day: the dated exception if there is one, else the weekday's.
  public func periods(on date: ServiceDate) -> [DayPeriod] {
    if let exception = days[date] { return exception }
    let weekday = date.weekday
    return hours.filter { $0.weekday == weekday }.map { DayPeriod(opens: $0.opens, closes: $0.closes) }
  }

  /// Whether the venue is open at a time of a service day.
  public func isOpen(_ time: TimeOfDay, on date: ServiceDate) -> Bool {
    periods(on: date).contains { $0.opens <= time && time < $0.closes }
  }

  /// Where a wall-clock reading falls.
  ///
  /// The night belongs to the day before as long as that day's hours last, even if the new day has opened by then.
  public func moment(_ local: LocalTime) -> ServiceMoment {
    let yesterday = local.date.adding(days: -1)
    if let late = TimeOfDay(minutes: 1440 + local.timeOfDay.minutes), isOpen(late, on: yesterday) {
      return ServiceMoment(date: yesterday, time: late, isOpen: true)
    }
    return ServiceMoment(date: local.date, time: local.timeOfDay, isOpen: isOpen(local.timeOfDay, on: local.date))
  }

  /// The wall-clock reading of a time of a service day.
  public func local(_ time: TimeOfDay, on date: ServiceDate) -> LocalTime {
    LocalTime(date: date, secondsAfterMidnight: Int(time.minutes) * 60)
  }
}

extension MenuItem {
  /// Whether the item is served at a time of a service day.
  public func isServed(_ time: TimeOfDay, on date: ServiceDate) -> Bool {
    windows.isEmpty
      || windows.contains {
        $0.from <= time && time < $0.to && ($0.weekdays.isEmpty || $0.weekdays.contains(date.weekday))
      }
  }
}
