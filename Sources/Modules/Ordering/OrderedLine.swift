public import EventSourcing
public import Vocabulary

/// An option that is to go with a line.
public struct OptionChoice: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OptionChoice"

  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option within the choice.
  public var option: UInt32 = 0
  /// Portions for each item of the line; 1, if left out. 0 leaves a standard option out.
  public var count: UInt32?

  /// A value of these parts.
  public init(group: UInt32, option: UInt32, count: UInt32? = nil) {
    self.group = group
    self.option = option
    self.count = count
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "group", &group)
    try f.field(2, "option", &option)
    try f.field(3, "count", &count)
  }
}

/// A line that is to be ordered.
public struct OrderedLine: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderedLine"

  /// The item.
  public var item: ItemID = .none
  /// How many; 1, if left out.
  public var quantity: UInt32?
  /// What is chosen with it. A choice of which nothing is named takes its standard options, less those that are left
  /// out with a count of 0.
  public var options: [OptionChoice] = []
  /// Which guest of the party it is for, from 1.
  public var guest: UInt32?

  /// A value of these parts.
  public init(item: ItemID, quantity: UInt32? = nil, options: [OptionChoice] = [], guest: UInt32? = nil) {
    self.item = item
    self.quantity = quantity
    self.options = options
    self.guest = guest
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "options", &options)
    try f.field(4, "guest", &guest)
  }
}

/// A line that was charged elsewhere. One of the two amounts is given.
public struct RecordedLine: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "RecordedLine"

  /// The item.
  public var item: ItemID = .none
  /// How many.
  public var quantity: UInt32 = 0
  /// What was chosen with it.
  public var options: [OptionChoice] = []
  /// Which guest of the party it was for, from 1.
  public var guest: UInt32?
  /// What one was charged, options and tax included.
  public var unitPrice: Amount?
  /// What the line was charged, options and tax included.
  public var total: Amount?

  /// A value of these parts.
  public init(
    item: ItemID, quantity: UInt32, options: [OptionChoice] = [], guest: UInt32? = nil,
    unitPrice: Amount? =
      nil, total: Amount? = nil
  ) {
    self.item = item
    self.quantity = quantity
    self.options = options
    self.guest = guest
    self.unitPrice = unitPrice
    self.total = total
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "options", &options)
    try f.field(4, "guest", &guest)
    try f.field(5, "unit_price_minor", &unitPrice)
    try f.field(6, "total_minor", &total)
  }
}
