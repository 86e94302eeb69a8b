public import EventSourcing
public import Venue
import Vocabulary

extension LoyaltyDecider {
  /// Pays what is due with points: the payment and the redemption are one append.
  public static let redeemPointsAsTender = Decider<
    RedeemPointsAsTender, LoyaltyRejection, VenueSetup, PaidOrder, EarningPayment, MemberLots
  >(
    keys: { ($0.venue, $0.order, $0.paymentID, $0.member) },
    decide: { (command, venue, order, known, member) throws(LoyaltyRejection) in
      if let payment = known.payment {
        guard payment.method == .points, payment.order == order.id, payment.customer == command.customer,
          payment.amount == command.amount
        else { throw .paymentAlreadyRecorded(known.id) }
        return []
      }
      guard member.redemptions[command.redemptionID] == nil else {
        throw .redemptionAlreadyMade(command.redemptionID)
      }
      let day = try ProgrammeDay(venue, command.occurredAt)
      let programme = try day.requireProgramme()
      guard let rate = programme.tender else { throw .tenderNotAccepted(venue.id) }
      try member.requireMembership()
      try order.requirePayable(command.amount, at: venue.id)
      guard let points = rate.points(worth: command.amount.amount) else { throw .tooManyPoints }
      var change = MemberChange(member, day)
      try change.redeem(
        command.redemptionID, points,
        Spending(use: .tender, payment: known.id, order: order.id, value: command.amount))
      let payment = PaymentRecorded(
        payment: known.id, order: order.id, venue: venue.id, customer: command.customer, method: .points,
        amount: command.amount, serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)
      return [payment] + change.finished()
    })

  /// Gives back what points or deposits paid of an order that will not be made. Notes and cards are given back by hand,
  /// and recorded then; these need nobody.
  public static let refundTender = Decider<RefundTender, LoyaltyRejection, VenueSetup, TenderedOrder>(
    keys: { ($0.venue, $0.order) },
    decide: { (command, venue, order) throws(LoyaltyRejection) in
      guard let place = order.venue else { throw .orderUnknown(order.id) }
      guard place == venue.id else { throw .orderAtAnotherVenue(order.id, venue.id) }
      guard order.isCancelled else { throw .orderNotCancelled(order.id) }
      let day = try ProgrammeDay(venue, command.occurredAt)
      return order.tenders.filter { $0.left > .zero }.prefix(LoyaltyLimits.movements).map { tender in
        PaymentRefunded(
          refund: command.refundID, payment: tender.payment.payment, order: order.id, venue: venue.id,
          customer: tender.payment.customer, method: tender.payment.method,
          amount: Money(tender.left, tender.payment.amount.currency), reason: .orderCancelled, serviceDate: day.date,
          utcOffsetMinutes: day.offsetMinutes, reservation: tender.payment.reservation)
      }
    })
}

extension PaidOrder {
  fileprivate func requirePayable(_ amount: Money, at place: VenueID) throws(LoyaltyRejection) {
    guard let venue else { throw .orderUnknown(id) }
    guard venue == place else { throw .orderAtAnotherVenue(id, place) }
    guard !isCancelled else { throw .orderCancelled(id) }
    guard amount.currency == currency else { throw .currencyMismatch(amount.currency, expected: currency) }
    guard amount.amount > .zero else { throw .amountNotPositive }
    guard amount.amount <= due else { throw .overpaid(id, due: Money(due, currency)) }
  }
}
