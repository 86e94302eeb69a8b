public import EventSourcing
public import Vocabulary

/// Sets the stock of an item: the outcome of a count.
public struct SetItemStock: Command {
  /// The stored name.
  public static let name = "set_item_stock"
  /// What the command does, in one line.
  public static let summary = "Set the stock of an item: counted with a number, unlimited, or out"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// `{"policy": "counted", "count": 20}`, `{"policy": "unlimited"}` or `{"policy": "out"}`.
  public var stock: StockSetting
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, stock: StockSetting, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.stock = stock
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { stock = StockSetting(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "stock", &stock)
    try f.field(15, "at", &at)
  }
}

/// Adds portions to the stock of a counted item. Each call adds.
public struct RestockItem: Command {
  /// The stored name.
  public static let name = "restock_item"
  /// What the command does, in one line.
  public static let summary = "Add portions to the stock of a counted item"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// How many portions.
  public var added: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, added: UInt32, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.added = added
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "added", &added)
    try f.field(15, "at", &at)
  }
}
