public import EventSourcing

/// Portions of a counted item were added to its stock.
public struct ItemRestocked: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1042, "item_restocked") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// How many portions.
  public var added: UInt32 = 0

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID, added: UInt32) {
    self.venue = venue
    self.item = item
    self.added = added
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.item(item)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "added", &added)
  }
}
