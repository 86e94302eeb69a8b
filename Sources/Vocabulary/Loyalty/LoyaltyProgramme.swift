public import EventSourcing

/// How a venue thanks guests who come back.
public struct LoyaltyProgramme: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "LoyaltyProgramme"

  /// So many points are earned
  public var points: Points = .zero
  /// for so many minor units paid, without tips, at a factor of one.
  public var per: Amount = .zero
  /// What becomes of a fraction of a point; once for each payment.
  public var rounding: PointsRounding = .unspecified
  /// What makes points count more.
  public var multipliers: [PointsMultiplier] = []
  /// For enrolling.
  public var welcome: Points = .zero
  /// For a birthday, once in a calendar year.
  public var birthday: Points = .zero
  /// For a visit: a member's first payment of an order.
  public var visit: Points = .zero
  /// The tiers, by ascending threshold.
  public var tiers: [LoyaltyTier] = []
  /// How many months back points count for a tier; 0 counts all.
  public var tierMonths: UInt32 = 0
  /// How many hours after they were earned points can be spent.
  public var activationHours: UInt32 = 0
  /// How long points are good for; for ever, if absent.
  public var expiry: ExpiryRule?
  /// What points buy.
  public var rewards: [LoyaltyReward] = []
  /// What points are worth as money; they cannot pay, if absent.
  public var tender: TenderRate?

  /// A value of these parts.
  public init(
    points: Points, per: Amount, rounding: PointsRounding, multipliers: [PointsMultiplier] = [],
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
