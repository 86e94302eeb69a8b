public import EventSourcing

/// A tax rate that items of a venue are sold under.
public struct TaxRate: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TaxRate"

  /// The class, such as `standard` or `reduced`; items refer to it.
  public var name: String = ""
  /// The rate in basis points.
  public var rate: BasisPoints = .zero

  /// A value of these parts.
  public init(name: String, rate: BasisPoints) {
    self.name = name
    self.rate = rate
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "name", &name)
    try f.field(2, "rate_bp", &rate)
  }
}
