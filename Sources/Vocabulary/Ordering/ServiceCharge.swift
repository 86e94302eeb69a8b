public import EventSourcing

/// What was charged for service.
public struct ServiceCharge: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ServiceCharge"

  /// The charge, tax included.
  public var total: Amount = .zero
  /// The tax rate of the charge.
  public var taxRate: BasisPoints = .zero
  /// The tax contained in it.
  public var tax: Amount = .zero

  /// A value of these parts.
  public init(total: Amount, taxRate: BasisPoints = .zero, tax: Amount = .zero) {
    self.total = total
    self.taxRate = taxRate
    self.tax = tax
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "total_minor", &total)
    try f.field(2, "tax_rate_bp", &taxRate)
    try f.field(3, "tax_minor", &tax)
  }
}
