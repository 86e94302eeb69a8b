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

  var venueIDs = IdentityTable<VenueKind>()
  var books: [LedgerBook] = []
  /// What each order comes to that may still be called off.
  var openOrders = LiveTable<OrderID, Int64>()

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: LedgerFact, _ context: EventContext) {
    var total: Int64 = 0
    switch fact {
    case .placed(let order):
      openOrders[order.order] = order.total.amount.minorUnits
      books[bookIndex(order.venue)].currency = order.total.currency
    case .itemsAdded(let addition): openOrders[addition.order, default: 0] &+= addition.total.amount.minorUnits
    case .cancelled(let order): total = openOrders.remove(order.order) ?? 0
    case .closed(let order): openOrders.remove(order.order)
    case .paid, .refunded, .earned, .redeemed, .restored, .reversed, .expired, .adjusted: break
    }
    guard let venue = fact.venue else { return }
    let index = bookIndex(venue)
    fact.post(total: total, to: &books[index])
  }

  mutating func bookIndex(_ venue: VenueID) -> Int {
    let index = venueIDs.intern(venue)
    if index == books.count { books.append(LedgerBook()) }
    return index
  }
}

extension Ledger {
  /// The venues with postings, in the order in which they appeared.
  public var venueList: [VenueID] { venueIDs.ids }

  /// The balances of a venue's accounts that are not zero, in the order of the accounts: debits are positive.
  public func trialBalance(of venue: VenueID) -> [Posting] {
    guard let index = venueIDs.index(of: venue) else { return [] }
    return LedgerAccount.allCases.compactMap { account in
      let amount = books[index].balances[Int(account.rawValue)]
      return amount == 0 ? nil : Posting(account: account, amount: amount)
    }
  }

  /// The sums of a venue's money and points: zero each, or there is a bug.
  public func sums(of venue: VenueID) -> (money: Int64, points: Int64) {
    trialBalance(of: venue).reduce(into: (money: 0, points: 0)) { sums, posting in
      if posting.account.countsPoints { sums.points &+= posting.amount } else { sums.money &+= posting.amount }
    }
  }

  /// What a venue charges in; none if nothing was ordered there.
  public func currency(of venue: VenueID) -> Currency {
    venueIDs.index(of: venue).map { books[$0].currency } ?? .none
  }
}
