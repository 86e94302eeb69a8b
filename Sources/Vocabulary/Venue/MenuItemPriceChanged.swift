public import EventSourcing

/// An item's price changed, and nothing else of it. Orders keep the price that they were placed at.
public struct MenuItemPriceChanged: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1033, "menu_item_price_changed") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The new price of one.
  public var price: Amount = .zero

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID, price: Amount) {
    self.venue = venue
    self.item = item
    self.price = price
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "price_minor", &price)
  }
}
