public import EventSourcing
public import Vocabulary

/// What came in by one method, and what went back.
public struct Takings: Hashable, Sendable {
  /// How many payments.
  public internal(set) var payments: Int64 = 0
  /// What they paid, without tips.
  public internal(set) var amount = Amount.zero
  /// The tips.
  public internal(set) var tips = Amount.zero
  /// What was given back of the amounts.
  public internal(set) var refunded = Amount.zero
  /// What was given back of the tips.
  public internal(set) var tipsRefunded = Amount.zero

  mutating func add(_ payment: PaymentSummary) {
    payments &+= 1
    amount = amount.wrapping(plus: payment.amount.amount)
    tips = tips.wrapping(plus: payment.tip)
  }

  mutating func subtract(_ refund: PaymentRefunded) {
    refunded = refunded.wrapping(plus: refund.amount.amount)
    tipsRefunded = tipsRefunded.wrapping(plus: refund.tip)
  }
}

/// A payment, as it stands now.
public struct PaymentOverview: Hashable, Sendable {
  /// The payment.
  public let payment: PaymentID
  /// The order that it paid.
  public let order: OrderID
  /// Who paid, if known.
  public let customer: CustomerID?
  /// What it was paid with.
  public let method: PaymentMethod
  /// What it paid of the order.
  public let amount: Money
  /// The tip.
  public let tip: Money
  /// What was given back of the amount.
  public let refunded: Money
  /// What was given back of the tip.
  public let tipRefunded: Money
  /// When it was paid.
  public let paidAt: Timestamp
  /// The service day.
  public let serviceDate: ServiceDate
  /// Its place in the log.
  public let position: Position
}

/// What an order comes to, and what was paid of it.
public struct AccountOverview: Hashable, Sendable {
  /// The order.
  public let order: OrderID
  /// Where it was placed.
  public let venue: VenueID
  /// What it comes to.
  public let total: Money
  /// What is still to be paid.
  public let due: Money
  /// Whether it was rejected or called off.
  public let isCancelled: Bool
  /// Its payments, the latest first.
  public let payments: [PaymentOverview]
}

extension Payments {
  /// How many payments there are.
  public var count: Int { payments.count }

  /// The venues that orders were placed at, in the order in which they appeared.
  public var venueList: [VenueID] { venueIDs.ids }

  /// What a venue took by each method that was used, in its currency.
  public func takings(at venue: VenueID) -> [(method: PaymentMethod, takings: Takings)] {
    guard let index = venueIDs.index(of: venue) else { return [] }
    return venues[index].takings.sorted { $0.method.rawValue < $1.method.rawValue }
  }

  /// What a venue charges in; none if nothing was ordered there.
  public func currency(of venue: VenueID) -> Currency {
    venueIDs.index(of: venue).map { venues[$0].currency } ?? .none
  }

  /// What an order comes to, and its payments; nil if there is no such order.
  public func account(_ order: OrderID) -> AccountOverview? {
    guard let index = orderIDs.index(of: order) else { return nil }
    let account = accounts[index]
    let currency = venues[Int(account.venue)].currency
    var found: [PaymentOverview] = []
    var next = account.latest
    while next > 0 {
      found.append(overview(Int(next) - 1))
      next = payments[Int(next) - 1].previous
    }
    let due = account.isCancelled || account.paid >= account.total ? .zero : account.total.wrapping(minus: account.paid)
    return AccountOverview(
      order: order, venue: venueIDs.ids[Int(account.venue)], total: Money(account.total, currency),
      due: Money(due, currency),
      isCancelled: account.isCancelled, payments: found)
  }

  /// A payment; nil if there is none.
  public func payment(_ id: PaymentID) -> PaymentOverview? { paymentIDs.index(of: id).map(overview) }

  /// The newest payments first, at a venue or at all.
  public func newest(_ limit: Int, at venue: VenueID? = nil) -> [PaymentOverview] {
    let wanted = venue.map { venueIDs.index(of: $0).map(UInt32.init) }
    return Array(
      payments.indices.reversed().lazy
        .filter { index in wanted.map { $0 == accounts[Int(payments[index].order)].venue } ?? true }
        .prefix(limit).map(overview))
  }

  /// The newest payments of every venue that has any: one pass over all payments, however many venues there are.
  public func newestByVenue(_ limit: Int) -> [VenueID: [PaymentOverview]] {
    guard limit > 0 else { return [:] }
    var newest: [[PaymentOverview]] = Array(repeating: [], count: venues.count)
    for index in payments.indices.reversed() {
      let venue = Int(accounts[Int(payments[index].order)].venue)
      if newest[venue].count < limit { newest[venue].append(overview(index)) }
    }
    return Dictionary(uniqueKeysWithValues: zip(venueIDs.ids, newest)).filter { !$0.value.isEmpty }
  }

  private func overview(_ index: Int) -> PaymentOverview {
    let entry = payments[index]
    let currency = venues[Int(accounts[Int(entry.order)].venue)].currency
    return PaymentOverview(
      payment: paymentIDs.ids[index], order: orderIDs.ids[Int(entry.order)], customer: entry.customer,
      method: entry.method, amount: Money(entry.amount, currency), tip: Money(entry.tip, currency),
      refunded: Money(entry.refunded, currency), tipRefunded: Money(entry.tipRefunded, currency),
      paidAt: entry.paidAt, serviceDate: entry.serviceDate, position: entry.position)
  }
}
