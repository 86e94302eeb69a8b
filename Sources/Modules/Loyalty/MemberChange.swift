import EventSourcing
import Venue
import Vocabulary

/// Where an instant falls in a venue's calendar, and the programme that rules then.
struct ProgrammeDay {
  let venue: VenueID
  let time: Timestamp
  let date: ServiceDate
  let offsetMinutes: Int32
  let programme: LoyaltyProgramme?
  private let zone: ZoneRules

  init(_ setup: VenueSetup, _ time: Timestamp) throws(LoyaltyRejection) {
    guard setup.isOpened else { throw .venueUnknown(setup.id) }
    guard let zone = setup.zone else { throw .timeZoneUnknown(setup.zoneName) }
    venue = setup.id
    self.time = time
    self.zone = zone
    date = setup.moment(zone.local(time)).date
    offsetMinutes = Int32(zone.offset(at: time) / 60)
    programme = setup.programme
  }

  func requireProgramme() throws(LoyaltyRejection) -> LoyaltyProgramme {
    guard let programme else { throw .programmeMissing(venue) }
    return programme
  }

  /// From when on points that are earned now can be spent.
  var activation: Timestamp {
    Timestamp(microseconds: time.microseconds + Int64(programme?.activationHours ?? 0) * 3_600_000_000)
  }

  /// When points that are earned now are void, and from which instant on.
  var expiry: (date: ServiceDate, time: Timestamp)? {
    guard let date = programme?.expiry?.voidDate(earnedOn: date) else { return nil }
    return (date, zone.resolve(LocalTime(date: date, secondsAfterMidnight: 0)).earliest)
  }
}

/// The events of one decision about a member: each is folded in before the next is made.
struct MemberChange {
  private(set) var member: MemberLots
  private(set) var events: [any Event] = []
  let day: ProgrammeDay

  init(_ member: MemberLots, _ day: ProgrammeDay) {
    self.member = member
    self.day = day
  }

  private var customer: CustomerID { member.member.customer }

  mutating func append(_ fact: MemberFact) {
    member.evolve(fact)
    events.append(fact.event)
  }

  mutating func enrol() {
    append(
      .enrolled(
        MemberEnrolled(
          venue: day.venue, customer: customer, since: day.time, serviceDate: day.date,
          utcOffsetMinutes: day.offsetMinutes)))
  }

  /// Gives points: those that are owed first settle that.
  mutating func earn(
    _ points: Points, _ cause: EarningCause, payment: PaymentID? = nil, order: OrderID? = nil
  ) throws(LoyaltyRejection) {
    guard points > .zero else { return }
    guard points.count <= LoyaltyLimits.points else { throw .tooManyPoints }
    let expiry = day.expiry
    append(
      .earned(
        PointsEarned(
          venue: day.venue, customer: customer, lot: member.book.nextLot, points: points,
          settled: min(points, member.book.owed), cause: cause, payment: payment, order: order,
          activatesAt: cause == .restored ? day.time : day.activation, expiresAt: expiry?.time,
          expiresOn: expiry?.date, serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)))
  }

  /// Spends points that are active, or refuses.
  mutating func redeem(_ redemption: RedemptionID, _ points: Points, _ spending: Spending) throws(LoyaltyRejection) {
    guard points.count <= LoyaltyLimits.points else { throw .tooManyPoints }
    let time = day.time
    let has = member.book.active(at: time)
    guard points <= has else { throw .insufficientPoints(has: has, needs: points) }
    let lots = member.book.movements(points) { $0.isActive(at: time) }
    guard lots.count <= LoyaltyLimits.movements else { throw .tooManyLots }
    append(
      .redeemed(
        PointsRedeemed(
          venue: day.venue, customer: customer, redemption: redemption, use: spending.use, points: points, lots: lots,
          reward: spending.reward?.number, rewardName: spending.reward?.name ?? "", payment: spending.payment,
          order: spending.order, value: spending.value, serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)))
  }

  /// Everything that was decided, and the tier that it leads to.
  consuming func finished() -> [any Event] {
    guard let programme = day.programme else { return events }
    let qualifying = member.qualifying(on: day.date, months: programme.tierMonths)
    let tier = programme.tier(for: qualifying)
    guard tier != member.tier else { return events }
    append(
      .tierChanged(
        TierChanged(
          venue: day.venue, customer: customer, from: member.tier, to: tier, qualifying: qualifying,
          serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)))
    return events
  }
}

/// What points are spent on.
struct Spending {
  var use: RedemptionUse
  var reward: LoyaltyReward?
  var payment: PaymentID?
  var order: OrderID?
  var value: Money?
}
