public import EventSourcing

/// A table of the floor plan.
public struct Table: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Table"

  /// The table.
  public var id: TableID = .none
  /// What the staff calls it, such as `12` or `Window 3`.
  public var name: String = ""
  /// The smallest party that it is given to.
  public var minSeats: UInt32 = 0
  /// The largest party that fits.
  public var maxSeats: UInt32 = 0
  /// The part of the house, such as `Terrace`; empty if the house has only one.
  public var area: String = ""

  /// A value of these parts.
  public init(id: TableID, name: String, minSeats: UInt32, maxSeats: UInt32, area: String = "") {
    self.id = id
    self.name = name
    self.minSeats = minSeats
    self.maxSeats = maxSeats
    self.area = area
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "table", &id)
    try f.field(2, "name", &name)
    try f.field(3, "min_seats", &minSeats)
    try f.field(4, "max_seats", &maxSeats)
    try f.field(5, "area", &area)
  }
}
