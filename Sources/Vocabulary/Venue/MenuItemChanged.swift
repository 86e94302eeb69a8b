public import EventSourcing

/// An item's description was replaced: name, section, tax class, allergens, labels, windows, choices.
public struct MenuItemChanged: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1032, "menu_item_changed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item as it is now.
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
