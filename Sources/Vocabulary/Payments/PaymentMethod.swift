public import EventSourcing

/// What a guest pays with.
public enum PaymentMethod: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Notes and coins, into the drawer.
  case cash = 1
  /// A card at a terminal of the venue; the terminal's provider settles it later.
  case cardPresent = 2
  /// Loyalty points, at the programme's rate.
  case points = 3
  /// The deposit that was taken with the reservation.
  case deposit = 4

  /// The stored name in the schema.
  public static let schemaName = "PaymentMethod"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .cash: "cash"
    case .cardPresent: "card_present"
    case .points: "points"
    case .deposit: "deposit"
    }
  }
}
