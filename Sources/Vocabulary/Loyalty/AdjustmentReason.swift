public import EventSourcing

/// Why the staff changes somebody's points.
public enum AdjustmentReason: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// To please a guest.
  case goodwill = 1
  /// To make something up.
  case complaint = 2
  /// To put a mistake right.
  case correction = 3
  /// Points from another programme, or an older till.
  case transfer = 4
  /// The points were got by cheating.
  case misuse = 5

  /// The stored name in the schema.
  public static let schemaName = "AdjustmentReason"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .goodwill: "goodwill"
    case .complaint: "complaint"
    case .correction: "correction"
    case .transfer: "transfer"
    case .misuse: "misuse"
    }
  }
}
