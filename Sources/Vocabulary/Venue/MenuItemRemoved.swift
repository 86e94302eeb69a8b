public import EventSourcing

/// An item was taken off the menu. Orders keep naming it.
public struct MenuItemRemoved: Event {
  /// The stored number and name.
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

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
  }
}
