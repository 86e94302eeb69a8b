public import EventSourcing

/// When in the day an item is served, such as breakfast. Half open, by the clock of the service day.
public struct MenuWindow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "MenuWindow"

  /// When it starts to be served.
  public var from: TimeOfDay = .midnight
  /// When it ceases to be served.
  public var to: TimeOfDay = .midnight
  /// On which days; empty means on all.
  public var weekdays: [Weekday] = []

  /// A value of these parts.
  public init(from: TimeOfDay, to: TimeOfDay, weekdays: [Weekday] = []) {
    self.from = from
    self.to = to
    self.weekdays = weekdays
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "from", &from)
    try f.field(2, "to", &to)
    try f.field(3, "weekdays", &weekdays)
  }
}
