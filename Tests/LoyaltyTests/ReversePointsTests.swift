import EventSourcing
import EventStoreTesting
import Loyalty
import Testing
import Venue
import Vocabulary

@Suite struct ReversePointsTests {
  func reversed(
    _ history: GivenEvents, _ refund: PaymentRefunded, at time: Timestamp = Osteria.evening
  ) throws -> Decided<LoyaltyRejection> {
    let command = ReversePoints(
      venue: Osteria.venue, customer: Osteria.guest, payment: refund.payment, refund: refund.refund, at: time)
    return try history.and(refund).when(command, LoyaltyDecider.reversePoints)
  }

  @Test func takesBackThePartThatTheRefundStandsFor() throws {
    var history = try Osteria.history().earning(1, 1000).earning(2, 3333)
    history = try reversed(history, Osteria.refunded(1, of: 2, 1111)).history()
    #expect(try history.points() == [32, 0])
    history = try reversed(history, Osteria.refunded(2, of: 2, 1111)).history()
    #expect(try history.points() == [21, 0])
    history = try reversed(history, Osteria.refunded(3, of: 2, 1111)).history()
    #expect(try history.points() == [10, 0])
  }

  @Test func whatIsEarnedForTheVisitGoesWithTheLastPart() throws {
    var history = try Osteria.history(Osteria.programme { $0.visit = Points(5) }).earning(1, 1000)
    history = try reversed(history, Osteria.refunded(1, of: 1, 500)).history()
    #expect(try history.points() == [10, 0])
    history = try reversed(history, Osteria.refunded(2, of: 1, 500)).history()
    #expect(try history.points() == [0, 0])
  }

  @Test func aRefundIsOneOfItsPayment() throws {
    var history = try Osteria.history().earning(1, 1000).earning(2, 2000)
    history = try reversed(history, Osteria.refunded(7, of: 1, 1000)).history()
    #expect(try history.points() == [20, 0])
    // Another till made up the same ID.
    history = try reversed(history, Osteria.refunded(7, of: 2, 2000)).history()
    #expect(try history.points() == [0, 0])
    for paid in 1...2 as ClosedRange<UInt64> {
      try history.when(Osteria.reverse(7, of: paid), LoyaltyDecider.reversePoints).thenNothing()
    }
  }

  @Test func anOrderThatIsPaidAgainCountsAsAVisitAgain() throws {
    var history = try Osteria.history(Osteria.programme { $0.visit = Points(5) }).earning(1, 1000)
    #expect(try history.points() == [15, 0])
    history = try reversed(history, Osteria.refunded(1, of: 1, 1000)).history()
    #expect(try history.points() == [0, 0])
    var again = Osteria.paid(2, 1000)
    again.order = Osteria.order(1)
    let earn = EarnPoints(
      venue: Osteria.venue, customer: Osteria.guest, payment: again.payment, order: again.order, at: Osteria.evening)
    history = try history.and(again).when(earn, LoyaltyDecider.earnPoints).history()
    #expect(try history.points() == [15, 0])
  }

