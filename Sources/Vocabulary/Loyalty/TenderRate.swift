public import EventSourcing

/// What points are worth when an order is paid with them: 100 points are 1.00, for instance.
public struct TenderRate: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TenderRate"

  /// So many points
  public var points: Points = .zero
  /// pay so many minor units.
  public var value: Amount = .zero

  /// A value of these parts.
  public init(points: Points, value: Amount) {
    self.points = points
    self.value = value
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "points", &points)
    try f.field(2, "value_minor", &value)
  }
}
