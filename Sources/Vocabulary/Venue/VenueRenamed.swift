public import EventSourcing

/// A venue got another name.
public struct VenueRenamed: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1002, "venue_renamed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The new name.
  public var name: String = ""

  /// An event with these fields.
  public init(venue: VenueID, name: String) {
    self.venue = venue
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "name", &name)
  }
}
