public import EventSourcing

/// What makes points count more, or less.
///
/// It applies to a line of an order if every condition that it names holds. Of several that apply, the greatest counts:
/// they do not multiply each other.
public struct PointsMultiplier: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PointsMultiplier"

  /// The line is of one of these items; any, if there are none.
  public var items: [ItemID] = []
  /// The service day is one of these; any, if there are none.
  public var weekdays: [Weekday] = []
  /// The member is in one of these tiers; any or none, if there are none.
  public var tiers: [UInt32] = []
  /// What points are multiplied by: 20000 doubles them.
  public var factor: BasisPoints = .zero

  /// A value of these parts.
  public init(items: [ItemID] = [], weekdays: [Weekday] = [], tiers: [UInt32] = [], factor: BasisPoints) {
    self.items = items
    self.weekdays = weekdays
    self.tiers = tiers
    self.factor = factor
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "items", &items)
    try f.field(2, "weekdays", &weekdays)
    try f.field(3, "tiers", &tiers)
    try f.field(4, "factor_bp", &factor)
  }
}
