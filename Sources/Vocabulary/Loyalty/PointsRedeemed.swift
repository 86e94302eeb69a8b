public import EventSourcing

/// A member spent points, on a reward or as money.
public struct PointsRedeemed: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(603, "points_redeemed") }

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The redemption.
  public var redemption: RedemptionID = .none
  /// What for.
  public var use: RedemptionUse = .unspecified
  /// How many.
  public var points: Points = .zero
  /// Which lots they came out of: those that expire first, first.
  public var lots: [PointsMovement] = []
  /// The number of the reward.
  public var reward: UInt32?
  /// What the programme called the reward.
  public var rewardName: String = ""
  /// The payment that was made with them.
  public var payment: PaymentID?
  /// The order that was paid.
  public var order: OrderID?
  /// What they were worth as money.
  public var value: Money?
  /// The service day of the venue that it belongs to.
  public var serviceDate: ServiceDate = .epoch
  /// Minutes that the venue's clocks were ahead of UTC.
  public var utcOffsetMinutes: Int32 = 0

  /// An event with these fields.
  public init(
    venue: VenueID, customer: CustomerID, redemption: RedemptionID, use: RedemptionUse, points: Points,
    lots: [PointsMovement] = [], reward: UInt32? = nil, rewardName: String = "", payment: PaymentID? = nil,
    order: OrderID? = nil, value: Money? = nil, serviceDate: ServiceDate, utcOffsetMinutes: Int32
  ) {
    self.venue = venue
    self.customer = customer
    self.redemption = redemption
    self.use = use
    self.points = points
    self.lots = lots
    self.reward = reward
    self.rewardName = rewardName
    self.payment = payment
    self.order = order
    self.value = value
    self.serviceDate = serviceDate
    self.utcOffsetMinutes = utcOffsetMinutes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// What the event is found by.
  public var tags: Tags { [.loyalty(venue, customer)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "redemption", &redemption)
    try f.field(4, "use", &use)
    try f.field(5, "points", &points)
    try f.field(6, "lots", &lots)
    try f.field(7, "reward", &reward)
    try f.field(8, "reward_name", &rewardName)
    try f.field(9, "payment", &payment)
    try f.field(10, "order", &order)
    try f.field(11, "value", &value)
    try f.field(12, "service_date", &serviceDate)
    try f.field(13, "utc_offset_minutes", &utcOffsetMinutes)
  }
}
