/// A wall-clock reading without a time zone: what a till, a diner or an export calls the time.
///
/// Which instant it names depends on the place, and at a daylight-saving change it may name none or two: see
/// ``ZoneRules``.
public struct LocalTime: Hashable, Comparable, Sendable {
  /// The calendar day.
  public var date: ServiceDate
  /// Seconds after that day's midnight on the clock: 0 to 86,399.
  public var secondOfDay: UInt32

  /// The reading of a clock, or nil if no clock shows it. A leap second is not a reading of a clock here.
  public init?(date: ServiceDate, hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    self.date = date
    self.secondOfDay = UInt32(hour * 3600 + minute * 60 + second)
  }

  /// The reading so many seconds after the midnight that starts `date`; rolls over into the days around it.
  public init(date: ServiceDate, secondsAfterMidnight seconds: Int) {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    self.date = date.adding(days: Int32(clamping: days))
    self.secondOfDay = UInt32(seconds - days * 86_400)
  }

  /// Reads `2026-11-22T18:30` or `2026-11-22T18:30:05`; nil if it is in neither form.
  public init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, let date = ServiceDate(halves[0]) else { return nil }
    let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    self.init(date: date, hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
  }

  /// The minute of the day that the clock shows.
  public var timeOfDay: TimeOfDay { TimeOfDay(unchecked: secondOfDay / 60) }

  /// By value.
  public static func < (a: LocalTime, b: LocalTime) -> Bool { (a.date, a.secondOfDay) < (b.date, b.secondOfDay) }

  /// Seconds since 1970-01-01T00:00:00 on the same clock.
  var secondsSinceEpoch: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }
}

extension LocalTime: CustomStringConvertible {
  /// `2026-11-22T18:30:05`.
  public var description: String {
    let second = Int(secondOfDay)
    return "\(date)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
  }
}
