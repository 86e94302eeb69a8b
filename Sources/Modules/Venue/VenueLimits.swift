public import Vocabulary

/// What one venue may hold: enough for any restaurant, little enough that its set-up folds in a blink.
public enum VenueLimits {
  /// Items that are or were on the menu. The largest menus print some 400; imports of years of history find a few
  /// thousand names.
  public static let items = 10_000
  /// Sections of a menu.
  public static let sections = 500
  /// Choices of one item.
  public static let groups = 50
  /// Options of one choice. Imports of free combinations (burrito fillings) find a few hundred.
  public static let options = 2_000
  /// Portions that a choice may ask for.
  public static let portions: UInt32 = 1_000
  /// Tables of a floor plan.
  public static let tables = 1_000
  /// Seats of one table.
  public static let seats: UInt32 = 1_000
  /// Combinations of tables.
  public static let combinations = 2_000
  /// Tables of a combination: a banquet in a row. Each is named in every event of its party.
  public static let combined = 40
  /// Turn times: seven sizes of party in seven day parts.
  public static let turnTimes = 50
  /// Minutes for which a party keeps its tables.
  public static let turnMinutes: UInt32 = 12 * 60
  /// Opening periods of a week, and of a dated exception.
  public static let periods = 70
  /// Dated exceptions.
  public static let days = 4_000
  /// Tax classes.
  public static let taxRates = 50
  /// Windows of an item.
  public static let windows = 50
  /// UTF-8 bytes of a name. Longer is a description, and has no place in every order line.
  public static let nameBytes = 200
  /// Minor units of a price: a thousand million pounds is a slipped decimal point.
  public static let price: Int64 = 100_000_000_000
  /// Tiers of a loyalty programme; the longest in print have seven.
  public static let tiers = 20
  /// Rewards of a loyalty programme.
  public static let rewards = 500
  /// What makes points count more.
  public static let multipliers = 200
  /// What points are multiplied by at most: a hundred times. More is a slipped digit.
  public static let pointsFactor = BasisPoints(rawValue: 1_000_000)
  /// Months that points are good for, or count for a tier: fifty years.
  public static let months: UInt32 = 600
  /// Hours until points can be spent: a year.
  public static let activationHours: UInt32 = 8_784
  /// Portions at hand of one item.
  public static let stock: UInt32 = 1_000_000
}
