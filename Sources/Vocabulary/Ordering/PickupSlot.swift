public import EventSourcing

/// The slot in which a takeout order is picked up.
public struct PickupSlot: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PickupSlot"

  /// The service day.
  public var date: ServiceDate = .epoch
  /// When the slot starts; later than 24:00 when the day runs past midnight.
  public var starts: TimeOfDay = .midnight

  /// A value of these parts.
  public init(date: ServiceDate, starts: TimeOfDay) {
    self.date = date
    self.starts = starts
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "date", &date)
    try f.field(2, "starts", &starts)
  }
}

extension PickupSlot: CustomStringConvertible {
  /// `2026-11-22T18:30`.
  public var description: String { "\(date)T\(starts)" }
}
