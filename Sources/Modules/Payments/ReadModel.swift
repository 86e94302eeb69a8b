public import EventSourcing
public import Vocabulary

/// Every payment, what is due for each order, and what each venue took.
///
/// Orders, payments and venues have dense indices in the order of their first appearance. An order costs some 60
/// bytes, a payment some 120.
public struct Payments: Projection {
  /// The stored name.
  public static let name = "payments"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 1

  var orderIDs = IdentityTable<OrderKind>()
  var accounts: [AccountEntry] = []
  var paymentIDs = IdentityTable<PaymentKind>()
  var payments: [PaymentEntry] = []
  var venueIDs = IdentityTable<VenueKind>()
  var venues: [VenueEntry] = []

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming OrderAccountChange, _ context: EventContext) {
    switch consume fact {
    case .placed(let order): place(order)
    case .itemsAdded(let addition):
      guard let index = orderIDs.index(of: addition.order) else { return }
      accounts[index].total = accounts[index].total.wrapping(plus: addition.total.amount)
    case .cancelled(let order):
      guard let index = orderIDs.index(of: order.order) else { return }
      accounts[index].isCancelled = true
    case .paid(let payment): pay(payment, context)
    case .refunded(let refund): give(refund)
    }
  }
}

extension Payments {
  struct AccountEntry: Sendable {
    var venue: UInt32
    var total: Amount
    var paid = Amount.zero
    var isCancelled = false
    /// Index + 1 of the order's latest payment; the others hang behind it. 0 if there is none.
    var latest: UInt32 = 0
  }

  struct PaymentEntry: Sendable {
    var order: UInt32
    /// Index + 1 of the order's payment before; 0 if there is none.
    var previous: UInt32
    var customer: CustomerID?
    var method: PaymentMethod
    var amount: Amount
    var tip: Amount
    var refunded = Amount.zero
    var tipRefunded = Amount.zero
    var paidAt: Timestamp
    var position: Position
    var serviceDate: ServiceDate
  }

  struct VenueEntry: Sendable {
    var currency: Currency
    /// By method, of which there are few.
    var takings: [(method: PaymentMethod, takings: Takings)] = []

    mutating func change(_ method: PaymentMethod, _ body: (inout Takings) -> Void) {
      let place = takings.firstIndex { $0.method == method } ?? takings.count
      if place == takings.count { takings.append((method, Takings())) }
      body(&takings[place].takings)
    }
  }

  private mutating func place(_ order: OrderPrice) {
    let index = orderIDs.intern(order.order)
    guard index == accounts.count else { return }
    let venue = venueIndex(order.venue, order.total.currency)
    accounts.append(AccountEntry(venue: UInt32(venue), total: order.total.amount))
  }

  private mutating func pay(_ payment: PaymentSummary, _ context: EventContext) {
    guard let order = orderIDs.index(of: payment.order) else { return }
    let index = paymentIDs.intern(payment.payment)
    guard index == payments.count else { return }
    payments.append(
      PaymentEntry(
        order: UInt32(order), previous: accounts[order].latest, customer: payment.customer, method: payment.method,
        amount: payment.amount.amount, tip: payment.tip, paidAt: context.occurredAt, position: context.position,
        serviceDate: payment.serviceDate))
    accounts[order].latest = UInt32(index + 1)
    accounts[order].paid = accounts[order].paid.wrapping(plus: payment.amount.amount)
    venues[Int(accounts[order].venue)].change(payment.method) { $0.add(payment) }
  }

  private mutating func give(_ refund: PaymentRefunded) {
    guard let index = paymentIDs.index(of: refund.payment) else { return }
    payments[index].refunded = payments[index].refunded.wrapping(plus: refund.amount.amount)
    payments[index].tipRefunded = payments[index].tipRefunded.wrapping(plus: refund.tip)
    let order = Int(payments[index].order)
    if refund.reason.reopensBill { accounts[order].paid = accounts[order].paid.wrapping(minus: refund.amount.amount) }
    venues[Int(accounts[order].venue)].change(refund.method) { $0.subtract(refund) }
  }

  mutating func venueIndex(_ id: VenueID, _ currency: Currency) -> Int {
    let index = venueIDs.intern(id)
    if index == venues.count { venues.append(VenueEntry(currency: currency)) }
    return index
  }
}

/// What ``Payments`` reads. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum OrderAccountChange: Facts {
  /// An order was placed.
  case placed(OrderPrice)
  /// Lines were added to it.
  case itemsAdded(AdditionPrice)
  /// It was declined or called off.
  case cancelled(CancelledOrder)
  /// It was paid, in whole or in part.
  case paid(PaymentSummary)
  /// A payment was given back.
  indirect case refunded(PaymentRefunded)

  /// The events that are read.
  public static let types = OrderAccountFact.types

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> OrderAccountChange? {
    switch type {
    case OrderPlaced.type: .placed(try OrderPrice.read(from: &r))
    case ItemsAddedToOrder.type: .itemsAdded(try AdditionPrice.read(from: &r))
    case OrderRejected.type, OrderCancelled.type: .cancelled(try CancelledOrder.read(from: &r))
    case PaymentRecorded.type: .paid(try PaymentSummary.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}
