public import EventSourcing

/// Which orders the venue takes was set.
public struct OrderingRulesSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1011, "ordering_rules_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The rules.
  public var rules: OrderingRules

  /// An event with these fields.
  public init(venue: VenueID, rules: OrderingRules) {
    self.venue = venue
    self.rules = rules
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { rules = OrderingRules(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "rules", &rules)
  }
}
