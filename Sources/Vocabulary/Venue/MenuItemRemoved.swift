public import EventSourcing

/// An item was taken off the menu. Orders keep naming it.
public struct MenuItemRemoved: Event {
  @inlinable public static var type: EventType { EventType(1034, "menu_item_removed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID) {
    self.venue = venue
    self.item = item
  }

  public init(_: Blank) {}

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
  }
}
