import EventSourcing
import EventStoreTesting
import Loyalty
import Testing
import Venue
import Vocabulary

@Suite struct EarnPointsTests {
  func earned(_ history: GivenEvents, _ command: EarnPoints = Osteria.earn(1)) throws -> [PointsEarned] {
    try history.when(command, LoyaltyDecider.earnPoints).events().compactMap { $0 as? PointsEarned }
  }

  func paid(_ minor: Int64, _ change: (inout LoyaltyProgramme) -> Void = { _ in }) -> GivenEvents {
    Osteria.history(Osteria.programme(change)).and(Osteria.placed(1, [(Osteria.wine, minor)]), Osteria.paid(1, minor))
  }

  @Test func aPointForEachWholePound() throws {
    try paid(2599).when(Osteria.earn(1), LoyaltyDecider.earnPoints).then(
      PointsEarned(
        venue: Osteria.venue, customer: Osteria.guest, lot: 1, points: Points(25), cause: .payment,
        payment: Osteria.payment(1), order: Osteria.order(1), activatesAt: Osteria.evening, serviceDate: Osteria.day,
        utcOffsetMinutes: 60))
  }

  @Test(arguments: [(PointsRounding.down, 25), (.half, 26), (.up, 26)] as [(PointsRounding, Int64)])
  func aFractionIsRoundedAsTheProgrammeSays(_ rounding: PointsRounding, _ points: Int64) throws {
    #expect(try earned(paid(2550) { $0.rounding = rounding }).map(\.points) == [Points(points)])
    #expect(try earned(paid(2500) { $0.rounding = rounding }).map(\.points) == [Points(25)])
  }

  @Test func aTipAloneIsNoVisit() throws {
    var tipped = Osteria.paid(1, 0)
    tipped.tip = Amount(minorUnits: 1)
    try Osteria.history(Osteria.programme { $0.visit = Points(5) })
      .and(Osteria.placed(1, [(Osteria.wine, 1000)]), tipped)
      .when(Osteria.earn(1), LoyaltyDecider.earnPoints).thenNothing()
  }

  /// The published vector: twelve months to the end of the month.
  @Test func whatIsEarnedOnJulySixthIsGoodToTheEndOfNextYearsJuly() throws {
    let lot = try earned(paid(1000) { $0.expiry = ExpiryRule(months: 12, to: .month) }).first
    #expect(lot?.expiresOn == Osteria.date("2021-08-01"))
    // Midnight in London, which is an hour ahead in August.
    #expect(lot?.expiresAt == Osteria.time("2021-07-31T23:00:00Z"))
  }

