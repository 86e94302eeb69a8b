public import EventSourcing

/// The weekly opening hours were set, replacing those before.
public struct OpeningHoursSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1003, "opening_hours_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// All periods, in order of weekday and time; none means that the venue does not open.
  public var periods: [OpeningPeriod] = []

  /// An event with these fields.
  public init(venue: VenueID, periods: [OpeningPeriod] = []) {
    self.venue = venue
    self.periods = periods
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "periods", &periods)
  }
}
