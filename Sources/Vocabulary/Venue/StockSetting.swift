public import EventSourcing

/// How an item is kept in stock.
public struct StockSetting: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "StockSetting"

  /// Whether portions are counted at all.
  public var policy: StockPolicy = .unspecified
  /// The portions at hand; meaningful for ``StockPolicy/counted`` only.
  public var count: UInt32 = 0

  /// A value of these parts.
  public init(policy: StockPolicy, count: UInt32 = 0) {
    self.policy = policy
    self.count = count
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "policy", &policy)
    try f.field(2, "count", &count)
  }
}
