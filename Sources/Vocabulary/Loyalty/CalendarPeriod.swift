public import EventSourcing

/// A stretch of the calendar.
public enum CalendarPeriod: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// A day.
  case day = 1
  /// A calendar month.
  case month = 2
  /// A quarter: January to March, and so on.
  case quarter = 3
  /// A calendar year.
  case year = 4

  /// The stored name in the schema.
  public static let schemaName = "CalendarPeriod"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .day: "day"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    }
  }
}
