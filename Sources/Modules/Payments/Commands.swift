public import EventSourcing
public import Vocabulary

/// Records that an order, or a share of it, was paid in cash, with a card at a terminal, or out of the deposit that was
/// taken with a reservation.
///
/// Nothing is charged here: the money has changed hands already.
public struct RecordPayment: Command {
  /// The stored name.
  public static let name = "record_payment"
  /// What the command does, in one line.
  public static let summary = "Record that an order, or a share of it, was paid in cash, by card or out of a deposit"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system, .importer]

  /// The payment's new ID; made up, if left out.
  public var payment: PaymentID?
  /// The order.
  public var order: OrderID = .none
  /// The order's venue.
  public var venue: VenueID = .none
  /// Who pays, if known; the order's customer, if left out.
  public var customer: CustomerID?
  /// `"cash"`, `"card_present"` or `"deposit"`. Points pay with redeem_points_as_tender.
  public var method: PaymentMethod = .unspecified
  /// What it pays of the order: `amount_minor`, `currency`.
  public var amount: Money = .zero
  /// What is given on top, in the same currency.
  public var tip: Amount?
  /// Which share of a split bill it is: `number`, `of`.
  public var share: BillShare?
  /// The reservation whose deposit pays, of a payment out of one. What is not spent of it can pay again.
  public var reservation: ReservationID?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    payment: PaymentID? = nil, order: OrderID, venue: VenueID, customer: CustomerID? = nil, method: PaymentMethod,
    amount: Money, tip: Amount? = nil, share: BillShare? = nil, reservation: ReservationID? = nil,
    at: Timestamp? = nil
  ) {
    self.payment = payment
    self.order = order
    self.venue = venue
    self.customer = customer
    self.method = method
    self.amount = amount
    self.tip = tip
    self.share = share
    self.reservation = reservation
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if payment == nil { payment = stamps.newID() }
  }

  /// The payment's ID, once stamped.
  public var paymentID: PaymentID { payment ?? .none }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "payment", &payment)
    try f.field(2, "order", &order)
    try f.field(3, "venue", &venue)
    try f.field(4, "customer", &customer)
    try f.field(5, "method", &method)
    try f.field(6, "amount", &amount)
    try f.field(7, "tip_minor", &tip)
    try f.field(8, "share", &share)
    try f.field(9, "reservation", &reservation)
    try f.field(15, "at", &at)
  }
}

/// Gives a payment back, or a part of it, in the way in which it was made.
public struct RefundPayment: Command {
  /// The stored name.
  public static let name = "refund_payment"
  /// What the command does, in one line.
  public static let summary = "Give a payment back, or a part of it"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system, .importer]

  /// The refund's new ID; made up, if left out.
  public var refund: RefundID?
  /// The payment.
  public var payment: PaymentID = .none
  /// The payment's venue.
  public var venue: VenueID = .none
  /// What is given back of the payment's amount; if neither this nor `tip_minor` is given, all that is left of both.
  public var amount: Money?
  /// What is given back of the tip.
  public var tip: Amount?
  /// `"customer_request"`, `"quality"`, `"mistake"`, `"order_cancelled"` or `"goodwill"`. After a mistake or a cancelled
  /// order the bill is open again; otherwise the order was made cheaper.
  public var reason: RefundReason = .unspecified
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    refund: RefundID? = nil, payment: PaymentID, venue: VenueID, amount: Money? = nil, tip: Amount? = nil,
    reason: RefundReason, at: Timestamp? = nil
  ) {
    self.refund = refund
    self.payment = payment
    self.venue = venue
    self.amount = amount
    self.tip = tip
    self.reason = reason
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if refund == nil { refund = stamps.newID() }
  }

  /// The refund's ID, once stamped.
  public var refundID: RefundID { refund ?? .none }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "refund", &refund)
    try f.field(2, "payment", &payment)
    try f.field(3, "venue", &venue)
    try f.field(4, "amount", &amount)
    try f.field(5, "tip_minor", &tip)
    try f.field(6, "reason", &reason)
    try f.field(15, "at", &at)
  }
}
