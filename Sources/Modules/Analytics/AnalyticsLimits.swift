/// What the read model of analytics may hold.
public enum AnalyticsLimits {
  /// Different item pairs that are counted for one venue.
  ///
  /// A menu of 1,400 items has a million pairs if each was once ordered with each; the largest real one seen (248 items)
  /// has 15,000. A counted pair costs 16 bytes at a load of three eighths to three quarters, so this many take 21 to
  /// 43 MB. Pairs are counted exactly and for ever once they are counted: when a venue has this many, a pair that was
  /// never seen before is left out, and how many were is told beside the figures.
  public static let pairs = 1_000_000

  /// Hours of a visit over which its revenue is spread. Nobody dines for a day: a longer visit was not finished in time,
  /// and its revenue must not trickle into the days after.
  public static let visitHours: Int64 = 24
}
