public import EventSourcing

/// The tax rules were set, replacing those before. Orders keep the rates that they were placed under.
public struct TaxRulesSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1009, "tax_rules_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The rules.
  public var rules: TaxRules

  /// An event with these fields.
  public init(venue: VenueID, rules: TaxRules) {
    self.venue = venue
    self.rules = rules
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { rules = TaxRules(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "rules", &rules)
  }
}
