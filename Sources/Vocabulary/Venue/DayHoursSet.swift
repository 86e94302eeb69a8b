public import EventSourcing

/// The opening hours of one dated service day were set, overriding the weekly ones.
public struct DayHoursSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1004, "day_hours_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Its periods in order; none means closed.
  public var periods: [DayPeriod] = []

  /// An event with these fields.
  public init(venue: VenueID, date: ServiceDate, periods: [DayPeriod] = []) {
    self.venue = venue
    self.date = date
    self.periods = periods
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "periods", &periods)
  }
}
