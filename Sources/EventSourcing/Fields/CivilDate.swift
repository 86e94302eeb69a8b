/// A date of the proleptic Gregorian calendar, for text forms. The domain has its own date type.
///
/// Conversions after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years run from March, in eras of
/// 400 years (146,097 days).
struct CivilDate: Hashable, CustomStringConvertible {
  let year: Int64
  let month: Int64
  let day: Int64

  init(daysSinceEpoch days: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Takes `yyyy-mm-dd` off the front; nil if it is not there or the date does not exist.
  init?(prefix rest: inout Substring.UTF8View) {
    guard let year = rest.digits(4), rest.popFirst() == UInt8(ascii: "-"), let month = rest.digits(2),
      rest.popFirst() == UInt8(ascii: "-"), let day = rest.digits(2), (1...12).contains(month), day >= 1
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    guard CivilDate(daysSinceEpoch: daysSinceEpoch) == self else { return nil }
  }

  var daysSinceEpoch: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.flooredQuotient(400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

extension Int64 {
  /// Division rounding towards negative infinity, for a positive divisor.
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Substring.UTF8View {
  /// Takes exactly `count` decimal digits off the front.
  mutating func digits(_ count: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<count {
      guard let byte = popFirst(), byte &- 48 < 10 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return value
  }
}

/// At least `width` digits, and a minus sign before them if negative.
func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value.magnitude)
  return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
