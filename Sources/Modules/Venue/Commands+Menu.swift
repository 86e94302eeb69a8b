public import EventSourcing
public import Vocabulary

/// Adds a section to the menu, or renames it.
public struct AddMenuSection: Command {
  /// The stored name.
  public static let name = "add_menu_section"
  /// What the command does, in one line.
  public static let summary = "Add a section to the menu, or rename one"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// Its number within the venue, from 1.
  public var section: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, name: String, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.name = name
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(3, "name", &name)
    try f.field(15, "at", &at)
  }
}

/// Takes an empty section off the menu.
public struct RemoveMenuSection: Command {
  /// The stored name.
  public static let name = "remove_menu_section"
  /// What the command does, in one line.
  public static let summary = "Take a section without items off the menu"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// Its number.
  public var section: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(15, "at", &at)
  }
}

/// Puts an item on the menu.
public struct AddMenuItem: Command {
  /// The stored name.
  public static let name = "add_menu_item"
  /// What the command does, in one line.
  public static let summary = "Put an item on the menu"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The number of the section.
  public var section: UInt32 = 0
  /// The item: `name`, `price_minor`, and what else a venue file says about items.
  public var item: ItemDescription
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, section: UInt32, item: ItemDescription, at: Timestamp? = nil) {
    self.venue = venue
    self.section = section
    self.item = item
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { item = ItemDescription(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "section", &section)
    try f.field(3, "item", &item)
    try f.field(15, "at", &at)
  }

  /// The item's ID, which follows from the venue and the item's key.
  public var itemID: ItemID { item.id(in: venue) }
}

/// Changes the price of an item.
public struct ChangeMenuItemPrice: Command {
  /// The stored name.
  public static let name = "change_menu_item_price"
  /// What the command does, in one line.
  public static let summary = "Change the price of an item"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The new price of one, in minor units.
  public var price: Amount = .zero
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, price: Amount, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.price = price
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "price_minor", &price)
    try f.field(15, "at", &at)
  }
}

/// Takes an item off the menu.
public struct RemoveMenuItem: Command {
  /// The stored name.
  public static let name = "remove_menu_item"
  /// What the command does, in one line.
  public static let summary = "Take an item off the menu"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, item: ItemID, at: Timestamp? = nil) {
    self.venue = venue
    self.item = item
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(15, "at", &at)
  }
}

/// Adds an option to a choice of an item, and the choice if the item has none of this name.
///
/// Numbers are given by the system: the next free one.
public struct AddModifierOption: Command {
  /// The stored name.
  public static let name = "add_modifier_option"
  /// What the command does, in one line.
  public static let summary = "Add an option to a choice of an item, and the choice if there is none of this name"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The name of the choice. A new choice may be left out and takes any of its options, repeatedly.
  public var group: String = ""
  /// The name of the option.
  public var option: String = ""
  /// What each portion adds to the price of one item.
  public var price: Amount = .zero
  /// The allergens that it adds.
  public var allergens: [Allergen] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    venue: VenueID, item: ItemID, group: String, option: String, price: Amount = .zero,
    allergens: [Allergen] =
      [], at: Timestamp? = nil
  ) {
    self.venue = venue
    self.item = item
    self.group = group
    self.option = option
    self.price = price
    self.allergens = allergens
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
    try f.field(4, "option", &option)
    try f.field(5, "price_minor", &price)
    try f.field(6, "allergens", &allergens)
    try f.field(15, "at", &at)
  }
}
