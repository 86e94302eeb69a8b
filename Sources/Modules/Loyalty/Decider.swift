public import EventSourcing
public import Venue
import Vocabulary

/// The rules of a loyalty programme. Earning and reversing are in `Decider+Accrual.swift`, paying with points in
/// `Decider+Tender.swift`.
public enum LoyaltyDecider {
  /// Enrols a customer, with the points that welcome them.
  public static let enrolMember = Decider<EnrolMember, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      let day = try ProgrammeDay(venue, command.occurredAt)
      let programme = try day.requireProgramme()
      if member.since != nil { return [] }
      var change = MemberChange(member, day)
      change.enrol()
      try change.earn(programme.welcome, .welcome)
      return change.finished()
    })

  /// Spends points on a reward.
  public static let redeemReward = Decider<RedeemReward, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      if let made = member.redemptions[command.redemptionID] {
        guard made.event.use == .reward, made.event.reward == command.reward else {
          throw .redemptionAlreadyMade(command.redemptionID)
        }
        return []
      }
      let day = try ProgrammeDay(venue, command.occurredAt)
      let programme = try day.requireProgramme()
      try member.requireMembership()
      guard let reward = programme.rewards.first(where: { $0.number == command.reward }) else {
        throw .rewardUnknown(command.reward)
      }
      var change = MemberChange(member, day)
      try change.redeem(command.redemptionID, reward.points, Spending(use: .reward, reward: reward))
      return change.finished()
    })

  /// Takes a reward back.
  public static let cancelRedemption = Decider<CancelRedemption, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      guard let redemption = member.redemptions[command.redemption] else {
        throw .redemptionUnknown(command.redemption)
      }
      if let payment = redemption.event.payment { throw .redemptionIsPayment(command.redemption, payment) }
      let left = redemption.event.points - redemption.restored
      if left == .zero { return [] }
      var change = MemberChange(member, try ProgrammeDay(venue, command.occurredAt))
      try change.restore(left, of: redemption)
      return change.finished()
    })

  /// Gives or takes points, for a reason.
  public static let adjustPoints = Decider<AdjustPoints, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      if let made = member.adjustments[command.adjustmentID] {
        guard made.points == command.points, made.reason == command.reason else {
          throw .adjustmentAlreadyMade(command.adjustmentID)
        }
        return []
      }
      let day = try ProgrammeDay(venue, command.occurredAt)
      try member.requireMembership()
      guard command.points != .zero else { throw .pointsMissing }
      guard command.points.count.magnitude <= LoyaltyLimits.points.magnitude else { throw .tooManyPoints }
      var change = MemberChange(member, day)
      try change.adjust(command.adjustmentID, command.points, command.reason)
      return change.finished()
    })

  /// Gives the points for a birthday, once in a calendar year.
  public static let grantBirthdayPoints = Decider<GrantBirthdayPoints, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      let day = try ProgrammeDay(venue, command.occurredAt)
      let programme = try day.requireProgramme()
      try member.requireMembership()
      guard programme.birthday > .zero else { throw .birthdayNotRewarded }
      if member.birthdays.contains(day.date.civil.year) { return [] }
      var change = MemberChange(member, day)
      try change.earn(programme.birthday, .birthday)
      return change.finished()
    })

  /// Records what time has done.
  public static let recordExpiry = Decider<RecordExpiry, LoyaltyRejection, VenueSetup, MemberLots>(
    keys: { ($0.venue, $0.member) },
    decide: { (command, venue, member) throws(LoyaltyRejection) in
      let day = try ProgrammeDay(venue, command.occurredAt)
      try member.requireMembership()
      var change = MemberChange(member, day)
      change.writeOff()
      return change.finished()
    })
}

extension MemberLots {
  /// Refuses a customer who never enrolled.
  func requireMembership() throws(LoyaltyRejection) {
    guard since != nil else { throw .notAMember(member.customer) }
  }
}
