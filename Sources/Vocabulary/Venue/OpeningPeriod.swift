public import EventSourcing

/// A stretch of a weekday in which a venue is open. Half open: at `closes` the door is shut.
public struct OpeningPeriod: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OpeningPeriod"

  /// The weekday that the service day starts on.
  public var weekday: Weekday = .unspecified
  /// When the door opens.
  public var opens: TimeOfDay = .midnight
  /// When it closes; later than 24:00 when the day runs past midnight.
  public var closes: TimeOfDay = .midnight

  /// A value of these parts.
  public init(weekday: Weekday, opens: TimeOfDay, closes: TimeOfDay) {
    self.weekday = weekday
    self.opens = opens
    self.closes = closes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "weekday", &weekday)
    try f.field(2, "opens", &opens)
    try f.field(3, "closes", &closes)
  }
}
