import EventSourcing
import EventStoreTesting
import Loyalty
import Testing
import Venue
import Vocabulary

@Suite struct LoyaltyTests {
  /// Earned 100, spent 50, 30 taken back, 20 adjusted, one member more.
  static func events() throws -> [any Event] {
    var history = try Osteria.history(
      Osteria.programme {
        $0.tiers = [LoyaltyTier(number: 1, name: "Friend", threshold: Points(40))]
        $0.activationHours = 1
      }
    ).earning(1, 10_000)
    let later = Osteria.time("2020-07-06T21:00:00Z")
    let reward = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), reward: 1, at: later)
    history = try history.when(reward, LoyaltyDecider.redeemReward).history().and(Osteria.refunded(1, of: 1, 3000))
    history = try history.when(Osteria.reverse(1, of: 1, at: later), LoyaltyDecider.reversePoints).history()
    let adjust = AdjustPoints(
      venue: Osteria.venue, customer: Osteria.guest, adjustment: Osteria.adjustment(1), points: Points(20),
      reason: .goodwill, at: later)
    history = try history.when(adjust, LoyaltyDecider.adjustPoints).history()
    let other = EnrolMember(venue: Osteria.venue, customer: CustomerID(RawUUID(version7: 4, 0, 2)), at: later)
    return try history.when(other, LoyaltyDecider.enrolMember).history().events
  }

  static func fold(_ events: [any Event]) throws -> Loyalty {
    var loyalty = Loyalty()
    for (index, event) in events.enumerated() where LoyaltyFact.types.contains(Swift.type(of: event).type) {
      let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
        try LoyaltyFact.read(Swift.type(of: event).type, &r)
      }
      let context = EventContext(
        position: Position(rawValue: UInt64(index + 1)), occurredAt: Osteria.evening, committedAt: Osteria.evening)
      if let fact { loyalty.apply(fact, context) }
    }
    return loyalty
  }

  static func snapshot(_ loyalty: Loyalty) throws -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var writer = SnapshotWriter { chunks.append(Array($0)) }
    try loyalty.save(&writer)
    writer.finish()
    return chunks
  }

  @Test func membersAreShownWithTheirPointsAndTier() throws {
    let loyalty = try Self.fold(Self.events())
    let time = Osteria.time("2020-07-07T12:00:00Z")
    let member = try #require(loyalty.member(Osteria.member, at: time))
    #expect(member.standing.active == Points(40))
    #expect(member.tierName == "Friend")
    #expect(member.earned == Points(70))
    #expect(member.spent == Points(50))
    #expect(loyalty.member(Osteria.member, at: Osteria.evening)?.standing.pending == Points(40))
    #expect(loyalty.count == 2)
    #expect(loyalty.members(of: Osteria.venue, limit: 1, at: time).map(\.member) == [Osteria.member])
    #expect(loyalty.memberships(of: Osteria.guest, at: time).map(\.member) == [Osteria.member])
    let totals = loyalty.totals(of: Osteria.venue)
    #expect(totals.members == 2)
    #expect([totals.earned, totals.redeemed, totals.expired, totals.adjusted].map(\.count) == [70, 50, 0, 20])
  }

  @Test func aSnapshotGivesTheStateBack() throws {
    let loyalty = try Self.fold(Self.events())
    let chunks = try Self.snapshot(loyalty)
    var rest = chunks[...]
    var reader = SnapshotReader { rest.popFirst() }
    var restored = Loyalty()
    try restored.load(&reader)
    #expect(try Self.snapshot(restored) == chunks)
    let time = Osteria.time("2020-07-07T12:00:00Z")
    #expect(restored.member(Osteria.member, at: time) == loyalty.member(Osteria.member, at: time))
  }

  @Test func everyNarrowReaderAgreesWithItsEvent() {
    let problems =
      FieldInventory.problems(narrowing: EarningOrder.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: EarningAddition.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: EarningLine.self, of: OrderLine.self)
      + FieldInventory.problems(narrowing: EarningService.self, of: ServiceCharge.self)
      + FieldInventory.problems(narrowing: AccruingPayment.self, of: PaymentRecorded.self)
      + FieldInventory.problems(narrowing: AccruingRefund.self, of: PaymentRefunded.self)
      + FieldInventory.problems(narrowing: UnmadeOrder.self, of: OrderCancelled.self)
      + FieldInventory.problems(narrowing: UnmadeOrder.self, of: OrderRejected.self)
    #expect(problems == [])
  }

  @Test func aPaymentOfSomebodyUnknownHasNoLane() throws {
    var payment = Osteria.paid(1, 100)
    #expect(PointsAccrual.lane(of: try accrual(payment)) == .member(Osteria.member))
    payment.customer = nil
    #expect(PointsAccrual.lane(of: try accrual(payment)) == nil)
  }

  private func accrual(_ payment: PaymentRecorded) throws -> AccrualFact {
    let fact = try WireReader.reading(payment.encoded()) { (r: inout WireReader) throws(FieldError) in
      try AccrualFact.read(PaymentRecorded.type, &r)
    }
    return try #require(fact)
  }
}
