public import EventSourcing
public import Vocabulary

/// A customer in the snapshot of ``Analytics``, by index.
public struct AnalysedCustomerRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "AnalysedCustomerRow"

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

/// A customer of a venue in the snapshot of ``Analytics``, by index.
public struct GuestRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "GuestRow"

  /// The index of the customer.
  public var customer: UInt32 = 0
  /// The index of the venue.
  public var venue: UInt32 = 0

  /// A value of these parts.
  public init(customer: UInt32, venue: UInt32) {
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
  /// Hour, channel and service; see `SalesSlice`.
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
