public import EventSourcing

/// An item's stock was set: the outcome of a count, whatever was known before.
public struct ItemStockSet: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1041, "item_stock_set") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The stock.
  public var stock: StockSetting

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID, stock: StockSetting) {
    self.venue = venue
    self.item = item
    self.stock = stock
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { stock = StockSetting(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue), .item(item)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "stock", &stock)
  }
}
