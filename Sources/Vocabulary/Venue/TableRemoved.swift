public import EventSourcing

/// A table was taken out of use. Orders that were served at it keep naming it.
public struct TableRemoved: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1008, "table_removed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The table.
  public var table: TableID = .none

  /// An event with these fields.
  public init(venue: VenueID, table: TableID) {
    self.venue = venue
    self.table = table
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "table", &table)
  }
}
