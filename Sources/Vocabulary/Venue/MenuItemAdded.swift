public import EventSourcing

/// An item was put on the menu, or put back on it.
public struct MenuItemAdded: Event {
  @inlinable public static var type: EventType { EventType(1031, "menu_item_added") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: MenuItem

  /// An event with these fields.
  public init(venue: VenueID, item: MenuItem) {
    self.venue = venue
    self.item = item
  }

  public init(_ blank: Blank) { item = MenuItem(blank) }

  public var tags: Tags { [.venue(venue)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
  }
}
