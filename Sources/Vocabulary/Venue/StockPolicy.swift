public import EventSourcing

/// How an item is kept in stock.
public enum StockPolicy: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Portions are not counted.
  case unlimited = 1
  /// Portions are counted, and the last one is sold once.
  case counted = 2
  /// None can be had until the stock is set again.
  case out = 3

  /// The stored name in the schema.
  public static let schemaName = "StockPolicy"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .unlimited: "unlimited"
    case .counted: "counted"
    case .out: "out"
    }
  }
}
