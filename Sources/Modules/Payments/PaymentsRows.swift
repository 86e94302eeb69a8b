import EventSourcing
import Vocabulary

/// A venue in the snapshot of ``Payments``, by index.
struct PaymentsVenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "PaymentsVenueRow"

  /// The venue.
  var venue: VenueID = .none
  /// What it charges in.
  var currency: Currency = .none

  /// A value of these parts.
  init(venue: VenueID, currency: Currency) {
    self.venue = venue
    self.currency = currency
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "currency", &currency)
  }
}

/// What a venue took by one method, in the snapshot of ``Payments``.
struct TakingsRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "TakingsRow"

  /// The index of the venue.
  var venue: UInt32 = 0
  /// The method.
  var method: PaymentMethod = .unspecified
  /// How many payments.
  var payments: Int64 = 0
  /// What they paid.
  var amount: Amount = .zero
  /// The tips.
  var tips: Amount = .zero
  /// What was given back.
  var refunded: Amount = .zero
  /// What was given back of the tips.
  var tipsRefunded: Amount = .zero

  /// A value of these parts.
  init(
    venue: UInt32, method: PaymentMethod, payments: Int64, amount: Amount, tips: Amount, refunded: Amount,
    tipsRefunded: Amount
  ) {
    self.venue = venue
    self.method = method
    self.payments = payments
    self.amount = amount
    self.tips = tips
    self.refunded = refunded
    self.tipsRefunded = tipsRefunded
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "method", &method)
    try f.field(3, "payments", &payments)
    try f.field(4, "amount_minor", &amount)
    try f.field(5, "tips_minor", &tips)
    try f.field(6, "refunded_minor", &refunded)
    try f.field(7, "tips_refunded_minor", &tipsRefunded)
  }
}

/// An order in the snapshot of ``Payments``, by index.
struct AccountRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "AccountRow"

  /// The order.
  var order: OrderID = .none
  /// The index of its venue.
  var venue: UInt32 = 0
  /// What it comes to.
  var total: Amount = .zero
  /// What was paid of it.
  var paid: Amount = .zero
  /// Whether it was called off.
  var isCancelled: Bool = false

  /// A value of these parts.
  init(order: OrderID, venue: UInt32, total: Amount, paid: Amount, isCancelled: Bool) {
    self.order = order
    self.venue = venue
    self.total = total
    self.paid = paid
    self.isCancelled = isCancelled
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "total_minor", &total)
    try f.field(4, "paid_minor", &paid)
    try f.field(5, "is_cancelled", &isCancelled)
  }
}

/// A payment in the snapshot of ``Payments``, by index.
struct PaymentRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "PaymentRow"

  /// The payment.
  var payment: PaymentID = .none
  /// The index of the order.
  var order: UInt32 = 0
  /// Who paid.
  var customer: CustomerID?
  /// What with.
  var method: PaymentMethod = .unspecified
  /// What it paid.
  var amount: Amount = .zero
  /// The tip.
  var tip: Amount = .zero
  /// What was given back.
  var refunded: Amount = .zero
  /// What was given back of the tip.
  var tipRefunded: Amount = .zero
  /// When.
  var paidAt: Timestamp = .zero
  /// Its place in the log.
  var position: UInt64 = 0
  /// The service day.
  var serviceDate: ServiceDate = .epoch

  /// A value of these parts.
  init(
    payment: PaymentID, order: UInt32, customer: CustomerID? = nil, method: PaymentMethod, amount: Amount,
    tip: Amount, refunded: Amount, tipRefunded: Amount, paidAt: Timestamp, position: UInt64,
    serviceDate: ServiceDate
  ) {
    self.payment = payment
    self.order = order
    self.customer = customer
    self.method = method
    self.amount = amount
    self.tip = tip
    self.refunded = refunded
    self.tipRefunded = tipRefunded
    self.paidAt = paidAt
    self.position = position
    self.serviceDate = serviceDate
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "payment", &payment)
    try f.field(2, "order", &order)
    try f.field(3, "customer", &customer)
    try f.field(4, "method", &method)
    try f.field(5, "amount_minor", &amount)
    try f.field(6, "tip_minor", &tip)
    try f.field(7, "refunded_minor", &refunded)
    try f.field(8, "tip_refunded_minor", &tipRefunded)
    try f.field(9, "paid_at", &paidAt)
    try f.field(10, "position", &position)
    try f.field(11, "service_date", &serviceDate)
  }
}
