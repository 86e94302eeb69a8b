public import EventSourcing

/// A section without items was taken off the menu.
public struct MenuSectionRemoved: Event {
  /// The stored number and name.
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

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
  }
}
