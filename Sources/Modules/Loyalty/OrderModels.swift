public import EventSourcing
public import Vocabulary

/// An order, as far as paying it with points and earning points for it go.
public struct PaidOrder: Model {
  /// The order.
  public let id: OrderID
  /// Its venue; nil before it was placed.
  public private(set) var venue: VenueID?
  /// What it is charged in.
  public private(set) var currency = Currency.none
  /// Whether it was rejected or called off.
  public private(set) var isCancelled = false
  /// What was ordered.
  public private(set) var lines: [EarningLine] = []
  /// The charges for service.
  public private(set) var service = Amount.zero
  private var total: Int64 = 0
  private var paid: Int64 = 0

  /// The state before anything happened.
  public init(_ key: OrderID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: OrderID) -> Tags { [.order(key)] }

  /// What is still to be paid.
  public var due: Amount { isCancelled || paid >= total ? .zero : Amount(minorUnits: total &- paid) }

  /// Takes a fact in.
  public mutating func evolve(_ fact: PaidOrderFact) {
    switch fact {
    case .placed(let order):
      venue = order.venue
      currency = order.total.currency
      total = order.total.amount.minorUnits
      add(order.lines, order.serviceCharge)
    case .itemsAdded(let addition):
      total &+= addition.total.amount.minorUnits
      add(addition.lines, addition.serviceCharge)
    case .cancelled: isCancelled = true
    case .paid(let payment): paid &+= payment.amount.amount.minorUnits
    case .refunded(let refund):
      if refund.reason.reopensBill { paid &-= refund.amount.amount.minorUnits }
    }
  }

  private mutating func add(_ more: [EarningLine], _ charge: EarningService?) {
    lines += more
    service = Amount(minorUnits: service.minorUnits &+ (charge?.total.minorUnits ?? 0))
  }
}

/// An order, as far as points and deposits that paid it go.
public struct TenderedOrder: Model {
  /// A payment with points or out of a deposit, and what of it was not given back.
  public struct Tender: Equatable, Sendable {
    /// As it was recorded.
    public let payment: PaymentRecorded
    /// What is left of its amount.
    public internal(set) var left: Amount
  }

  /// The order.
  public let id: OrderID
  /// Its venue; nil before it was placed.
  public private(set) var venue: VenueID?
  /// Whether it was rejected or called off.
  public private(set) var isCancelled = false
  /// Its payments with points and out of deposits, in order.
  public private(set) var tenders: [Tender] = []

  /// The state before anything happened.
  public init(_ key: OrderID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: OrderID) -> Tags { [.order(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: PaidOrderFact) {
    switch fact {
    case .placed(let order): venue = order.venue
    case .itemsAdded: break
    case .cancelled: isCancelled = true
    case .paid(let payment):
      guard payment.method == .points || payment.method == .deposit else { return }
      tenders.append(Tender(payment: payment, left: payment.amount.amount))
    case .refunded(let refund):
      guard let index = tenders.firstIndex(where: { $0.payment.payment == refund.payment }) else { return }
      let left = tenders[index].left.minorUnits &- refund.amount.amount.minorUnits
      tenders[index].left = Amount(minorUnits: left)
    }
  }
}

/// What happens to an order, as far as points go.
public enum PaidOrderFact: Facts {
  /// It was placed.
  case placed(EarningOrder)
  /// Lines were added.
  case itemsAdded(EarningAddition)
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
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> PaidOrderFact? {
    switch type {
    case OrderPlaced.type: .placed(try EarningOrder.read(from: &r))
    case ItemsAddedToOrder.type: .itemsAdded(try EarningAddition.read(from: &r))
    case OrderRejected.type, OrderCancelled.type: .cancelled
    case PaymentRecorded.type: .paid(try PaymentRecorded.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}

/// A payment, and what was given back of it.
public struct EarningPayment: Model {
  /// The payment.
  public let id: PaymentID
  /// As it was recorded; nil before that.
  public private(set) var payment: PaymentRecorded?
  /// For each refund in order, what was given back up to and with it.
  public private(set) var refunded: [(refund: RefundID, upTo: Amount)] = []

  /// The state before anything happened.
  public init(_ key: PaymentID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: PaymentID) -> Tags { [.payment(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: EarningPaymentFact) {
    switch fact {
    case .recorded(let payment): self.payment = payment
    case .refunded(let refund):
      let before = refunded.last?.upTo.minorUnits ?? 0
      refunded.append((refund.refund, Amount(minorUnits: before &+ refund.amount.amount.minorUnits)))
    }
  }
}

/// What happens to a payment.
public enum EarningPaymentFact: Facts {
  /// It was recorded.
  case recorded(PaymentRecorded)
  /// It was given back, in whole or in part.
  case refunded(PaymentRefunded)

  /// The events that are read.
  public static let types: Set<EventType> = [PaymentRecorded.type, PaymentRefunded.type]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> EarningPaymentFact? {
    switch type {
    case PaymentRecorded.type: .recorded(try PaymentRecorded.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}
