public import EventSourcing
public import Vocabulary

/// What ``Orders`` reads of every later event of an order: which one moved.
public struct OrderMoved: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderReady"

  /// The order.
  public var order: OrderID = .none

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
  }
}

/// What ``Orders`` reads of `OrderAccepted`.
public struct OrderPromised: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderAccepted"

  /// The order.
  public var order: OrderID = .none
  /// When it is expected to be ready.
  public var readyBy: Timestamp?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "ready_by", &readyBy)
  }
}

/// The amount, where the currency is the venue's.
public struct AmountOfMoney: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "Money"

  /// The number of minor units.
  public var amount: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "amount_minor", &amount)
  }
}

/// What ``Orders`` reads of `OrderPlaced`.
public struct OrderSummary: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// To a table or to take away.
  public var service: ServiceKind = .unspecified
  /// How it came in.
  public var channel: Channel = .unspecified
  /// Whether the kitchen had yet to make it.
  public var provenance: Provenance = .unspecified
  /// Who ordered, if known.
  public var customer: CustomerID?
  /// The table.
  public var table: TableID?
  /// When it is picked up.
  public var pickup: PickupSlot?
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// What it came to.
  public var total: AmountOfMoney
  /// What was ordered.
  public var lines: [LineTerms] = []

  /// An empty value, to be read into.
  public init(_ blank: Blank) { total = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(4, "channel", &channel)
    try f.field(5, "provenance", &provenance)
    try f.field(6, "customer", &customer)
    try f.field(7, "table", &table)
    try f.field(9, "pickup", &pickup)
    try f.field(10, "service_date", &serviceDate)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
  }
}

/// What ``Orders`` reads of `ItemsAddedToOrder`.
public struct AdditionSummary: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// The order.
  public var order: OrderID = .none
  /// What the added lines come to.
  public var total: AmountOfMoney
  /// What was added.
  public var lines: [LineTerms] = []

  /// An empty value, to be read into.
  public init(_ blank: Blank) { total = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
  }
}

/// What ``Orders`` reads of `VenueOpened`.
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

/// What ``Orders`` reads of `MenuItemAdded` and `MenuItemChanged`.
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

/// What ``Orders`` reads of `ModifierGroupAdded`.
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

/// What ``Orders`` reads of `ModifierOptionAdded`.
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
