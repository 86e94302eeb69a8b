public import EventSourcing

/// A day of the week, numbered as in ISO 8601: Monday is 1.
public enum Weekday: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Monday.
  case monday = 1
  /// Tuesday.
  case tuesday = 2
  /// Wednesday.
  case wednesday = 3
  /// Thursday.
  case thursday = 4
  /// Friday.
  case friday = 5
  /// Saturday.
  case saturday = 6
  /// Sunday.
  case sunday = 7

  /// The stored name in the schema.
  public static let schemaName = "Weekday"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .monday: "monday"
    case .tuesday: "tuesday"
    case .wednesday: "wednesday"
    case .thursday: "thursday"
    case .friday: "friday"
    case .saturday: "saturday"
    case .sunday: "sunday"
    }
  }
}
