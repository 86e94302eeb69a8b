/// What one order may hold.
public enum OrderLimits {
  /// Lines of an order. The longest in 12,000 real orders has 60; 1,000 feeds a banquet of 200 with five courses each,
  /// and about 200 bytes a line keep the event far below the limit of a record. More is two orders.
  public static let lines = 1_000
  /// Items of one line. Beyond it somebody leant on a key.
  public static let quantity: UInt32 = 1_000
  /// Different options of one line: the longest configurators (pizza, poke) offer some sixty.
  public static let options = 100
  /// Portions of one option of one line.
  public static let portions: UInt32 = 99
  /// Different counted items of one order: each is a tag, and a record has room for 64 with the order's own.
  public static let countedItems = 48
  /// Guests of an order.
  public static let party: UInt32 = 1_000
}
