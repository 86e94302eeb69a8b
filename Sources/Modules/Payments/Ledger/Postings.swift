import Vocabulary

/// The postings of an event, derived from nothing but the event.
///
/// An order that is called off takes back what it came to, which only earlier events say.
extension LedgerFact {
  /// The venue at which something is posted; nil if nothing is.
  var venue: VenueID? {
    switch self {
    case .placed(let order): order.venue
    case .itemsAdded(let addition): addition.venue
    case .cancelled(let order): order.venue
    case .closed: nil
    case .paid(let payment): payment.venue
    case .refunded(let refund): refund.venue
    case .earned(let event): event.venue
    case .redeemed(let event): event.venue
    case .restored(let event): event.venue
    case .reversed(let event): event.venue
    case .expired(let event): event.venue
    case .adjusted(let event): event.venue
    }
  }

  /// Posts the event: debits are positive, credits negative.
  ///
  /// - Parameter total: what an order that is called off came to.
  func post(total: Int64, to book: inout LedgerBook) {
    switch self {
    case .placed(let order): book.sell(order.total.amount.minorUnits)
    case .itemsAdded(let addition): book.sell(addition.total.amount.minorUnits)
    case .cancelled: book.sell(0 &- total)
    case .closed: break
    case .paid(let payment):
      let (amount, tip) = (payment.amount.amount.minorUnits, payment.tip.minorUnits)
      book.debit(payment.method.account, amount &+ tip)
      book.credit(.receivable, amount)
      book.credit(.tips, tip)
    case .refunded(let refund):
      let (amount, tip) = (refund.amount.amount.minorUnits, refund.tip.minorUnits)
      book.debit(refund.reason.reopensBill ? .receivable : .refunds, amount)
      book.debit(.tips, tip)
      book.credit(refund.method.account, amount &+ tip)
    case .earned(let event):
      book.debit(event.cause == .restored ? .pointsRedeemed : .pointsIssued, event.points.count)
      book.give(event.points, settled: event.settled)
    case .redeemed(let event):
      book.debit(.memberPoints, event.points.count)
      book.credit(.pointsRedeemed, event.points.count)
    case .restored(let event):
      book.debit(.pointsRedeemed, event.points.count)
      book.give(event.points, settled: event.settled)
    case .reversed(let event):
      book.debit(.memberPoints, event.lots.total.count)
      book.debit(.pointsOwed, event.owed.count)
      book.credit(.pointsIssued, event.points.count)
    case .expired(let event):
      book.debit(.memberPoints, event.points.count)
      book.credit(.pointsExpired, event.points.count)
    case .adjusted(let event):
      book.debit(.pointsAdjusted, event.points.count)
      book.give(event.points, settled: event.settled)
    }
  }
}

/// The balances of one venue's accounts, by the number of the account.
struct LedgerBook: Sendable {
  private(set) var balances = [Int64](repeating: 0, count: LedgerAccount.allCases.count)
  var currency = Currency.none

  mutating func debit(_ account: LedgerAccount, _ amount: Int64) { balances[Int(account.rawValue)] &+= amount }

  mutating func credit(_ account: LedgerAccount, _ amount: Int64) { balances[Int(account.rawValue)] &-= amount }

  fileprivate mutating func sell(_ total: Int64) {
    debit(.receivable, total)
    credit(.sales, total)
  }

  /// Points for a member; some of them settle what is owed.
  fileprivate mutating func give(_ points: Points, settled: Points) {
    credit(.memberPoints, (points - settled).count)
    credit(.pointsOwed, settled.count)
  }
}

extension PaymentMethod {
  /// Where what was paid with it goes.
  fileprivate var account: LedgerAccount {
    switch self {
    case .cash: .cash
    case .cardPresent: .cardClearing
    case .points: .pointsTender
    case .deposit: .deposits
    case .unspecified: .unspecified
    }
  }
}
