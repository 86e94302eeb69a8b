public import EventSourcing

/// Something that may be chosen with an item.
public struct ModifierOption: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierOption"

  /// Its number within the group, from 1; never given to another option.
  public var number: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// What each portion of it adds to the price of one item.
  public var price: Amount = .zero
  /// Whether it is chosen for who does not choose in this group.
  public var standard: Bool = false
  /// The allergens that it adds.
  public var allergens: [Allergen] = []

  /// A value of these parts.
  public init(
    number: UInt32, name: String, price: Amount = .zero, standard: Bool = false, allergens: [Allergen] = []
  ) {
    self.number = number
    self.name = name
    self.price = price
    self.standard = standard
    self.allergens = allergens
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "name", &name)
    try f.field(3, "price_minor", &price)
    try f.field(4, "standard", &standard)
    try f.field(5, "allergens", &allergens)
  }
}
