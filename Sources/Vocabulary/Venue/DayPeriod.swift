public import EventSourcing

/// A stretch of one dated service day in which a venue is open. Half open, as ``OpeningPeriod``.
public struct DayPeriod: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "DayPeriod"

  /// When the door opens.
  public var opens: TimeOfDay = .midnight
  /// When it closes; later than 24:00 when the day runs past midnight.
  public var closes: TimeOfDay = .midnight

  /// A value of these parts.
  public init(opens: TimeOfDay, closes: TimeOfDay) {
    self.opens = opens
    self.closes = closes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "opens", &opens)
    try f.field(2, "closes", &closes)
  }
}
