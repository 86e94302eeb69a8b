public import EventSourcing
public import Vocabulary

/// The portions of one item that can still be sold.
///
/// Only events about a counted item carry its tag, so an item that nobody counts costs nothing here.
public struct StockOnHand: Model {
  /// The item.
  public let item: ItemID
  /// How it is kept in stock; an item that was never set is not counted.
  public private(set) var policy = StockPolicy.unlimited
  /// Portions at hand, if they are counted. Never negative through this system's own decisions.
  public private(set) var count: Int64 = 0

  /// The state before anything happened.
  public init(_ key: ItemID) { item = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: ItemID) -> Tags { [.item(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: StockFact) {
    switch fact {
    case .set(let event):
      policy = event.stock.policy
      count = Int64(event.stock.count)
    case .restocked(let event): count += Int64(event.added)
    case .taken(let movements): count -= quantity(in: movements)
    case .returned(let movements): count += quantity(in: movements)
    }
  }

  private func quantity(in movements: [StockMovement]) -> Int64 {
    movements.reduce(0) { $1.item == item ? $0 + Int64($1.quantity) : $0 }
  }
}

/// What moves stock.
public enum StockFact: Facts {
  /// The stock was counted.
  case set(ItemStockSet)
  /// Portions came in.
  case restocked(ItemRestocked)
  /// An order took portions.
  case taken([StockMovement])
  /// A rejected or cancelled order gave portions back.
  case returned([StockMovement])

  /// The events that are read.
  public static let types: Set<EventType> = [
    ItemStockSet.type, ItemRestocked.type, OrderPlaced.type, ItemsAddedToOrder.type, OrderRejected.type,
    OrderCancelled.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> StockFact? {
    switch type {
    case ItemStockSet.type: .set(try ItemStockSet.read(from: &r))
    case ItemRestocked.type: .restocked(try ItemRestocked.read(from: &r))
    case OrderPlaced.type: .taken(try OrderPlacedStock.read(from: &r).taken)
    case ItemsAddedToOrder.type: .taken(try ItemsAddedStock.read(from: &r).taken)
    case OrderRejected.type: .returned(try StockReturned.read(from: &r).returned)
    case OrderCancelled.type: .returned(try StockReturned.read(from: &r).returned)
    default: nil
    }
  }
}

/// What `OrderPlaced` says about stock.
public struct OrderPlacedStock: FieldMessage {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"
  /// What the order took.
  public var taken: [StockMovement] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(14, "stock_taken", &taken)
  }
}

/// What `ItemsAddedToOrder` says about stock.
public struct ItemsAddedStock: FieldMessage {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"
  /// What the added lines took.
  public var taken: [StockMovement] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(5, "stock_taken", &taken)
  }
}

/// What `OrderRejected` and `OrderCancelled` say about stock.
public struct StockReturned: FieldMessage {
  /// The stored name in the schema.
  public static let schemaName = "OrderCancelled"
  /// What went back.
  public var returned: [StockMovement] = []

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(4, "stock_returned", &returned)
  }
}
