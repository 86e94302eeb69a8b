public import EventSourcing
public import Vocabulary

/// What an order comes to, and what was paid of it.
public struct OrderAccount: Model {
  /// The order.
  public let id: OrderID
  /// Its venue; nil before it was placed.
  public private(set) var venue: VenueID?
  /// Who ordered, if known.
  public private(set) var customer: CustomerID?
  /// What it is charged in.
  public private(set) var currency = Currency.none
  /// Whether it was rejected or called off.
  public private(set) var isCancelled = false
  /// What it comes to.
  public private(set) var total = Amount.zero
  /// What was paid of it, without tips, less what was given back so that it is due again.
  public private(set) var paid = Amount.zero

  /// The state before anything happened.
  public init(_ key: OrderID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: OrderID) -> Tags { [.order(key)] }

  /// What is still to be paid.
  public var due: Amount { isCancelled || paid >= total ? .zero : total.wrapping(minus: paid) }

  /// Takes a fact in.
  public mutating func evolve(_ fact: OrderAccountFact) {
    switch fact {
    case .placed(let order):
      venue = order.venue
      customer = order.customer
      currency = order.total.currency
      total = order.total.amount
    case .itemsAdded(let addition): total = total.wrapping(plus: addition.total.amount)
    case .cancelled: isCancelled = true
    case .paid(let payment): paid = paid.wrapping(plus: payment.amount.amount)
    case .refunded(let refund):
      if refund.reason.reopensBill { paid = paid.wrapping(minus: refund.amount.amount) }
    }
  }
}

/// What happens to an order, as far as money goes.
public enum OrderAccountFact: Facts {
  /// It was placed.
  case placed(OrderPrice)
  /// Lines were added.
  case itemsAdded(AdditionPrice)
  /// It was declined or called off.
  case cancelled
  /// It was paid, in whole or in part.
  case paid(PaymentRecorded)
  /// A payment was given back.
  case refunded(PaymentRefunded)

  /// The events that are read.
  public static let types: Set<EventType> = [
    OrderPlaced.type, ItemsAddedToOrder.type, OrderRejected.type, OrderCancelled.type, PaymentRecorded.type,
    PaymentRefunded.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> OrderAccountFact? {
    switch type {
    case OrderPlaced.type: .placed(try OrderPrice.read(from: &r))
    case ItemsAddedToOrder.type: .itemsAdded(try AdditionPrice.read(from: &r))
    case OrderRejected.type, OrderCancelled.type: .cancelled
    case PaymentRecorded.type: .paid(try PaymentRecorded.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}

/// One payment, and what was given back of it.
public struct PaymentState: Model {
  /// The payment.
  public let id: PaymentID
  /// The payment as it was recorded; nil before that.
  public private(set) var payment: PaymentRecorded?
  /// The refunds in the order in which they were made.
  public private(set) var refunds: [PaymentRefunded] = []
  /// What was given back of the amount.
  public private(set) var refunded = Amount.zero
  /// What was given back of the tip.
  public private(set) var tipRefunded = Amount.zero

  /// The state before anything happened.
  public init(_ key: PaymentID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: PaymentID) -> Tags { [.payment(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: PaymentFact) {
    switch fact {
    case .recorded(let payment): self.payment = payment
    case .refunded(let refund):
      refunds.append(refund)
      refunded = refunded.wrapping(plus: refund.amount.amount)
      tipRefunded = tipRefunded.wrapping(plus: refund.tip)
    }
  }
}

/// What happens to a payment.
public enum PaymentFact: Facts {
  /// It was recorded.
  case recorded(PaymentRecorded)
  /// It was given back, in whole or in part.
  case refunded(PaymentRefunded)

  /// The events that are read.
  public static let types: Set<EventType> = [PaymentRecorded.type, PaymentRefunded.type]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> PaymentFact? {
    switch type {
    case PaymentRecorded.type: .recorded(try PaymentRecorded.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}

// Folds wrap instead of trapping: amounts are checked when they are decided, and a fold never fails.
extension Amount {
  func wrapping(plus other: Amount) -> Amount { Amount(minorUnits: minorUnits &+ other.minorUnits) }
  func wrapping(minus other: Amount) -> Amount { Amount(minorUnits: minorUnits &- other.minorUnits) }
}
