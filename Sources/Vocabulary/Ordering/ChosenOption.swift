public import EventSourcing

/// An option that was chosen with a line, as the menu showed it then.
public struct ChosenOption: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ChosenOption"

  /// The number of the choice within the item.
  public var group: UInt32 = 0
  /// The number of the option within the choice.
  public var option: UInt32 = 0
  /// Portions for each item of the line.
  public var count: UInt32 = 0
  /// What the menu called it.
  public var name: String = ""
  /// What each portion added to the price of one item.
  public var price: Amount = .zero
  /// The allergens that it added.
  public var allergens: [Allergen] = []

  /// A value of these parts.
  public init(
    group: UInt32, option: UInt32, count: UInt32, name: String, price: Amount = .zero, allergens: [Allergen] = []
  ) {
    self.group = group
    self.option = option
    self.count = count
    self.name = name
    self.price = price
    self.allergens = allergens
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "group", &group)
    try f.field(2, "option", &option)
    try f.field(3, "count", &count)
    try f.field(4, "name", &name)
    try f.field(5, "price_minor", &price)
    try f.field(6, "allergens", &allergens)
  }
}
