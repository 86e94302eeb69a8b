// Long because it is a list of eleven short rows, each with the same seven parts.
public import EventSourcing
public import Vocabulary

/// A venue in the snapshot of ``Analytics``, by index.
public struct AnalysedVenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedVenueRow"

  /// The venue.
  public var venue: VenueID = .none
  /// The currency that it charges in, if it was opened.
  public var currency: Currency?
  /// Item pairs that were not counted, for ``AnalyticsLimits/pairs``.
  public var pairsLeftOut: Int64 = 0

  /// A value of these parts.
  public init(venue: VenueID, currency: Currency? = nil, pairsLeftOut: Int64) {
    self.venue = venue
    self.currency = currency
    self.pairsLeftOut = pairsLeftOut
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "currency", &currency)
    try f.field(3, "pairs_left_out", &pairsLeftOut)
  }
}

/// An item in the snapshot of ``Analytics``, by index.
public struct AnalysedItemRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedItemRow"

  /// The item.
  public var item: ItemID = .none
  /// The index of its venue, plus one; zero until it is known.
  public var venue: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""

  /// A value of these parts.
  public init(item: ItemID, venue: UInt32, name: String) {
    self.item = item
    self.venue = venue
    self.name = name
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "venue", &venue)
    try f.field(3, "name", &name)
  }
}

/// An option in the snapshot of ``Analytics``.
public struct AnalysedOptionRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedOptionRow"

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

/// The sales of one service day, hour, channel and kind, in the snapshot of ``Analytics``.
public struct SalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "SalesRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Hour, channel and service; see ``SalesSlice``.
  public var slice: UInt32 = 0
  /// How many orders.
  public var orders: Int64 = 0
  /// How many items.
  public var quantity: Int64 = 0
  /// What they came to.
  public var gross: Int64 = 0

  /// A value of these parts.
  public init(venue: UInt32, date: ServiceDate, slice: UInt32, orders: Int64, quantity: Int64, gross: Int64) {
    self.venue = venue
    self.date = date
    self.slice = slice
    self.orders = orders
    self.quantity = quantity
    self.gross = gross
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "slice", &slice)
    try f.field(4, "orders", &orders)
    try f.field(5, "quantity", &quantity)
    try f.field(6, "gross_minor", &gross)
  }
}

/// What was sold of an item on one service day, in the snapshot of ``Analytics``.
public struct ItemSalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemSalesRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// In how many orders.
  public var orders: Int64 = 0
  /// How many.
  public var quantity: Int64 = 0
  /// What was charged for them.
  public var gross: Int64 = 0

  /// A value of these parts.
  public init(item: UInt32, date: ServiceDate, orders: Int64, quantity: Int64, gross: Int64) {
    self.item = item
    self.date = date
    self.orders = orders
    self.quantity = quantity
    self.gross = gross
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "date", &date)
    try f.field(3, "orders", &orders)
    try f.field(4, "quantity", &quantity)
    try f.field(5, "gross_minor", &gross)
  }
}

/// What was chosen of an option on one service day, in the snapshot of ``Analytics``.
public struct OptionSalesRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OptionSalesRow"

  /// The index of the item.
  public var item: UInt32 = 0
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The number of the option.
  public var option: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// On how many lines.
  public var lines: Int64 = 0
  /// How many portions.
  public var portions: Int64 = 0
  /// What they added to the menu prices.
  public var added: Int64 = 0

  /// A value of these parts.
  public init(
    item: UInt32, group: UInt32, option: UInt32, date: ServiceDate, lines: Int64, portions: Int64, added: Int64
  ) {
    self.item = item
    self.group = group
    self.option = option
    self.date = date
    self.lines = lines
    self.portions = portions
    self.added = added
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "group", &group)
    try f.field(3, "option", &option)
    try f.field(4, "date", &date)
    try f.field(5, "lines", &lines)
    try f.field(6, "portions", &portions)
    try f.field(7, "added_minor", &added)
  }
}

/// A customer of a venue in the snapshot of ``Analytics``, by index.
public struct GuestRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "GuestRow"

  /// The customer.
  public var customer: CustomerID = .none
  /// The index of the venue.
  public var venue: UInt32 = 0

  /// A value of these parts.
  public init(customer: CustomerID, venue: UInt32) {
    self.customer = customer
    self.venue = venue
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "customer", &customer)
    try f.field(2, "venue", &venue)
  }
}

