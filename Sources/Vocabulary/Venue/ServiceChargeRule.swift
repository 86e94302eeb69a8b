public import EventSourcing

/// A charge for service, added to dine-in orders of large enough parties.
public struct ServiceChargeRule: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ServiceChargeRule"

  /// The share of what the lines come to.
  public var rate: BasisPoints = .zero
  /// The smallest party that is charged; 0 and 1 charge everybody.
  public var minParty: UInt32 = 0
  /// The tax class of the charge; empty means that it is not taxed.
  public var taxClass: String = ""

  /// A value of these parts.
  public init(rate: BasisPoints, minParty: UInt32, taxClass: String = "") {
    self.rate = rate
    self.minParty = minParty
    self.taxClass = taxClass
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "rate_bp", &rate)
    try f.field(2, "min_party", &minParty)
    try f.field(3, "tax_class", &taxClass)
  }
}
