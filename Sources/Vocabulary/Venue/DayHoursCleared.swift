public import EventSourcing

/// A dated exception to the opening hours was taken back: the weekly hours hold again.
public struct DayHoursCleared: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1005, "day_hours_cleared") }

  /// The venue.
  public var venue: VenueID = .none
  /// The service day.
  public var date: ServiceDate = .epoch

  /// An event with these fields.
  public init(venue: VenueID, date: ServiceDate) {
    self.venue = venue
    self.date = date
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
  }
}
