public import EventSourcing

/// A diet that an item suits, as its venue declares it.
public enum DietaryLabel: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// No meat and no fish.
  case vegetarian = 1
  /// Nothing from an animal.
  case vegan = 2
  /// Permitted by Islamic law.
  case halal = 3
  /// Permitted by Jewish law.
  case kosher = 4

  /// The stored name in the schema.
  public static let schemaName = "DietaryLabel"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .vegetarian: "vegetarian"
    case .vegan: "vegan"
    case .halal: "halal"
    case .kosher: "kosher"
    }
  }
}
