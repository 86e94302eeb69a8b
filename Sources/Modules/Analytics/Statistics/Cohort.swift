public import Vocabulary

/// A month of the Gregorian calendar.
public struct CalendarMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Months since January of the year 0.
  let count: Int

  /// The month of a day.
  public init(_ date: ServiceDate) {
    let (year, month, _) = date.civil
    count = year * 12 + month - 1
  }

  /// By time.
  public static func < (a: CalendarMonth, b: CalendarMonth) -> Bool { a.count < b.count }

  /// `2026-11`.
  public var description: String {
    let (year, month) = (String(count / 12), String(count % 12 + 1))
    return String(repeating: "0", count: 4 - year.count) + year + "-" + (month.count < 2 ? "0" : "") + month
  }
}

/// The customers whose first order fell into one month, and how many of them came back.
public struct Cohort: Hashable, Sendable {
  /// The month of their first order.
  public let month: CalendarMonth
  /// How many ordered in each month from that one on, through the last one of the history: `active[0]` is all of them.
  public internal(set) var active: [Int]
  /// What they spent in each of these months, in minor units.
  public internal(set) var gross: [Int64]

  /// How many customers there are.
  public var customers: Int { active.first ?? 0 }

  /// The share of the customers who ordered in each month from their first on.
  public var retention: [Double] { active.map { Double($0) / Double(customers) } }

  /// The cohorts of these customers by month, through the month of `end` or, if that is later, of the last order.
  public static func cohorts(of histories: [PurchaseHistory], through end: ServiceDate) -> [Cohort] {
    var cohorts: [CalendarMonth: Cohort] = [:]
    let last = histories.reduce(end) { max($0, $1.last) }
    for history in histories {
      let month = CalendarMonth(history.first)
      let length = CalendarMonth(last).count - month.count + 1
      var cohort =
        cohorts[month]
        ?? Cohort(
          month: month, active: Array(repeating: 0, count: length), gross: Array(repeating: 0, count: length))
      var latest = -1
      for day in history.days {
        let place = CalendarMonth(day.date).count - month.count
        if place != latest { cohort.active[place] += 1 }
        cohort.gross[place] &+= day.gross.minorUnits
        latest = place
      }
      cohorts[month] = cohort
    }
    return cohorts.values.sorted { $0.month < $1.month }
  }
}
