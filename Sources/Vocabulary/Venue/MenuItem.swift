public import EventSourcing

/// Something on the menu.
public struct MenuItem: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "MenuItem"

  /// The item.
  public var id: ItemID = .none
  /// The number of the section that it stands in.
  public var section: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// The price of one, before options, in the venue's currency.
  public var price: Amount = .zero
  /// The name of its ``TaxRate``; empty if the venue has none.
  public var taxClass: String = ""
  /// The allergens that it contains.
  public var allergens: [Allergen] = []
  /// The diets that it suits.
  public var labels: [DietaryLabel] = []
  /// When it is served; empty means whenever the venue is open.
  public var windows: [MenuWindow] = []
  /// The choices that come with it.
  public var groups: [ModifierGroup] = []

  /// A value of these parts.
  public init(
    id: ItemID, section: UInt32, name: String, price: Amount, taxClass: String = "", allergens: [Allergen] = [],
    labels: [DietaryLabel] = [], windows: [MenuWindow] = [], groups: [ModifierGroup] = []
  ) {
    self.id = id
    self.section = section
    self.name = name
    self.price = price
    self.taxClass = taxClass
    self.allergens = allergens
    self.labels = labels
    self.windows = windows
    self.groups = groups
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &id)
    try f.field(2, "section", &section)
    try f.field(3, "name", &name)
    try f.field(4, "price_minor", &price)
    try f.field(5, "tax_class", &taxClass)
    try f.field(6, "allergens", &allergens)
    try f.field(7, "labels", &labels)
    try f.field(8, "windows", &windows)
    try f.field(9, "groups", &groups)
  }
}
