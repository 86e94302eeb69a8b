public import EventSourcing

/// Which part of a split bill a payment covers: the second of three.
///
/// It labels the payment; how much a share comes to is the payment's amount.
public struct BillShare: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "BillShare"

  /// The number of the share, from 1.
  public var number: UInt32 = 0
  /// How many shares the bill was split into.
  public var of: UInt32 = 0

  /// A value of these parts.
  public init(number: UInt32, of: UInt32) {
    self.number = number
    self.of = of
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "of", &of)
  }
}
