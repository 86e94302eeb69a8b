public import EventSourcing

/// Points that go into a lot, or come out of it.
public struct PointsMovement: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PointsMovement"

  /// The number of the lot among the member's, from 1.
  public var lot: UInt32 = 0
  /// How many.
  public var points: Points = .zero

  /// A value of these parts.
  public init(lot: UInt32, points: Points) {
    self.lot = lot
    self.points = points
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "lot", &lot)
    try f.field(2, "points", &points)
  }
}
