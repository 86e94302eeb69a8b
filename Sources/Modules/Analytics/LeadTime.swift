/// How long before the visit a booking was made.
public enum LeadTime: Int, CaseIterable, Sendable {
  /// Less than an hour.
  case underOneHour
  /// One to three hours.
  case underThreeHours
  /// Three hours to a day.
  case underOneDay
  /// One to two days.
  case underTwoDays
  /// Two days to a week.
  case underOneWeek
  /// One to two weeks.
  case underTwoWeeks
  /// Two weeks to thirty days.
  case underThirtyDays
  /// Thirty days and more.
  case thirtyDaysAndMore

  /// The lead time of so many whole minutes.
  public init(minutes: Int64) {
    let hour: Int64 = 60
    let day = 24 * hour
    self =
      switch minutes {
      case ..<hour: .underOneHour
      case ..<(3 * hour): .underThreeHours
      case ..<day: .underOneDay
      case ..<(2 * day): .underTwoDays
      case ..<(7 * day): .underOneWeek
      case ..<(14 * day): .underTwoWeeks
      case ..<(30 * day): .underThirtyDays
      default: .thirtyDaysAndMore
      }
  }

  /// The stored name.
  public var name: String {
    switch self {
    case .underOneHour: "under_1_hour"
    case .underThreeHours: "1_to_3_hours"
    case .underOneDay: "3_to_24_hours"
    case .underTwoDays: "1_to_2_days"
    case .underOneWeek: "2_to_7_days"
    case .underTwoWeeks: "7_to_14_days"
    case .underThirtyDays: "14_to_30_days"
    case .thirtyDaysAndMore: "30_days_and_more"
    }
  }
}