  @Test(arguments: [
    ("2020-01-31", 1, CalendarPeriod.day, "2020-02-29"), ("2020-01-31", 1, .month, "2020-03-01"),
    ("2020-07-06", 12, .day, "2021-07-06"), ("2020-07-06", 0, .month, "2020-08-01"),
    ("2020-07-06", 0, .quarter, "2020-10-01"), ("2020-12-31", 0, .quarter, "2021-01-01"),
    ("2020-07-06", 0, .year, "2021-01-01"), ("2020-07-06", 12, .year, "2022-01-01"),
    ("2020-12-06", 1, .month, "2021-02-01"), ("9999-12-06", 1, .month, "9999-12-31"),
  ])
  func aPeriodEndsWithItsCalendar(_ earned: String, _ months: UInt32, _ to: CalendarPeriod, _ void: String) {
    #expect(
      ExpiryRule(months: months, to: to).voidDate(earnedOn: Osteria.date(earned)) == Osteria.date(void))
  }

  @Test func pointsArePendingUntilTheyAreActive() throws {
    let history = try Osteria.history(Osteria.programme { $0.activationHours = 48 }).earning(1, 1000)
    #expect(try history.standing().pending == Points(10))
    #expect(try history.points() == [0, 0])
    #expect(try history.points(at: Osteria.time("2020-07-08T18:59:59Z")) == [0, 0])
    #expect(try history.points(at: Osteria.time("2020-07-08T19:00:00Z")) == [10, 0])
  }

  @Test func theGreatestFactorThatAppliesToALineCounts() throws {
    func points(_ multipliers: PointsMultiplier...) throws -> [Points] {
      let history = Osteria.history(Osteria.programme { $0.multipliers = multipliers })
        .and(Osteria.placed(1, [(Osteria.wine, 3000), (Osteria.bread, 1000)]), Osteria.paid(1, 4000))
      return try earned(history).map(\.points)
    }
    let triple = PointsMultiplier(items: [Osteria.wine], factor: BasisPoints(rawValue: 30_000))
    let monday = PointsMultiplier(weekdays: [.monday], factor: BasisPoints(rawValue: 20_000))
    let tuesday = PointsMultiplier(weekdays: [.tuesday], factor: BasisPoints(rawValue: 90_000))
    let gold = PointsMultiplier(tiers: [2], factor: BasisPoints(rawValue: 90_000))
    #expect(try points() == [Points(40)])
    #expect(try points(triple) == [Points(100)])
    #expect(try points(monday) == [Points(80)])
    #expect(try points(triple, monday) == [Points(110)])
    #expect(try points(tuesday, gold) == [Points(40)])
    #expect(try points(PointsMultiplier(items: [Osteria.wine], factor: .zero)) == [Points(10)])
  }

  @Test func aShareOfTheBillEarnsItsPart() throws {
    let triple = PointsMultiplier(items: [Osteria.wine], factor: BasisPoints(rawValue: 30_000))
    let history = Osteria.history(Osteria.programme { $0.multipliers = [triple] })
      .and(Osteria.placed(1, [(Osteria.wine, 3000), (Osteria.bread, 1000)]), Osteria.paid(1, 2000))
    #expect(try earned(history).map(\.points) == [Points(50)])
  }

  @Test func aVisitIsRewardedOnceForAnOrder() throws {
    let history = paid(1000) { $0.visit = Points(5) }
    let first = try history.when(Osteria.earn(1), LoyaltyDecider.earnPoints)
    #expect(try first.events().compactMap { ($0 as? PointsEarned)?.cause } == [.payment, .visit])
    var second = Osteria.paid(2, 500)
    second.order = Osteria.order(1)
    var command = Osteria.earn(2)
    command.order = Osteria.order(1)
    #expect(try earned(first.history().and(second), command).map(\.cause) == [.payment])
  }

  @Test func aTierIsReachedAndItsFactorCountsFromTheNextPaymentOn() throws {
    let double = PointsMultiplier(tiers: [1], factor: BasisPoints(rawValue: 20_000))
    let history = Osteria.history(
      Osteria.programme {
        $0.tiers = [LoyaltyTier(number: 1, name: "Silver", threshold: Points(100))]
        $0.multipliers = [double]
      })
    let first = history.and(Osteria.placed(1, [(Osteria.wine, 10_000)]), Osteria.paid(1, 10_000))
    let events = try first.when(Osteria.earn(1), LoyaltyDecider.earnPoints).events()
    let reached = try #require(events.last as? TierChanged)
    #expect([reached.from, reached.to] == [0, 1])
    #expect(reached.qualifying == Points(100))
    #expect(try history.earning(1, 10_000).earning(2, 1000).points() == [120, 0])
  }

  @Test func aTierThatIsNotKeptIsLostAfterItsMonths() throws {
    let history = try Osteria.history(
      Osteria.programme {
        $0.tiers = [LoyaltyTier(number: 1, name: "Silver", threshold: Points(100))]
        $0.tierMonths = 12
      }
    ).earning(1, 10_000)
    let command = RecordExpiry(
      venue: Osteria.venue, customer: Osteria.guest, at: Osteria.time("2021-07-05T12:00:00Z"))
    try history.when(command, LoyaltyDecider.recordExpiry).thenNothing()
    var later = command
    later.at = Osteria.time("2021-07-06T12:00:00Z")
    let lost = try #require(try history.when(later, LoyaltyDecider.recordExpiry).events().first as? TierChanged)
    #expect([lost.from, lost.to] == [1, 0])
    // Whether or not somebody records it.
    let venue = try history.model(VenueSetup.self, Osteria.venue)
    let statement = try history.statement()
    #expect(statement.tier(at: command.occurredAt, venue.programme, venue) == 1)
    #expect(statement.tier(at: later.occurredAt, venue.programme, venue) == 0)
    #expect(statement.tier == 1)
  }

  @Test func aRepetitionIsHarmless() throws {
    let history = try paid(1000).when(Osteria.earn(1), LoyaltyDecider.earnPoints).history()
    try history.when(Osteria.earn(1), LoyaltyDecider.earnPoints).thenNothing()
  }

  @Test func nothingIsEarnedWithoutMembershipOrProgrammeOrWithPoints() throws {
    let bill: [any Event] = [Osteria.placed(1, [(Osteria.wine, 1000)]), Osteria.paid(1, 1000)]
    let stranger = Osteria.history(enrolled: false)
    try GivenEvents(stranger.events + bill).when(Osteria.earn(1), LoyaltyDecider.earnPoints).thenNothing()
    try GivenEvents(Osteria.history(nil).events + bill).when(Osteria.earn(1), LoyaltyDecider.earnPoints).thenNothing()
    let before = Osteria.time("2020-07-06T18:59:59Z")
    try GivenEvents(Osteria.history().events + bill).when(Osteria.earn(1, at: before), LoyaltyDecider.earnPoints)
      .thenNothing()
    try Osteria.history().and(bill[0], Osteria.paid(1, 1000, method: .points))
      .when(Osteria.earn(1), LoyaltyDecider.earnPoints).thenNothing()
  }

  @Test func refusesWhatWasNotPaidAndWhatDoesNotFit() throws {
    func rejected(_ history: GivenEvents, _ reason: LoyaltyRejection, _ command: EarnPoints = Osteria.earn(1)) throws {
      try history.when(command, LoyaltyDecider.earnPoints).thenRejected(reason)
    }
    try rejected(Osteria.history(), .paymentUnknown(Osteria.payment(1)))
    var command = Osteria.earn(1)
    command.customer = CustomerID(RawUUID(version7: 4, 0, 2))
    try rejected(paid(1000), .paymentUnknown(Osteria.payment(1)), command)
    try rejected(paid(.max), .tooManyPoints)
    try rejected(
      given(Osteria.placed(1, []), Osteria.paid(1, 100)), .venueUnknown(Osteria.venue))
  }
}
