public import EventSourcing
public import Vocabulary

/// What makes points count more, in a venue file: every condition that is named must hold.
public struct MultiplierDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "MultiplierDescription"

  /// Keys of items; any item, if left out.
  public var items: [String] = []
  /// The weekdays; any, if left out: `["tuesday"]`.
  public var weekdays: [Weekday] = []
  /// Numbers of tiers; any member, if left out.
  public var tiers: [UInt32] = []
  /// What points are multiplied by: 20000 doubles them. Of several that apply to a line, the greatest counts.
  public var factor: BasisPoints = .zero

  /// A value of these parts.
  public init(items: [String] = [], weekdays: [Weekday] = [], tiers: [UInt32] = [], factor: BasisPoints) {
    self.items = items
    self.weekdays = weekdays
    self.tiers = tiers
    self.factor = factor
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "items", &items)
    try f.field(2, "weekdays", &weekdays)
    try f.field(3, "tiers", &tiers)
    try f.field(4, "factor_bp", &factor)
  }
}

/// A loyalty programme in a venue file.
public struct LoyaltyDescription: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "LoyaltyDescription"

  /// So many points are earned
  public var points: Points = .zero
  /// for so many minor units paid: 1 and 100 give a point for each whole pound.
  public var per: Amount = .zero
  /// `"down"`, `"half"` or `"up"`; down, if left out. Once for each payment.
  public var rounding: PointsRounding?
  /// `items`, `weekdays`, `tiers`, `factor_bp`.
  public var multipliers: [MultiplierDescription] = []
  /// For enrolling.
  public var welcome: Points = .zero
  /// For a birthday, once in a calendar year.
  public var birthday: Points = .zero
  /// For a visit: a member's first payment of an order.
  public var visit: Points = .zero
  /// `number`, `name`, `threshold`, by ascending threshold.
  public var tiers: [LoyaltyTier] = []
  /// How many months back points count for a tier; all, if left out.
  public var tierMonths: UInt32 = 0
  /// How many hours after they were earned points can be spent; at once, if left out.
  public var activationHours: UInt32 = 0
  /// `months`, and `to`: `"day"`, `"month"`, `"quarter"` or `"year"`. Never, if left out.
  public var expiry: ExpiryRule?
  /// `number`, `name`, `points`.
  public var rewards: [LoyaltyReward] = []
  /// `points` pay `value_minor`; points cannot pay, if left out.
  public var tender: TenderRate?

  /// A value of these parts.
  public init(
    points: Points, per: Amount, rounding: PointsRounding? = nil, multipliers: [MultiplierDescription] = [],
    welcome: Points = .zero, birthday: Points = .zero, visit: Points = .zero, tiers: [LoyaltyTier] = [],
    tierMonths: UInt32 = 0, activationHours: UInt32 = 0, expiry: ExpiryRule? = nil, rewards: [LoyaltyReward] = [],
    tender: TenderRate? = nil
  ) {
    self.points = points
    self.per = per
    self.rounding = rounding
    self.multipliers = multipliers
    self.welcome = welcome
    self.birthday = birthday
    self.visit = visit
    self.tiers = tiers
    self.tierMonths = tierMonths
    self.activationHours = activationHours
    self.expiry = expiry
    self.rewards = rewards
    self.tender = tender
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "points", &points)
    try f.field(2, "per_minor", &per)
    try f.field(3, "rounding", &rounding)
    try f.field(4, "multipliers", &multipliers)
    try f.field(5, "welcome_points", &welcome)
    try f.field(6, "birthday_points", &birthday)
    try f.field(7, "visit_points", &visit)
    try f.field(8, "tiers", &tiers)
    try f.field(9, "tier_months", &tierMonths)
    try f.field(10, "activation_hours", &activationHours)
    try f.field(11, "expiry", &expiry)
    try f.field(12, "rewards", &rewards)
    try f.field(13, "tender", &tender)
  }
}

extension LoyaltyDescription {
  /// The programme as the venue has it: items by ID, every default filled in.
  func programme(in venue: VenueID) -> LoyaltyProgramme {
    LoyaltyProgramme(
      points: points, per: per, rounding: rounding ?? .down,
      multipliers: multipliers.map {
        PointsMultiplier(
          items: $0.items.map { .named($0, in: venue) }, weekdays: $0.weekdays.sortedOnce(), tiers: $0.tiers,
          factor: $0.factor)
      },
      welcome: welcome, birthday: birthday, visit: visit, tiers: tiers, tierMonths: tierMonths,
      activationHours: activationHours, expiry: expiry, rewards: rewards, tender: tender)
  }
}
