import Vocabulary

/// The postings of an event, derived from nothing but the event.
///
/// An order that is called off takes back what it came to, which only earlier events say.
extension LedgerFact {
  /// The venue, and what is posted there; nil if nothing is.
  ///
  /// - Parameter total: what an order that is called off came to.
  func postings(total: Int64) -> (venue: VenueID, postings: [Posting])? {
    switch self {
    case .placed(let order): (order.venue, Self.sale(order.total.amount.minorUnits))
    case .itemsAdded(let addition): (addition.venue, Self.sale(addition.total.amount.minorUnits))
    case .cancelled(let order): (order.venue, Self.sale(0 &- total))
    case .closed: nil
    case .paid(let payment): (payment.venue, Self.payment(payment))
    case .refunded(let refund): (refund.venue, Self.refund(refund))
    case .earned(let event): (event.venue, Self.earning(event))
    case .redeemed(let event):
      (event.venue, [.debit(.memberPoints, event.points.count), .credit(.pointsRedeemed, event.points.count)])
    case .restored(let event):
      (
        event.venue,
        [
          .debit(.pointsRedeemed, event.points.count), .credit(.memberPoints, (event.points - event.settled).count),
          .credit(.pointsOwed, event.settled.count),
        ]
      )
    case .reversed(let event):
      (
        event.venue,
        [
          .debit(.memberPoints, event.lots.total.count), .debit(.pointsOwed, event.owed.count),
          .credit(.pointsIssued, event.points.count),
        ]
      )
    case .expired(let event):
      (event.venue, [.debit(.memberPoints, event.points.count), .credit(.pointsExpired, event.points.count)])
    case .adjusted(let event):
      (
        event.venue,
        [
          .debit(.pointsAdjusted, event.points.count), .credit(.memberPoints, (event.points - event.settled).count),
          .credit(.pointsOwed, event.settled.count),
        ]
      )
    }
  }

  private static func sale(_ total: Int64) -> [Posting] { [.debit(.receivable, total), .credit(.sales, total)] }

  private static func payment(_ payment: PaymentRecorded) -> [Posting] {
    let (amount, tip) = (payment.amount.amount.minorUnits, payment.tip.minorUnits)
    return [
      .debit(payment.method.account, amount &+ tip), .credit(.receivable, amount), .credit(.tips, tip),
    ]
  }

  private static func refund(_ refund: PaymentRefunded) -> [Posting] {
    let (amount, tip) = (refund.amount.amount.minorUnits, refund.tip.minorUnits)
    return [
      .debit(refund.reason.reopensBill ? .receivable : .refunds, amount), .debit(.tips, tip),
      .credit(refund.method.account, amount &+ tip),
    ]
  }

  private static func earning(_ event: PointsEarned) -> [Posting] {
    [
      .debit(event.cause == .restored ? .pointsRedeemed : .pointsIssued, event.points.count),
      .credit(.memberPoints, (event.points - event.settled).count), .credit(.pointsOwed, event.settled.count),
    ]
  }
}

extension PaymentMethod {
  /// Where what was paid with it goes.
  fileprivate var account: LedgerAccount {
    switch self {
    case .cash: .cash
    case .cardPresent: .cardClearing
    case .points: .pointsTender
    case .unspecified: .unspecified
    }
  }
}
