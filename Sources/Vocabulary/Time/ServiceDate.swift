public import EventSourcing

/// A day in a venue's calendar, without a time zone: the service day that a visit or an order belongs to.
///
/// A service day may run past midnight: what is ordered at 00:30 on a Sunday, in a venue open until 2, belongs to
/// Saturday.
public struct ServiceDate: Hashable, Comparable, Sendable {
  /// Days since 1 January 1970, proleptic Gregorian.
  public let daysSinceEpoch: Int32

  /// The day that many days after 1 January 1970.
  @inlinable public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

  /// 1 January 1970: the blank value.
  @inlinable public static var epoch: ServiceDate { ServiceDate(daysSinceEpoch: 0) }
  /// The first day that can be written with a four-digit year: 0001-01-01.
  @inlinable public static var earliest: ServiceDate { ServiceDate(daysSinceEpoch: -719_162) }
  /// The last day that can be written with a four-digit year: 9999-12-31.
  @inlinable public static var latest: ServiceDate { ServiceDate(daysSinceEpoch: 2_932_896) }

  /// The day of this date in the Gregorian calendar, or nil if there is none (30 February, the year 0 or 10000).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year)
    else { return nil }
    // Days from civil: years start in March, so that the leap day is the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2026-11-22`; nil if it is not a date in exactly this form.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy(isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day of the Gregorian calendar.
  public var civil: (year: Int, month: Int, day: Int) {
    let days = Int(daysSinceEpoch) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return (year, month < 10 ? month + 3 : month - 9, day)
  }

  /// The day of the week.
  public var weekday: Weekday {
    let index = (Int(daysSinceEpoch) % 7 + 7 + 3) % 7  // 1970-01-01 was a Thursday
    return Weekday.allCases[index + 1]  // the first case is `unspecified`
  }

  /// The day so many days later, or earlier.
  @inlinable public func adding(days: Int32) -> ServiceDate { ServiceDate(daysSinceEpoch: daysSinceEpoch &+ days) }

  /// The same day of the month so many months later, or earlier; the last of its month, if that is shorter. No later
  /// than ``latest``, and no earlier than ``earliest``.
  public func adding(months: Int) -> ServiceDate {
    let (year, month, day) = civil
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count >= 0 ? count / 12 : -1, count % 12 + 1)
    guard newYear >= 1 else { return .earliest }
    guard newYear <= 9999 else { return .latest }
    let last = Self.length(ofMonth: newMonth, in: newYear)
    return ServiceDate(year: newYear, month: newMonth, day: min(day, last)) ?? .latest
  }

  /// In ascending order.
  @inlinable public static func < (a: ServiceDate, b: ServiceDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension ServiceDate: CustomStringConvertible {
  /// `2026-11-22`.
  public var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// Whether this is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// The number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension ServiceDate: FieldWrapper {
  /// A date is never assumed.
  @inlinable public static var requirement: FieldRequirement { .present }
  /// Days since 1 January 1970.
  @inlinable public var rawValue: Int32 { daysSinceEpoch }

  /// The day that many days after 1 January 1970.
  @inlinable public init(rawValue: Int32) { self.init(daysSinceEpoch: rawValue) }

  /// Refuses days whose year does not have four digits.
  @inlinable public static func accept(_ days: Int32) throws(FieldError) -> ServiceDate {
    guard days >= earliest.daysSinceEpoch, days <= latest.daysSinceEpoch else {
      throw FieldError(.outOfRange, "day \(days) lies outside the years 1 to 9999")
    }
    return ServiceDate(daysSinceEpoch: days)
  }

  /// Writes `2026-11-22`.
  public func write(to json: inout JSONWriter) { json.write(description) }

  /// Reads `2026-11-22`.
  public static func read(from json: JSONValue) throws(FieldError) -> ServiceDate {
    let text = try String.read(from: json)
    guard let date = ServiceDate(text) else {
      throw FieldError(.invalidValue, "\"\(text)\" is no date such as 2026-11-22")
    }
    return date
  }
}
