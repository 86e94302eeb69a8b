public import EventSourcing

/// Portions of a counted item that an order takes or gives back.
public struct StockMovement: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "StockMovement"

  /// The item.
  public var item: ItemID = .none
  /// How many portions.
  public var quantity: UInt32 = 0

  /// A value of these parts.
  public init(item: ItemID, quantity: UInt32) {
    self.item = item
    self.quantity = quantity
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
  }
}
