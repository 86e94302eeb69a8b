public import EventSourcing
public import Vocabulary

/// A venue in the snapshot of ``Orders``, by index.
public struct VenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VenueRow"

  /// The venue.
  public var venue: VenueID = .none
  /// The currency that it charges in, if it was opened.
  public var currency: Currency?

  /// A value of these parts.
  public init(venue: VenueID, currency: Currency? = nil) {
    self.venue = venue
    self.currency = currency
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "currency", &currency)
  }
}

/// An item in the snapshot of ``Orders``, by index.
public struct ItemRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemRow"

  /// The item.
  public var item: ItemID = .none
  /// What the menu calls it.
  public var name: String = ""
  /// The index of its venue, once it was sold or named.
  public var venue: UInt32?
  /// How many were sold.
  public var sold: Int64 = 0

  /// A value of these parts.
  public init(item: ItemID, name: String, venue: UInt32? = nil, sold: Int64) {
    self.item = item
    self.name = name
    self.venue = venue
    self.sold = sold
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "name", &name)
    try f.field(3, "venue", &venue)
    try f.field(4, "sold", &sold)
  }
}

/// The name of an option in the snapshot of ``Orders``.
public struct OptionRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OptionRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option.
  public var option: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""

  /// A value of these parts.
  public init(item: UInt32, group: UInt32, option: UInt32, name: String) {
    self.item = item
    self.group = group
    self.option = option
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "group", &group)
    try f.field(3, "option", &option)
    try f.field(4, "name", &name)
  }
}

/// A customer in the snapshot of ``Orders``, by index.
public struct OrderingCustomerRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderingCustomerRow"

  /// The customer.
  public var customer: CustomerID = .none

  /// A value of these parts.
  public init(customer: CustomerID) { self.customer = customer }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "customer", &customer)
  }
}

/// An order in the snapshot of ``Orders``, by index.
public struct OrderRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderRow"

  /// The order.
  public var order: OrderID = .none
  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The index of who ordered, plus one; zero if nobody is known.
  public var customer: UInt32 = 0
  /// How far it has come.
  public var stage: OrderStage = .unspecified
  /// To a table or to take away.
  public var service: ServiceKind = .unspecified
  /// How it came in.
  public var channel: Channel = .unspecified
  /// When it was placed.
  public var placedAt: Timestamp = .zero
  /// Where in the log it was placed.
  public var position: UInt64 = 0
  /// The service day.
  public var serviceDate: ServiceDate = .epoch
  /// What it comes to.
  public var total: Amount = .zero
  /// How many lines it has.
  public var lines: UInt32 = 0
  /// How many items it has.
  public var quantity: Int64 = 0

  /// A value of these parts.
  public init(
    order: OrderID, venue: UInt32, customer: UInt32, stage: OrderStage, service: ServiceKind,
    channel: Channel, placedAt: Timestamp, position: UInt64, serviceDate: ServiceDate, total: Amount,
    lines: UInt32, quantity: Int64
  ) {
    self.order = order
    self.venue = venue
    self.customer = customer
    self.stage = stage
    self.service = service
    self.channel = channel
    self.placedAt = placedAt
    self.position = position
    self.serviceDate = serviceDate
    self.total = total
    self.lines = lines
    self.quantity = quantity
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "customer", &customer)
    try f.field(4, "stage", &stage)
    try f.field(5, "service", &service)
    try f.field(6, "channel", &channel)
    try f.field(7, "placed_at", &placedAt)
    try f.field(8, "position", &position)
    try f.field(9, "service_date", &serviceDate)
    try f.field(10, "total_minor", &total)
    try f.field(11, "lines", &lines)
    try f.field(12, "quantity", &quantity)
  }
}

/// What the kitchen knows of an open order, in the snapshot of ``Orders``.
public struct OpenOrderRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OpenOrderRow"

  /// The index of the order.
  public var order: UInt32 = 0
  /// The table.
  public var table: TableID?
  /// When it is picked up.
  public var pickup: PickupSlot?
  /// When it is promised.
  public var readyBy: Timestamp?
  /// What is to be made.
  public var lines: [LineTerms] = []

  /// A value of these parts.
  public init(
    order: UInt32, table: TableID? = nil, pickup: PickupSlot? = nil, readyBy: Timestamp? = nil,
    lines:
      [LineTerms] = []
  ) {
    self.order = order
    self.table = table
    self.pickup = pickup
    self.readyBy = readyBy
    self.lines = lines
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "table", &table)
    try f.field(3, "pickup", &pickup)
    try f.field(4, "ready_by", &readyBy)
    try f.field(5, "lines", &lines)
  }
}
