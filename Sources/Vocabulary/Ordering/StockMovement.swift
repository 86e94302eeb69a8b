public import EventSourcing

/// Portions of a counted item that an order takes or gives back.
public struct StockMovement: FieldMessage, Hashable {
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

  public init(_: Blank) {}

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
  }
}
