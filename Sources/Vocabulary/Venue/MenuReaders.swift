public import EventSourcing

/// What most read models read of `VenueOpened`.
public struct VenueSummary: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VenueOpened"

  /// The venue.
  public var venue: VenueID = .none
  /// The currency that it charges in.
  public var currency: Currency = .none

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(4, "currency", &currency)
  }
}

/// The name of an option.
public struct OptionName: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierOption"

  /// Its number within the choice.
  public var number: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "name", &name)
  }
}

/// The names of a choice's options.
public struct GroupNames: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierGroup"

  /// Its number within the item.
  public var number: UInt32 = 0
  /// Its options.
  public var options: [OptionName] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(6, "options", &options)
  }
}

/// The names of an item and its options.
public struct ItemNames: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "MenuItem"

  /// The item.
  public var item: ItemID = .none
  /// What the menu calls it.
  public var name: String = ""
  /// Its choices.
  public var groups: [GroupNames] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(3, "name", &name)
    try f.field(9, "groups", &groups)
  }
}

/// What most read models read of `MenuItemAdded` and `MenuItemChanged`.
public struct ItemNamed: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "MenuItemAdded"

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemNames

  /// An empty value, to be read into.
  public init(_ blank: Blank) { item = ItemNames(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
  }
}

/// What most read models read of `ModifierGroupAdded`.
public struct GroupNamed: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierGroupAdded"

  /// The item.
  public var item: ItemID = .none
  /// The choice.
  public var group: GroupNames

  /// An empty value, to be read into.
  public init(_ blank: Blank) { group = GroupNames(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
  }
}

/// What most read models read of `ModifierOptionAdded`.
public struct OptionNamed: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierOptionAdded"

  /// The item.
  public var item: ItemID = .none
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The option.
  public var option: OptionName

  /// An empty value, to be read into.
  public init(_ blank: Blank) { option = OptionName(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
    try f.field(4, "option", &option)
  }
}
