public import EventSourcing

/// A section of the menu got another name.
public struct MenuSectionRenamed: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1022, "menu_section_renamed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The number of the section within the venue.
  public var section: UInt32 = 0
  /// The new name.
  public var name: String = ""

  /// An event with these fields.
  public init(venue: VenueID, section: UInt32, name: String) {
    self.venue = venue
    self.section = section
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(3, "name", &name)
  }
}
