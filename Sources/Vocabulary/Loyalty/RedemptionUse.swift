public import EventSourcing

/// What points are spent on.
public enum RedemptionUse: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// A reward of the programme.
  case reward = 1
  /// Paying an order.
  case tender = 2

  /// The stored name in the schema.
  public static let schemaName = "RedemptionUse"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .reward: "reward"
    case .tender: "tender"
    }
  }
}
