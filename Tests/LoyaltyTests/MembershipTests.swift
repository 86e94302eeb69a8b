import EventSourcing
import EventStoreTesting
import Loyalty
import Testing
import Venue
import Vocabulary

@Suite struct MembershipTests {
  let enrol = EnrolMember(venue: Osteria.venue, customer: Osteria.guest, at: Osteria.evening)

  func adjust(_ points: Int64, _ reason: AdjustmentReason = .goodwill, number: UInt64 = 1) -> AdjustPoints {
    AdjustPoints(
      venue: Osteria.venue, customer: Osteria.guest, adjustment: Osteria.adjustment(number), points: Points(points),
      reason: reason, at: Osteria.evening)
  }

  @Test func enrollingIsWelcomedOnce() throws {
    let history = Osteria.history(Osteria.programme { $0.welcome = Points(20) }, enrolled: false)
    let enrolled = try history.when(enrol, LoyaltyDecider.enrolMember).history()
    #expect(try enrolled.points() == [20, 0])
    try enrolled.when(enrol, LoyaltyDecider.enrolMember).thenNothing()
    try Osteria.history(nil, enrolled: false).when(enrol, LoyaltyDecider.enrolMember)
      .thenRejected(.programmeMissing(Osteria.venue))
    try given().when(enrol, LoyaltyDecider.enrolMember).thenRejected(.venueUnknown(Osteria.venue))
    let lost = given(
      VenueOpened(venue: Osteria.venue, name: "Osteria", zone: "Europe/Atlantis", currency: .gbp),
      LoyaltyProgrammeSet(venue: Osteria.venue, programme: Osteria.programme()))
    try lost.when(enrol, LoyaltyDecider.enrolMember).thenRejected(.timeZoneUnknown("Europe/Atlantis"))
  }

  @Test func aBirthdayIsRewardedOnceAYear() throws {
    let history = Osteria.history(Osteria.programme { $0.birthday = Points(30) })
    func birthday(_ time: String) -> GrantBirthdayPoints {
      GrantBirthdayPoints(venue: Osteria.venue, customer: Osteria.guest, at: Osteria.time(time))
    }
    let first = try history.when(birthday("2020-07-07T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints).history()
    try first.when(birthday("2020-12-31T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints).thenNothing()
    let second = try first.when(birthday("2021-01-01T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints).history()
    #expect(try second.points(at: Osteria.time("2021-01-01T12:00:00Z")) == [60, 0])
    try Osteria.history().when(birthday("2020-07-07T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints)
      .thenRejected(.birthdayNotRewarded)
    try Osteria.history(nil).when(birthday("2020-07-07T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints)
      .thenRejected(.programmeMissing(Osteria.venue))
    try Osteria.history(enrolled: false)
      .when(birthday("2020-07-07T12:00:00Z"), LoyaltyDecider.grantBirthdayPoints)
      .thenRejected(.notAMember(Osteria.guest))
  }

  @Test func theStaffGivesAndTakesButNeverBelowZero() throws {
    let given = try Osteria.history().when(adjust(100), LoyaltyDecider.adjustPoints).history()
    #expect(try given.points() == [100, 0])
    let taken = try given.when(adjust(-40, .misuse, number: 2), LoyaltyDecider.adjustPoints).history()
    #expect(try taken.points() == [60, 0])
    try taken.when(adjust(-61, .misuse, number: 3), LoyaltyDecider.adjustPoints)
      .thenRejected(.insufficientPoints(has: Points(60), needs: Points(61)))
    try taken.when(adjust(-40, .misuse, number: 2), LoyaltyDecider.adjustPoints).thenNothing()
    try taken.when(adjust(-41, .misuse, number: 2), LoyaltyDecider.adjustPoints)
      .thenRejected(.adjustmentAlreadyMade(Osteria.adjustment(2)))
    try taken.when(adjust(0, number: 4), LoyaltyDecider.adjustPoints).thenRejected(.pointsMissing)
    try taken.when(adjust(.min, number: 4), LoyaltyDecider.adjustPoints).thenRejected(.tooManyPoints)
    try Osteria.history(enrolled: false).when(adjust(1), LoyaltyDecider.adjustPoints)
      .thenRejected(.notAMember(Osteria.guest))
    #expect(!AdjustPoints.givers.contains(.customer))
  }

  @Test func pointsThatAreGivenSettleWhatIsOwed() throws {
    var history = try Osteria.history().earning(1, 6000)
    let reward = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(1), reward: 1, at: Osteria.evening)
    history = try history.when(reward, LoyaltyDecider.redeemReward).history().and(Osteria.refunded(1, of: 1, 6000))
    history = try history.when(Osteria.reverse(1, of: 1), LoyaltyDecider.reversePoints).history()
    #expect(try history.points() == [0, 50])
    #expect(try history.when(adjust(70), LoyaltyDecider.adjustPoints).history().points() == [20, 0])
  }

  @Test func whatIsVoidIsWrittenOffOnce() throws {
    let history = try Osteria.history(Osteria.programme { $0.expiry = ExpiryRule(months: 1, to: .day) })
      .earning(1, 1000)
    let early = RecordExpiry(venue: Osteria.venue, customer: Osteria.guest, at: Osteria.evening)
    try history.when(early, LoyaltyDecider.recordExpiry).thenNothing()
    let late = RecordExpiry(
      venue: Osteria.venue, customer: Osteria.guest, at: Osteria.time("2020-08-06T12:00:00Z"))
    #expect(try history.standing(at: late.occurredAt).void == Points(10))
    let after = try history.when(late, LoyaltyDecider.recordExpiry).then(
      PointsExpired(
        venue: Osteria.venue, customer: Osteria.guest, points: Points(10),
        lots: [PointsMovement(lot: 1, points: Points(10))], serviceDate: Osteria.date("2020-08-06"),
        utcOffsetMinutes: 60))
    try after.when(late, LoyaltyDecider.recordExpiry).thenNothing()
    #expect(try after.standing(at: late.occurredAt).void == .zero)
    try Osteria.history(enrolled: false).when(late, LoyaltyDecider.recordExpiry)
      .thenRejected(.notAMember(Osteria.guest))
  }

  @Test func aZoneThatTheMachineDoesNotKnowIsNamed() throws {
    let moved = Osteria.history(enrolled: false)
      .and(VenueOpened(venue: Osteria.venue, name: "Osteria", zone: "Mars/Olympus", currency: .gbp))
    let enrol = EnrolMember(venue: Osteria.venue, customer: Osteria.guest, at: Osteria.evening)
    try moved.when(enrol, LoyaltyDecider.enrolMember).thenRejected(.timeZoneUnknown("Mars/Olympus"))
  }
}
