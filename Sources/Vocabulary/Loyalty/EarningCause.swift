public import EventSourcing

/// What points are given for.
public enum EarningCause: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// A payment.
  case payment = 1
  /// Enrolling.
  case welcome = 2
  /// A birthday, once a year.
  case birthday = 3
  /// A visit: the member's first payment of an order.
  case visit = 4
  /// Points that a refund gave back after their lot had expired.
  case restored = 5

  /// The stored name in the schema.
  public static let schemaName = "EarningCause"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .payment: "payment"
    case .welcome: "welcome"
    case .birthday: "birthday"
    case .visit: "visit"
    case .restored: "restored"
    }
  }
}
