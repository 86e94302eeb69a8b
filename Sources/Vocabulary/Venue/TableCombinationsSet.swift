public import EventSourcing

/// Which tables can be pushed together was set, replacing what was listed before.
public struct TableCombinationsSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1013, "table_combinations_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The combinations in order; none means that no tables can be.
  public var combinations: [TableCombination] = []

  /// An event with these fields.
  public init(venue: VenueID, combinations: [TableCombination] = []) {
    self.venue = venue
    self.combinations = combinations
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "combinations", &combinations)
  }
}
