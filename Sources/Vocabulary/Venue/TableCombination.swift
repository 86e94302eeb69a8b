public import EventSourcing

/// Tables that can be pushed together. Only those that are listed are.
public struct TableCombination: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "TableCombination"

  /// The tables, ascending.
  public var tables: [TableID] = []
  /// The smallest party that they are given to.
  public var minSeats: UInt32 = 0
  /// The largest party that fits.
  public var maxSeats: UInt32 = 0

  /// A value of these parts.
  public init(tables: [TableID], minSeats: UInt32, maxSeats: UInt32) {
    self.tables = tables
    self.minSeats = minSeats
    self.maxSeats = maxSeats
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "tables", &tables)
    try f.field(2, "min_seats", &minSeats)
    try f.field(3, "max_seats", &maxSeats)
  }
}
