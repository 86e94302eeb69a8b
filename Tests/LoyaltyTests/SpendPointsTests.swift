import EventSourcing
import EventStoreTesting
import Loyalty
import Testing
import Venue
import Vocabulary

@Suite struct SpendPointsTests {
  let history: GivenEvents

  init() throws { history = try Osteria.history().earning(1, 10_000) }

  func reward(_ redemption: UInt64 = 1, number: UInt32 = 1, at time: Timestamp = Osteria.evening) -> RedeemReward {
    RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(redemption), reward: number,
      at: time)
  }

  func pay(_ minor: Int64, payment: UInt64 = 2, redemption: UInt64 = 1) -> RedeemPointsAsTender {
    RedeemPointsAsTender(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(redemption),
      payment: Osteria.payment(payment), order: Osteria.order(2), amount: Osteria.gbp(minor), at: Osteria.evening)
  }

  @Test func aRewardTakesItsPriceAndIsNamed() throws {
    try history.when(reward(), LoyaltyDecider.redeemReward).then(
      PointsRedeemed(
        venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), use: .reward,
        points: Points(50), lots: [PointsMovement(lot: 1, points: Points(50))], reward: 1, rewardName: "Espresso",
        serviceDate: Osteria.day, utcOffsetMinutes: 60))
  }

  @Test func theLotThatExpiresFirstIsSpentFirst() throws {
    let rule = ExpiryRule(months: 1, to: .day)
    let given = try Osteria.history(Osteria.programme()).earning(1, 4000)
      .and(LoyaltyProgrammeSet(venue: Osteria.venue, programme: Osteria.programme { $0.expiry = rule }))
      .earning(2, 3000)
    let event = try #require(
      try given.when(reward(), LoyaltyDecider.redeemReward).events().first as? PointsRedeemed)
    #expect(
      event.lots == [PointsMovement(lot: 2, points: Points(30)), PointsMovement(lot: 1, points: Points(20))])
  }

  @Test func pointsAreNotSpentTwiceNorBelowZero() throws {
    let once = try history.when(reward(1), LoyaltyDecider.redeemReward).history()
    let twice = try once.when(reward(2), LoyaltyDecider.redeemReward).history()
    try twice.when(reward(3), LoyaltyDecider.redeemReward)
      .thenRejected(.insufficientPoints(has: .zero, needs: Points(50)))
    #expect(try twice.points() == [0, 0])
  }

  @Test func pointsOutOfMoreLotsThanAnEventMayMoveAreNotMoved() throws {
    let history = Osteria.history(
      Osteria.programme { $0.rewards[0].points = Points(Int64(LoyaltyLimits.movements + 1)) })
    let lot = try #require(try history.earning(1, 100).events.last as? PointsEarned)
    let lots = (1...LoyaltyLimits.movements + 1).map { number in
      var earned = lot
      earned.lot = UInt32(number)
      earned.payment = Osteria.payment(UInt64(number))
      return earned
    }
    let rich = GivenEvents(history.events + lots)
    try rich.when(reward(), LoyaltyDecider.redeemReward).thenRejected(.tooManyLots)
    let oneLess = GivenEvents(history.events + lots.dropLast())
    try oneLess.when(reward(), LoyaltyDecider.redeemReward)
      .thenRejected(
        .insufficientPoints(
          has: Points(Int64(LoyaltyLimits.movements)), needs: Points(Int64(LoyaltyLimits.movements + 1))))
  }

  @Test func voidAndPendingPointsAreNotSpent() throws {
    let expiring = try Osteria.history(Osteria.programme { $0.expiry = ExpiryRule(months: 1, to: .day) })
      .earning(1, 10_000)
    let void = Osteria.time("2020-08-05T23:00:00Z")
    try expiring.when(reward(at: void), LoyaltyDecider.redeemReward)
      .thenRejected(.insufficientPoints(has: .zero, needs: Points(50)))
    let lastSecond = Osteria.time("2020-08-05T22:59:59Z")
    #expect(try expiring.when(reward(at: lastSecond), LoyaltyDecider.redeemReward).events().count == 1)
    let pending = try Osteria.history(Osteria.programme { $0.activationHours = 1 }).earning(1, 10_000)
    try pending.when(reward(), LoyaltyDecider.redeemReward)
      .thenRejected(.insufficientPoints(has: .zero, needs: Points(50)))
  }

  @Test func pointsPayAnOrderInOneAppend() throws {
    let given = history.and(Osteria.placed(2, [(Osteria.wine, 80)]))
    let paid = PaymentRecorded(
      payment: Osteria.payment(2), order: Osteria.order(2), venue: Osteria.venue, customer: Osteria.guest,
      method: .points, amount: Osteria.gbp(80), serviceDate: Osteria.day, utcOffsetMinutes: 60)
    let spent = PointsRedeemed(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), use: .tender,
      points: Points(80), lots: [PointsMovement(lot: 1, points: Points(80))], payment: Osteria.payment(2),
      order: Osteria.order(2), value: Osteria.gbp(80), serviceDate: Osteria.day, utcOffsetMinutes: 60)
    let after = try given.when(pay(80), LoyaltyDecider.redeemPointsAsTender).then(paid, spent)
    try after.when(pay(80), LoyaltyDecider.redeemPointsAsTender).thenNothing()
    try after.when(pay(79), LoyaltyDecider.redeemPointsAsTender)
      .thenRejected(.paymentAlreadyRecorded(Osteria.payment(2)))
    try after.when(pay(1, payment: 3, redemption: 1), LoyaltyDecider.redeemPointsAsTender)
      .thenRejected(.redemptionAlreadyMade(Osteria.redemption(1)))
    try after.when(pay(1, payment: 3, redemption: 2), LoyaltyDecider.redeemPointsAsTender)
      .thenRejected(.overpaid(Osteria.order(2), due: Osteria.gbp(0)))
  }

  @Test func aPartOfAPointIsAWholeOneWhenItPays() throws {
    let rate = TenderRate(points: Points(3), value: Amount(minorUnits: 2))
    let given = try Osteria.history(Osteria.programme { $0.tender = rate }).earning(1, 10_000)
      .and(Osteria.placed(2, [(Osteria.wine, 5)]))
    let events = try given.when(pay(5), LoyaltyDecider.redeemPointsAsTender).events()
    #expect((events.last as? PointsRedeemed)?.points == Points(8))
  }

  @Test func refusesWhatPointsCannotPay() throws {
    let given = history.and(Osteria.placed(2, [(Osteria.wine, 20_000)]))
    func rejected(
      _ command: RedeemPointsAsTender, _ reason: LoyaltyRejection, after other: GivenEvents? = nil
    ) throws {
      try (other ?? given).when(command, LoyaltyDecider.redeemPointsAsTender).thenRejected(reason)
    }
    try rejected(pay(101), .insufficientPoints(has: Points(100), needs: Points(101)))
    try rejected(pay(0), .amountNotPositive)
    try rejected(pay(20_001), .overpaid(Osteria.order(2), due: Osteria.gbp(20_000)))
    try rejected(pay(10), .orderUnknown(Osteria.order(2)), after: history)
    var command = pay(10)
    command.amount = Money(Amount(minorUnits: 10), .eur)
    try rejected(command, .currencyMismatch(.eur, expected: .gbp))
    try rejected(
      pay(10), .orderCancelled(Osteria.order(2)),
      after: given.and(OrderCancelled(order: Osteria.order(2), venue: Osteria.venue, reason: .mistake)))
    let noTender = LoyaltyProgrammeSet(venue: Osteria.venue, programme: Osteria.programme { $0.tender = nil })
    try rejected(pay(10), .tenderNotAccepted(Osteria.venue), after: given.and(noTender))
    let ended = LoyaltyProgrammeSet(venue: Osteria.venue, programme: nil)
    try rejected(pay(10), .programmeMissing(Osteria.venue), after: given.and(ended))
    let dear = LoyaltyProgrammeSet(
      venue: Osteria.venue,
      programme: Osteria.programme {
        $0.tender = TenderRate(points: Points(1_000_000_000), value: Amount(minorUnits: 1))
      })
    try rejected(pay(10), .tooManyPoints, after: given.and(dear))
    let other = VenueID.named("other")
    command = pay(10)
    command.venue = other
    let elsewhere = given.and(
      VenueOpened(venue: other, name: "Other", zone: "Europe/Paris", currency: .gbp),
      LoyaltyProgrammeSet(venue: other, programme: Osteria.programme()))
    try rejected(command, .notAMember(Osteria.guest), after: elsewhere)
    let member = MemberEnrolled(
      venue: other, customer: Osteria.guest, since: Osteria.evening, serviceDate: Osteria.day, utcOffsetMinutes: 60)
    try rejected(command, .orderAtAnotherVenue(Osteria.order(2), other), after: elsewhere.and(member))
  }

  @Test func aRewardThatIsNotHandedOverGivesItsPointsBackOnce() throws {
    let once = try history.when(reward(), LoyaltyDecider.redeemReward).history()
    let cancel = CancelRedemption(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), at: Osteria.evening)
    let back = try once.when(cancel, LoyaltyDecider.cancelRedemption).history()
    #expect(try back.points() == [100, 0])
    try back.when(cancel, LoyaltyDecider.cancelRedemption).thenNothing()
    try history.when(cancel, LoyaltyDecider.cancelRedemption)
      .thenRejected(.redemptionUnknown(Osteria.redemption(1)))
    let tender = try history.and(Osteria.placed(2, [(Osteria.wine, 80)]))
      .when(pay(80), LoyaltyDecider.redeemPointsAsTender).history()
    try tender.when(cancel, LoyaltyDecider.cancelRedemption)
      .thenRejected(.redemptionIsPayment(Osteria.redemption(1), Osteria.payment(2)))
  }

  @Test func aRepeatedRewardIsHarmlessAndRefusalsAreNamed() throws {
    let once = try history.when(reward(), LoyaltyDecider.redeemReward).history()
    try once.when(reward(), LoyaltyDecider.redeemReward).thenNothing()
    try once.when(reward(1, number: 2), LoyaltyDecider.redeemReward)
      .thenRejected(.redemptionAlreadyMade(Osteria.redemption(1)))
    try history.when(reward(1, number: 2), LoyaltyDecider.redeemReward).thenRejected(.rewardUnknown(2))
    try Osteria.history(enrolled: false).when(reward(), LoyaltyDecider.redeemReward)
      .thenRejected(.notAMember(Osteria.guest))
    try Osteria.history(nil).when(reward(), LoyaltyDecider.redeemReward)
      .thenRejected(.programmeMissing(Osteria.venue))
  }

  private func refund(_ number: UInt64 = 8) -> RefundTender {
    RefundTender(venue: Osteria.venue, order: Osteria.order(2), refund: Osteria.refund(number), at: Osteria.evening)
  }

  private var cancelled: OrderCancelled {
    OrderCancelled(order: Osteria.order(2), venue: Osteria.venue, reason: .customerRequest)
  }

  @Test func whatPointsPaidOfAnOrderThatWillNotBeMadeGoesBackOnce() throws {
    var history = history.and(Osteria.placed(2, [(Osteria.wine, 9000)]), Osteria.paid(9, 5000))
    history = try history.when(pay(30), LoyaltyDecider.redeemPointsAsTender).history()
    history = try history.when(pay(10, payment: 3, redemption: 2), LoyaltyDecider.redeemPointsAsTender).history()
    #expect(try history.points() == [60, 0])
    try history.when(refund(), LoyaltyDecider.refundTender).thenRejected(.orderNotCancelled(Osteria.order(2)))
    var partly = Osteria.refunded(7, of: 2, 5)
    partly.method = .points
    history = history.and(partly, cancelled)
    let refunds = try history.when(refund(), LoyaltyDecider.refundTender).events().map { $0 as? PaymentRefunded }
    #expect(refunds.map { $0?.payment } == [Osteria.payment(2), Osteria.payment(3)])
    #expect(refunds.map { $0?.amount } == [Osteria.gbp(25), Osteria.gbp(10)])
    #expect(refunds.allSatisfy { $0?.reason == .orderCancelled && $0?.method == .points })
    history = try history.when(refund(), LoyaltyDecider.refundTender).history()
    try history.when(refund(9), LoyaltyDecider.refundTender).thenNothing()
    for (number, paid) in [(7, 2), (8, 2), (8, 3)] as [(UInt64, UInt64)] {
      history = try history.when(Osteria.reverse(number, of: paid), LoyaltyDecider.reversePoints).history()
    }
    #expect(try history.points() == [100, 0])
  }

  @Test func nothingGoesBackOfAnOrderOfAnotherVenueOrOfNone() throws {
    try history.when(refund(), LoyaltyDecider.refundTender).thenRejected(.orderUnknown(Osteria.order(2)))
    var elsewhere = Osteria.placed(2, [(Osteria.wine, 9000)])
    elsewhere.venue = .named("bistro")
    try history.and(elsewhere).when(refund(), LoyaltyDecider.refundTender)
      .thenRejected(.orderAtAnotherVenue(Osteria.order(2), Osteria.venue))
    try history.and(Osteria.placed(2, [(Osteria.wine, 9000)]), Osteria.paid(2, 100), cancelled)
      .when(refund(), LoyaltyDecider.refundTender).thenNothing()
  }
}
