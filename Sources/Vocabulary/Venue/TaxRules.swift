public import EventSourcing

/// How a venue taxes what it sells.
public struct TaxRules: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TaxRules"

  /// Whether menu prices contain the tax (as in Europe) or it is added (as in the United States).
  public var pricesIncludeTax: Bool = false
  /// The classes; the first is what an item has that names none.
  public var rates: [TaxRate] = []

  /// A value of these parts.
  public init(pricesIncludeTax: Bool, rates: [TaxRate] = []) {
    self.pricesIncludeTax = pricesIncludeTax
    self.rates = rates
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "prices_include_tax", &pricesIncludeTax)
    try f.field(2, "rates", &rates)
  }
}
