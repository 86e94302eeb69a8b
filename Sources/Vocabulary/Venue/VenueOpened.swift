public import EventSourcing

/// A venue came to be. Its zone and its currency are fixed for good: amounts and dates rest on them.
public struct VenueOpened: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1001, "venue_opened") }

  /// The venue.
  public var venue: VenueID = .none
  /// What the venue is called.
  public var name: String = ""
  /// Its IANA time zone, such as `Europe/London`.
  public var zone: String = ""
  /// The currency that it charges in.
  public var currency: Currency = .none

  /// An event with these fields.
  public init(venue: VenueID, name: String, zone: String, currency: Currency) {
    self.venue = venue
    self.name = name
    self.zone = zone
    self.currency = currency
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "name", &name)
    try f.field(3, "zone", &zone)
    try f.field(4, "currency", &currency)
  }
}
