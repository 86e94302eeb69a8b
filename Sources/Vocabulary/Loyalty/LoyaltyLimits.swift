/// What a programme and a member may hold.
public enum LoyaltyLimits {
  /// Points of one earning, redemption or adjustment: at a point for a penny, ten million pounds. More is a slipped
  /// digit.
  public static let points: Int64 = 1_000_000_000
  /// Lots that one event may move. A member who pays every day for three years has about 1,000 that are not spent;
  /// 5,000 movements are some 50 KiB.
  public static let movements = 5_000
}
