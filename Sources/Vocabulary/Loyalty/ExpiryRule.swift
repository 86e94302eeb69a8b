public import EventSourcing

/// How long points are good for: so many months, and then to the end of the day, month, quarter or year.
///
/// Twelve months to the end of the month make what is earned on 2020-07-06 void on 2021-08-01.
public struct ExpiryRule: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ExpiryRule"

  /// Calendar months. A day that the last of them does not have is its last: January 31 and one month is the end of
  /// February.
  public var months: UInt32 = 0
  /// What the last period is extended to the end of. To the day: void on the day that the months lead to.
  public var to: CalendarPeriod = .unspecified

  /// A value of these parts.
  public init(months: UInt32, to: CalendarPeriod) {
    self.months = months
    self.to = to
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "months", &months)
    try f.field(2, "to", &to)
  }
}
