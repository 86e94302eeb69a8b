public import EventSourcing

/// A dated exception to the opening hours was taken back: the weekly hours hold again.
public struct DayHoursCleared: Event {
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

  public init(_: Blank) {}

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
  }
}
