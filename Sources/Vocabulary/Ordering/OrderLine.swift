public import EventSourcing

/// A line of an order, with everything that the menu said when it was placed.
public struct OrderLine: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderLine"

  /// The item.
  public var item: ItemID = .none
  /// How many.
  public var quantity: UInt32 = 0
  /// Which guest of the party it is for, from 1.
  public var guest: UInt32?
  /// What was chosen with it.
  public var options: [ChosenOption] = []
  /// What the menu called the item.
  public var name: String = ""
  /// The menu price of one with its options; absent where only what was charged is known.
  public var unitPrice: Amount?
  /// What was charged for the line, tax included.
  public var total: Amount = .zero
  /// The tax rate of the line.
  public var taxRate: BasisPoints = .zero
  /// The tax contained in `total_minor`.
  public var tax: Amount = .zero
  /// The allergens of the item itself; those of its options stand with them.
  public var allergens: [Allergen] = []

  /// A value of these parts.
  public init(
    item: ItemID, quantity: UInt32, guest: UInt32? = nil, options: [ChosenOption] = [], name: String,
    unitPrice: Amount? = nil, total: Amount, taxRate: BasisPoints, tax: Amount, allergens: [Allergen] = []
  ) {
    self.item = item
    self.quantity = quantity
    self.guest = guest
    self.options = options
    self.name = name
    self.unitPrice = unitPrice
    self.total = total
    self.taxRate = taxRate
    self.tax = tax
    self.allergens = allergens
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "guest", &guest)
    try f.field(4, "options", &options)
    try f.field(5, "name", &name)
    try f.field(6, "unit_price_minor", &unitPrice)
    try f.field(7, "total_minor", &total)
    try f.field(8, "tax_rate_bp", &taxRate)
    try f.field(9, "tax_minor", &tax)
    try f.field(10, "allergens", &allergens)
  }
}
