public import EventSourcing

/// What an order's lines and service charge contain of the tax of one rate.
public struct TaxTotal: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TaxTotal"

  /// The rate.
  public var rate: BasisPoints = .zero
  /// What was charged at this rate, tax included.
  public var taxed: Amount = .zero
  /// The tax in it: the sum of what each line contains.
  public var tax: Amount = .zero

  /// A value of these parts.
  public init(rate: BasisPoints, taxed: Amount, tax: Amount) {
    self.rate = rate
    self.taxed = taxed
    self.tax = tax
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "rate_bp", &rate)
    try f.field(2, "taxed_minor", &taxed)
    try f.field(3, "tax_minor", &tax)
  }
}
