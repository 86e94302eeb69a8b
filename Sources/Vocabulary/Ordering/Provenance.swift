public import EventSourcing

/// Whether an order went through this system or was only written down in it.
public enum Provenance: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Taken here: the kitchen makes it.
  case taken = 1
  /// Taken and handed over elsewhere before; the prices are as charged.
  case recorded = 2

  /// The stored name in the schema.
  public static let schemaName = "Provenance"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .taken: "taken"
    case .recorded: "recorded"
    }
  }
}
