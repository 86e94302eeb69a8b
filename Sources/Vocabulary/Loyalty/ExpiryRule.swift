public import EventSourcing

/// How long points are good for: so many months, and then to the end of the day, month, quarter or year.
///
/// Twelve months to the end of the month make what is earned on 2020-07-06 void on 2021-08-01.
public struct ExpiryRule: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ExpiryRule"

  /// Calendar months. A day that the last of them does not have is its last: January 31 and one month is the end of
  /// February.
  public var months: UInt32 = 0
  /// What the last period is extended to the end of. To the day: void on the day that the months lead to.
  public var to: CalendarPeriod = .unspecified

  /// A value of these parts.
  public init(months: UInt32, to: CalendarPeriod) {
    self.months = months
    self.to = to
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "months", &months)
    try f.field(2, "to", &to)
  }
}

extension ExpiryRule {
  /// The first day on which points are void that were earned on a day.
  public func voidDate(earnedOn date: ServiceDate) -> ServiceDate {
    let last = date.adding(months: Int(months))
    let (year, month, _) = last.civil
    let next: ServiceDate? =
      switch to {
      case .unspecified, .day: last
      case .month: ServiceDate(year: year, month: month, day: 1)?.adding(months: 1)
      case .quarter: ServiceDate(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)?.adding(months: 3)
      case .year: ServiceDate(year: year, month: 1, day: 1)?.adding(months: 12)
      }
    return next ?? .latest
  }
}
