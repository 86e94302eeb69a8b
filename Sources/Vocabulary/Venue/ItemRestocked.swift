public import EventSourcing

/// Portions of a counted item were added to its stock.
public struct ItemRestocked: Event {
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

  public init(_: Blank) {}

  public var tags: Tags { [.item(item)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "added", &added)
  }
}
