public import EventSourcing

/// A venue got another name.
public struct VenueRenamed: Event {
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

  public init(_: Blank) {}

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "name", &name)
  }
}
