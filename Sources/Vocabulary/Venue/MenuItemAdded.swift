public import EventSourcing

/// An item was put on the menu, or put back on it.
public struct MenuItemAdded: Event {
  /// The stored number and name.
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

  /// An empty value, to be read into.
  public init(_ blank: Blank) { item = MenuItem(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
  }
}
