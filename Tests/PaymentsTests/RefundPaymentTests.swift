import EventSourcing
import EventStoreTesting
import Payments
import Testing
import Venue
import Vocabulary

@Suite struct RefundPaymentTests {
  let history = given(Bistro.opened, Bistro.placed(), Bistro.paid(3000, tip: 450))

  func give(
    _ minor: Int64?, tip: Int64? = nil, refund: RefundID = Bistro.refund, reason: RefundReason = .quality
  ) -> RefundPayment {
    RefundPayment(
      refund: refund, payment: Bistro.payment, venue: Bistro.venue, amount: minor.map(Bistro.gbp),
      tip: tip.map { Amount(minorUnits: $0) }, reason: reason, at: Bistro.evening)
  }

  func rejected(_ command: RefundPayment, _ reason: PaymentsRejection, after given: GivenEvents? = nil) throws {
    try (given ?? history).when(command, PaymentsDecider.refundPayment).thenRejected(reason)
  }

  @Test func givesBackPartsUntilNothingIsLeft() throws {
    let part = try history.when(give(1200, tip: 50), PaymentsDecider.refundPayment)
      .then(Bistro.refunded(1200, tip: 50))
    let next = RefundID(RawUUID(version7: 3, 0, 2))
    try rejected(give(1801, refund: next), .refundExceedsPayment(Bistro.payment, left: Bistro.gbp(1800)), after: part)
    try rejected(give(0, tip: 401, refund: next), .refundExceedsTip(Bistro.payment, left: Bistro.gbp(400)), after: part)
    let rest = try part.when(give(nil, refund: next), PaymentsDecider.refundPayment)
      .then(Bistro.refunded(1800, tip: 400, refund: next))
    let third = RefundID(RawUUID(version7: 3, 0, 3))
    try rejected(give(nil, refund: third), .refundExceedsPayment(Bistro.payment, left: Bistro.gbp(0)), after: rest)
  }

  @Test func aRepetitionIsHarmlessAndAnotherRefundWithItsIDIsRefused() throws {
    let given = try history.when(give(1200), PaymentsDecider.refundPayment).history()
    try given.when(give(1200), PaymentsDecider.refundPayment).thenNothing()
    try rejected(give(1100), .refundAlreadyMade(Bistro.refund), after: given)
    try rejected(give(1200, reason: .mistake), .refundAlreadyMade(Bistro.refund), after: given)
    let whole = try history.when(give(nil), PaymentsDecider.refundPayment).history()
    try whole.when(give(nil), PaymentsDecider.refundPayment).thenNothing()
  }

  @Test func refusesWhatCannotBeGivenBack() throws {
    try rejected(give(100), .paymentUnknown(Bistro.payment), after: given(Bistro.opened))
    try rejected(give(0), .amountMissing)
    try rejected(give(-1), .amountNegative)
    try rejected(give(1, tip: -1), .amountNegative)
    try rejected(give(.max, tip: .max), .amountTooLarge)
    var command = give(100)
    command.amount = Money(Amount(minorUnits: 100), .eur)
    try rejected(command, .currencyMismatch(.eur, expected: .gbp))
    command = give(100)
    command.venue = .named("other")
    try rejected(command, .paymentAtAnotherVenue(Bistro.payment, .named("other")))
    let closed = given(Bistro.placed(), Bistro.paid(3000))
    try rejected(give(100), .venueUnknown(Bistro.venue), after: closed)
  }

  @Test func aPaymentOfACancelledOrderCanBeGivenBack() throws {
    let cancelled = history.and(OrderCancelled(order: Bistro.order, venue: Bistro.venue, reason: .mistake))
    try cancelled.when(give(nil, reason: .orderCancelled), PaymentsDecider.refundPayment)
      .then(Bistro.refunded(3000, tip: 450, reason: .orderCancelled))
  }
}
