public import EventSourcing
import Vocabulary

/// What the catalogue sees of Loyalty.
public enum LoyaltyModule {
  /// Points: earned, spent, expired, taken back.
  public static let definition = ModuleDefinition(
    name: "loyalty",
    events: [
      MemberEnrolled.self, PointsEarned.self, PointsRedeemed.self, PointsRestored.self, PointsReversed.self,
      PointsExpired.self, PointsAdjusted.self, TierChanged.self,
    ],
    // Earning, reversing and refunding what points paid are given by the policy alone.
    commands: [
      CommandDefinition(LoyaltyDecider.enrolMember), CommandDefinition(LoyaltyDecider.redeemReward),
      CommandDefinition(LoyaltyDecider.redeemPointsAsTender), CommandDefinition(LoyaltyDecider.cancelRedemption),
      CommandDefinition(LoyaltyDecider.adjustPoints), CommandDefinition(LoyaltyDecider.grantBirthdayPoints),
      CommandDefinition(LoyaltyDecider.recordExpiry),
    ],
    readModels: [
      ReadModelDefinition(Loyalty.self, summary: "every member's points, lots and tier; what each programme gave")
    ], policies: [PointsAccrual.self])
}
