public import EventSourcing

/// The amount of a ``Money``, where the currency is the venue's.
public struct AmountOfMoney: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Money"

  /// The number of minor units.
  public var amount: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "amount_minor", &amount)
  }
}