  @Test func whatWasSpentIsTakenFromOtherLotsAndTheRestIsOwed() throws {
    var history = try Osteria.history().earning(1, 6000).earning(2, 1000)
    let reward = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), reward: 1, at: Osteria.evening)
    history = try history.when(reward, LoyaltyDecider.redeemReward).history()
    #expect(try history.points() == [20, 0])
    let decided = try reversed(history, Osteria.refunded(1, of: 1, 6000))
    let event = try #require(try decided.events().first as? PointsReversed)
    #expect(event.points == Points(60))
    #expect(event.lots == [PointsMovement(lot: 1, points: Points(10)), PointsMovement(lot: 2, points: Points(10))])
    #expect(event.owed == Points(40))
    history = try decided.history()
    #expect(try history.points() == [0, 40])
    #expect(try history.earning(3, 3000).points() == [0, 10])
    #expect(try history.earning(3, 5000).points() == [10, 0])
  }

  @Test func whatExpiredUnspentIsNotTakenAgain() throws {
    let later = Osteria.time("2021-01-01T12:00:00Z")
    var history = try Osteria.history(Osteria.programme { $0.expiry = ExpiryRule(months: 1, to: .day) })
      .earning(1, 6000)
    let spend = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), reward: 1, at: Osteria.evening)
    history = try history.when(spend, LoyaltyDecider.redeemReward).history().earning(2, 3000, at: later)
    for isRecorded in [false, true] {
      let expire = RecordExpiry(venue: Osteria.venue, customer: Osteria.guest, at: later)
      let before = isRecorded ? try history.when(expire, LoyaltyDecider.recordExpiry).history() : history
      let decided = try reversed(before, Osteria.refunded(1, of: 1, 6000), at: later)
      let event = try #require(try decided.events().first as? PointsReversed)
      // 50 of the 60 were spent: they come out of the second lot and are owed; 10 had expired.
      #expect(event.points == Points(50))
      #expect(event.lapsed == Points(10))
      #expect(event.owed == Points(20))
      #expect(try decided.history().points(at: later) == [0, 20])
    }
  }

  @Test func restoresWhatThePaymentHadSpent() throws {
    var history = try Osteria.history(Osteria.programme { $0.expiry = ExpiryRule(months: 1, to: .day) })
      .earning(1, 30_000).and(Osteria.placed(2, [(Osteria.wine, 300)]))
    let pay = RedeemPointsAsTender(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), payment: Osteria.payment(2),
      order: Osteria.order(2), amount: Osteria.gbp(300), at: Osteria.evening)
    history = try history.when(pay, LoyaltyDecider.redeemPointsAsTender).history()
    #expect(try history.points() == [0, 0])
    history = try reversed(history, Osteria.refunded(1, of: 2, 100)).history()
    #expect(try history.points() == [100, 0])
    // The lot has expired by then: a new one takes its place.
    let later = Osteria.time("2020-08-20T12:00:00Z")
    let decided = try reversed(history, Osteria.refunded(2, of: 2, 200), at: later)
    let events = try decided.events()
    #expect((events.first as? PointsRestored)?.replaced == Points(200))
    #expect((events.last as? PointsEarned)?.cause == .restored)
    #expect(try decided.history().points(at: later) == [200, 0])
  }

  @Test func whatIsRestoredSettlesWhatIsOwedFirst() throws {
    var history = try Osteria.history().earning(1, 10_000).and(Osteria.placed(2, [(Osteria.wine, 100)]))
    let pay = RedeemPointsAsTender(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), payment: Osteria.payment(2),
      order: Osteria.order(2), amount: Osteria.gbp(100), at: Osteria.evening)
    history = try history.when(pay, LoyaltyDecider.redeemPointsAsTender).history()
    history = try reversed(history, Osteria.refunded(1, of: 1, 4000)).history()
    #expect(try history.points() == [0, 40])
    let event = try #require(
      try reversed(history, Osteria.refunded(2, of: 2, 100)).events().first as? PointsRestored)
    #expect(event.settled == Points(40))
    #expect(event.points == Points(100))
    #expect(event.lots == [PointsMovement(lot: 1, points: Points(60))])
  }

  @Test func aRepetitionIsHarmless() throws {
    let history = try reversed(Osteria.history().earning(1, 1000), Osteria.refunded(1, of: 1, 500)).history()
    try history.when(Osteria.reverse(1, of: 1), LoyaltyDecider.reversePoints).thenNothing()
  }

  @Test func aRefundOfSomebodyWhoEarnedNothingChangesNothing() throws {
    let stranger = Osteria.history(enrolled: false).and(
      Osteria.placed(1, [(Osteria.wine, 1000)]), Osteria.paid(1, 1000))
    try reversed(stranger, Osteria.refunded(1, of: 1, 500)).thenNothing()
  }

  @Test func refusesRefundsThatWereNotMade() throws {
    let history = try Osteria.history().earning(1, 1000)
    try history.when(Osteria.reverse(1, of: 1), LoyaltyDecider.reversePoints)
      .thenRejected(.refundUnknown(Osteria.refund(1)))
    try history.when(Osteria.reverse(1, of: 9), LoyaltyDecider.reversePoints)
      .thenRejected(.paymentUnknown(Osteria.payment(9)))
  }
}
