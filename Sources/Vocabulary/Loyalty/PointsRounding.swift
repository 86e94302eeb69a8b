public import EventSourcing

/// What becomes of a fraction of a point.
public enum PointsRounding: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// It is dropped.
  case down = 1
  /// Half a point and more is a point.
  case half = 2
  /// It is a point.
  case up = 3

  /// The stored name in the schema.
  public static let schemaName = "PointsRounding"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .down: "down"
    case .half: "half"
    case .up: "up"
    }
  }
}
