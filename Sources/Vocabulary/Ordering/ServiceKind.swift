public import EventSourcing

/// Where an order is eaten.
public enum ServiceKind: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// At a table of the venue.
  case dineIn = 1
  /// Elsewhere: it is picked up.
  case takeout = 2

  /// The stored name in the schema.
  public static let schemaName = "ServiceKind"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .dineIn: "dine_in"
    case .takeout: "takeout"
    }
  }
}
