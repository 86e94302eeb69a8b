/// Limits of an import. Exceeding one is an error or a refused row, never a crash.
public enum ImportLimits {
  /// Bytes of one file. It is held in memory so that a row with a damaged quote costs that row only; a larger export
  /// is split by month or year.
  public static let fileBytes = 1 << 30
  /// Bytes of a mapping file: it is written by hand, and carries one venue at most.
  public static let mappingBytes = 4 << 20
  /// Bytes of one field. An item name or a list of options has a few hundred at most; more is a lost quote.
  public static let fieldBytes = 16 << 10
  /// Columns of one row; spreadsheets end at 16,384, exports of orders have tens.
  public static let columns = 1_000
  /// How deep lists of modifiers may nest. Groups of options are lists in a list: two are in use.
  public static let modifierDepth = 4
  /// Orders on their way to the log at once: enough to fill a group commit, few enough to bound memory.
  public static let ordersInFlight = 256
  /// Orders between two reports of progress: a few reports a second at any speed seen.
  public static let ordersPerProgress = 500
}