/// What a customer bought at a venue on one service day, in the snapshot of ``Analytics``.
public struct PurchaseDayRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PurchaseDayRow"

  /// The index of the customer at the venue.
  public var guest: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// How many orders.
  public var orders: Int64 = 0
  /// What they came to.
  public var gross: Int64 = 0

  /// A value of these parts.
  public init(guest: UInt32, date: ServiceDate, orders: Int64, gross: Int64) {
    self.guest = guest
    self.date = date
    self.orders = orders
    self.gross = gross
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "guest", &guest)
    try f.field(2, "date", &date)
    try f.field(3, "orders", &orders)
    try f.field(4, "gross_minor", &gross)
  }
}

/// Two items that were ordered together, in the snapshot of ``Analytics``.
public struct ItemPairRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ItemPairRow"

  /// The index of the item that appeared first.
  public var first: UInt32 = 0
  /// The index of the other.
  public var second: UInt32 = 0
  /// In how many orders.
  public var orders: Int64 = 0

  /// A value of these parts.
  public init(first: UInt32, second: UInt32, orders: Int64) {
    self.first = first
    self.second = second
    self.orders = orders
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "first", &first)
    try f.field(2, "second", &second)
    try f.field(3, "orders", &orders)
  }
}

/// Payments of one service day by one method, in the snapshot of ``Analytics``.
public struct PaymentsRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentsRow"

  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// What was paid with.
  public var method: PaymentMethod = .unspecified
  /// How many payments.
  public var payments: Int64 = 0
  /// What they paid of orders.
  public var amount: Int64 = 0
  /// What was given on top.
  public var tips: Int64 = 0
  /// How many refunds.
  public var refunds: Int64 = 0
  /// What was given back of amounts.
  public var refunded: Int64 = 0
  /// What was given back of tips.
  public var tipsRefunded: Int64 = 0

  /// A value of these parts.
  public init(
    venue: UInt32, date: ServiceDate, method: PaymentMethod, payments: Int64, amount: Int64, tips: Int64,
    refunds: Int64, refunded: Int64, tipsRefunded: Int64
  ) {
    self.venue = venue
    self.date = date
    self.method = method
    self.payments = payments
    self.amount = amount
    self.tips = tips
    self.refunds = refunds
    self.refunded = refunded
    self.tipsRefunded = tipsRefunded
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "method", &method)
    try f.field(4, "payments", &payments)
    try f.field(5, "amount_minor", &amount)
    try f.field(6, "tips_minor", &tips)
    try f.field(7, "refunds", &refunds)
    try f.field(8, "refunded_minor", &refunded)
    try f.field(9, "tips_refunded_minor", &tipsRefunded)
  }
}

/// An order that may still change, in the snapshot of ``Analytics``.
public struct OpenSaleRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OpenSaleRow"

  /// The order.
  public var order: OrderID = .none
  /// The index of the venue.
  public var venue: UInt32 = 0
  /// The index of the customer at the venue, plus one; zero if nobody is known.
  public var guest: UInt32 = 0
  /// The service day.
  public var date: ServiceDate = .epoch
  /// Hour, channel and service; see ``SalesSlice``.
  public var slice: UInt32 = 0
  /// What it comes to.
  public var total: Int64 = 0
  /// What was ordered.
  public var lines: [SoldLine] = []
  /// The visit that it belongs to.
  public var visit: ReservationID?
  /// The hour of the service day in which it was placed.
  public var hour: UInt32 = 0

  /// A value of these parts.
  public init(
    order: OrderID, venue: UInt32, guest: UInt32, date: ServiceDate, slice: UInt32, total: Int64, lines: [SoldLine],
    visit: ReservationID? = nil, hour: UInt32
  ) {
    self.order = order
    self.venue = venue
    self.guest = guest
    self.date = date
    self.slice = slice
    self.total = total
    self.lines = lines
    self.visit = visit
    self.hour = hour
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "guest", &guest)
    try f.field(4, "date", &date)
    try f.field(5, "slice", &slice)
    try f.field(6, "total_minor", &total)
    try f.field(7, "lines", &lines)
    try f.field(8, "visit", &visit)
    try f.field(9, "hour", &hour)
  }
}
