public import EventSourcing
public import Vocabulary

/// Money and points of every venue in one double-entry ledger, derived from the events alone.
///
/// The accounts of a venue sum to zero at every position, money and points each. The state is the balances, and what
/// open orders come to.
public struct Ledger: Projection {
  /// The stored name.
  public static let name = "ledger"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 1

  var balances: [VenueID: [LedgerAccount: Int64]] = [:]
  var currencies: [VenueID: Currency] = [:]
  /// What each order comes to that may still be called off.
  var openOrders: [OrderID: Int64] = [:]

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: LedgerFact, _ context: EventContext) {
    var total: Int64 = 0
    switch fact {
    case .placed(let order):
      openOrders[order.order] = order.total.amount.minorUnits
      currencies[order.venue] = order.total.currency
    case .itemsAdded(let addition): openOrders[addition.order, default: 0] &+= addition.total.amount.minorUnits
    case .cancelled(let order): total = openOrders.removeValue(forKey: order.order) ?? 0
    case .closed(let order): openOrders[order.order] = nil
    case .paid, .refunded, .earned, .redeemed, .restored, .reversed, .expired, .adjusted: break
    }
    guard let (venue, postings) = fact.postings(total: total) else { return }
    for posting in postings where posting.amount != 0 {
      balances[venue, default: [:]][posting.account, default: 0] &+= posting.amount
    }
  }
}

extension Ledger {
  /// The venues with postings, by ID.
  public var venueList: [VenueID] { balances.keys.sorted() }

  /// The balances of a venue's accounts that were ever posted to, in the order of the accounts: debits are positive.
  public func trialBalance(of venue: VenueID) -> [Posting] {
    (balances[venue] ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }
      .map { Posting(account: $0.key, amount: $0.value) }
  }

  /// The sums of a venue's money and points: zero each, or there is a bug.
  public func sums(of venue: VenueID) -> (money: Int64, points: Int64) {
    trialBalance(of: venue).reduce(into: (money: 0, points: 0)) { sums, posting in
      if posting.account.countsPoints { sums.points &+= posting.amount } else { sums.money &+= posting.amount }
    }
  }

  /// What a venue charges in; none if nothing was ordered there.
  public func currency(of venue: VenueID) -> Currency { currencies[venue] ?? .none }
}
