public import EventSourcing
public import Vocabulary

/// Payments earn points, and refunds take them back. What points or deposits paid of an order that will not be made is
/// refunded.
public enum PointsAccrual: Policy {
  /// The stored name.
  public static let name = "points_accrual"
  /// What it does, in one line.
  public static let summary =
    "payments earn points; refunds take them back and restore what was paid with points, as does calling an order off"

  /// What is answered in order.
  public enum Lane: Hashable, Sendable {
    /// A member's payments and refunds.
    case member(Member)
    /// An order's end.
    case order(OrderID)
  }

  /// A member's payments and refunds are answered in order; nothing is to be done for somebody unknown.
  public static func lane(of fact: AccrualFact) -> Lane? {
    switch fact {
    case .paid(let payment): payment.customer.map { .member(Member(payment.venue, $0)) }
    case .refunded(let refund): refund.customer.map { .member(Member(refund.venue, $0)) }
    case .cancelled(let order): .order(order.order)
    }
  }

  /// Earns or reverses the points of one payment or refund, or refunds what points paid of an order, at its time.
  public static func answer<E: CommandExecutor>(
    _ fact: AccrualFact, _ context: EventContext, on executor: E
  ) async throws -> E.Outcome {
    switch fact {
    case .paid(let payment):
      let command = EarnPoints(
        venue: payment.venue, customer: payment.customer ?? .none, payment: payment.payment, order: payment.order,
        at: context.occurredAt)
      return try await executor.execute(command, LoyaltyDecider.earnPoints)
    case .refunded(let refund):
      let command = ReversePoints(
        venue: refund.venue, customer: refund.customer ?? .none, payment: refund.payment, refund: refund.refund,
        at: context.occurredAt)
      return try await executor.execute(command, LoyaltyDecider.reversePoints)
    case .cancelled(let order):
      let command = RefundTender(venue: order.venue, order: order.order, at: context.occurredAt)
      return try await executor.execute(command, LoyaltyDecider.refundTender)
    }
  }
}

/// What earns points, or takes them back.
public enum AccrualFact: Facts {
  /// An order was paid.
  case paid(AccruingPayment)
  /// A payment was given back.
  case refunded(AccruingRefund)
  /// An order was declined or called off.
  case cancelled(UnmadeOrder)

  /// The events that are read.
  public static let types: Set<EventType> = [
    PaymentRecorded.type, PaymentRefunded.type, OrderRejected.type, OrderCancelled.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> AccrualFact? {
    switch type {
    case PaymentRecorded.type: .paid(try AccruingPayment.read(from: &r))
    case PaymentRefunded.type: .refunded(try AccruingRefund.read(from: &r))
    case OrderRejected.type, OrderCancelled.type: .cancelled(try UnmadeOrder.read(from: &r))
    default: nil
    }
  }
}

/// What the accrual policy reads of `PaymentRecorded`.
public struct AccruingPayment: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentRecorded"

  /// The payment.
  public var payment: PaymentID = .none
  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Who paid, if known.
  public var customer: CustomerID?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "payment", &payment)
    try f.field(2, "order", &order)
    try f.field(3, "venue", &venue)
    try f.field(4, "customer", &customer)
  }
}

/// What the accrual policy reads of `PaymentRefunded`.
public struct AccruingRefund: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentRefunded"

  /// The refund.
  public var refund: RefundID = .none
  /// The payment.
  public var payment: PaymentID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// Who had paid, if known.
  public var customer: CustomerID?

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "refund", &refund)
    try f.field(2, "payment", &payment)
    try f.field(4, "venue", &venue)
    try f.field(5, "customer", &customer)
  }
}

/// What the accrual policy reads of `OrderRejected` and `OrderCancelled`.
public struct UnmadeOrder: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderCancelled"

  /// The order.
  public var order: OrderID = .none
  /// The venue.
  public var venue: VenueID = .none

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
  }
}
