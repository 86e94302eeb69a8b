public import EventSourcing

/// The venue's loyalty programme was set, or ended.
public struct LoyaltyProgrammeSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1051, "loyalty_programme_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The programme; none, if it ended. What members have, they keep.
  public var programme: LoyaltyProgramme?

  /// An event with these fields.
  public init(venue: VenueID, programme: LoyaltyProgramme? = nil) {
    self.venue = venue
    self.programme = programme
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "programme", &programme)
  }
}
