public import EventSourcing

/// Which reservations the venue takes was set, or that it takes none. What was promised before stands.
public struct ReservationRulesSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1012, "reservation_rules_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The rules; absent means that it takes none.
  public var rules: ReservationRules?

  /// An event with these fields.
  public init(venue: VenueID, rules: ReservationRules? = nil) {
    self.venue = venue
    self.rules = rules
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "rules", &rules)
  }
}
