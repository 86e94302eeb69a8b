public import EventSourcing

/// A rank that members earn.
public struct LoyaltyTier: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "LoyaltyTier"

  /// Names it for good within the programme, from 1.
  public var number: UInt32 = 0
  /// What members are told.
  public var name: String = ""
  /// How many points it takes.
  public var threshold: Points = .zero

  /// A value of these parts.
  public init(number: UInt32, name: String, threshold: Points) {
    self.number = number
    self.name = name
    self.threshold = threshold
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "name", &name)
    try f.field(3, "threshold", &threshold)
  }
}
