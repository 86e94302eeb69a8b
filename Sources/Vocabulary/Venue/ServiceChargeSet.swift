public import EventSourcing

/// The rule for the service charge was set, or taken away.
public struct ServiceChargeSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1010, "service_charge_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The rule; absent means that no service charge is made.
  public var rule: ServiceChargeRule?

  /// An event with these fields.
  public init(venue: VenueID, rule: ServiceChargeRule? = nil) {
    self.venue = venue
    self.rule = rule
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "rule", &rule)
  }
}
