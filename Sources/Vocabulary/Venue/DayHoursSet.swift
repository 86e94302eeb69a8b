public import EventSourcing

/// The opening hours of one dated service day were set, overriding the weekly ones.
public struct DayHoursSet: Event {
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

  public init(_: Blank) {}

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "periods", &periods)
  }
}
