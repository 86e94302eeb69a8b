public import EventSourcing

/// A table was renamed, moved or resized.
public struct TableChanged: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1007, "table_changed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The table as it is now.
  public var table: Table

  /// An event with these fields.
  public init(venue: VenueID, table: Table) {
    self.venue = venue
    self.table = table
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { table = Table(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "table", &table)
  }
}
