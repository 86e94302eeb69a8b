public import EventSourcing

/// A section without items was taken off the menu.
public struct MenuSectionRemoved: Event {
  @inlinable public static var type: EventType { EventType(1023, "menu_section_removed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The number of the section within the venue.
  public var section: UInt32 = 0

  /// An event with these fields.
  public init(venue: VenueID, section: UInt32) {
    self.venue = venue
    self.section = section
  }

  public init(_: Blank) {}

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
  }
}
