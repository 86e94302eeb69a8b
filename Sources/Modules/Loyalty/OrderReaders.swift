public import EventSourcing
public import Vocabulary

/// What loyalty reads of an `OrderLine`.
public struct EarningLine: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderLine"

  /// The item.
  public var item: ItemID = .none
  /// What was charged for the line.
  public var total: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(7, "total_minor", &total)
  }
}

/// What loyalty reads of a `ServiceCharge`.
public struct EarningService: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ServiceCharge"

  /// What was charged.
  public var total: Amount = .zero

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "total_minor", &total)
  }
}

/// What loyalty reads of `OrderPlaced`.
public struct EarningOrder: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderPlaced"

  /// The venue.
  public var venue: VenueID = .none
  /// What it came to.
  public var total: Money = .zero
  /// What was ordered.
  public var lines: [EarningLine] = []
  /// The charge for service.
  public var serviceCharge: EarningService?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
    try f.field(12, "total", &total)
    try f.field(13, "lines", &lines)
    try f.field(16, "service_charge", &serviceCharge)
  }
}

/// What loyalty reads of `ItemsAddedToOrder`.
public struct EarningAddition: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemsAddedToOrder"

  /// What the added lines come to.
  public var total: Money = .zero
  /// What was added.
  public var lines: [EarningLine] = []
  /// The charge for service on them.
  public var serviceCharge: EarningService?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(3, "total", &total)
    try f.field(4, "lines", &lines)
    try f.field(7, "service_charge", &serviceCharge)
  }
}
