public import EventSourcing

/// How long parties of some sizes keep a table, in some part of the day.
public struct TurnTime: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TurnTime"

  /// The smallest such party; 0 is as good as 1.
  public var minParty: UInt32 = 0
  /// The largest such party; 0 means that there is none.
  public var maxParty: UInt32 = 0
  /// The start of the day part; the start of the day, if left out.
  public var from: TimeOfDay?
  /// Its end, which is no start any more; the end of the day, if left out.
  public var to: TimeOfDay?
  /// How many minutes.
  public var minutes: UInt32 = 0

  /// A value of these parts.
  public init(minParty: UInt32, maxParty: UInt32, from: TimeOfDay? = nil, to: TimeOfDay? = nil, minutes: UInt32) {
    self.minParty = minParty
    self.maxParty = maxParty
    self.from = from
    self.to = to
    self.minutes = minutes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "min_party", &minParty)
    try f.field(2, "max_party", &maxParty)
    try f.field(3, "from", &from)
    try f.field(4, "to", &to)
    try f.field(5, "minutes", &minutes)
  }
}
