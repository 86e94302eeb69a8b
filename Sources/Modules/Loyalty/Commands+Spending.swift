public import EventSourcing
public import Vocabulary

/// Spends points on a reward.
public struct RedeemReward: Command {
  /// The stored name.
  public static let name = "redeem_reward"
  /// What the command does, in one line.
  public static let summary = "Spend a member's points on a reward"

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The redemption's new ID; made up, if left out.
  public var redemption: RedemptionID?
  /// The number of the reward.
  public var reward: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    venue: VenueID, customer: CustomerID, redemption: RedemptionID? = nil, reward: UInt32, at: Timestamp? = nil
  ) {
    self.venue = venue
    self.customer = customer
    self.redemption = redemption
    self.reward = reward
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if redemption == nil { redemption = stamps.newID() }
  }

  /// The redemption's ID, once stamped.
  public var redemptionID: RedemptionID { redemption ?? .none }

  /// Whose points it is about.
  public var member: Member { Member(venue, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "redemption", &redemption)
    try f.field(4, "reward", &reward)
    try f.field(15, "at", &at)
  }
}

/// Pays an order, or a share of it, with points.
///
/// The payment and the spending of the points are one append: both happen or neither.
public struct RedeemPointsAsTender: Command {
  /// The stored name.
  public static let name = "redeem_points_as_tender"
  /// What the command does, in one line.
  public static let summary = "Pay an order, or a share of it, with a member's points"

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The redemption's new ID; made up, if left out.
  public var redemption: RedemptionID?
  /// The payment's new ID; made up, if left out.
  public var payment: PaymentID?
  /// The order.
  public var order: OrderID = .none
  /// What is to be paid; it takes as many points as are worth at least that.
  public var amount: Money = .zero
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    venue: VenueID, customer: CustomerID, redemption: RedemptionID? = nil, payment: PaymentID? = nil,
    order: OrderID, amount: Money, at: Timestamp? = nil
  ) {
    self.venue = venue
    self.customer = customer
    self.redemption = redemption
    self.payment = payment
    self.order = order
    self.amount = amount
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the IDs and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if redemption == nil { redemption = stamps.newID() }
    if payment == nil { payment = stamps.newID() }
  }

  /// The redemption's ID, once stamped.
  public var redemptionID: RedemptionID { redemption ?? .none }

  /// The payment's ID, once stamped.
  public var paymentID: PaymentID { payment ?? .none }

  /// Whose points it is about.
  public var member: Member { Member(venue, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "redemption", &redemption)
    try f.field(4, "payment", &payment)
    try f.field(5, "order", &order)
    try f.field(6, "amount", &amount)
    try f.field(15, "at", &at)
  }
}

/// Takes a reward back that was not handed over; its points go back.
///
/// Points that paid an order go back when the payment is refunded.
public struct CancelRedemption: Command {
  /// The stored name.
  public static let name = "cancel_redemption"
  /// What the command does, in one line.
  public static let summary = "Take back a reward that was not handed over"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The redemption.
  public var redemption: RedemptionID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, redemption: RedemptionID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
    self.redemption = redemption
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Whose points it is about.
  public var member: Member { Member(venue, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "redemption", &redemption)
    try f.field(15, "at", &at)
  }
}

/// Gives back the payments with points, and out of deposits, of an order that will not be made. The points follow the
/// refund. Given by the policy.
public struct RefundTender: Command {
  /// The stored name.
  public static let name = "refund_tender"
  /// What the command does, in one line.
  public static let summary = "Give back what points and deposits paid of an order that was declined or called off"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The order.
  public var order: OrderID = .none
  /// The new ID of the refund of each of the payments; made up, if left out.
  public var refund: RefundID?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, order: OrderID, refund: RefundID? = nil, at: Timestamp? = nil) {
    self.venue = venue
    self.order = order
    self.refund = refund
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if refund == nil { refund = stamps.newID() }
  }

  /// The refund's ID, once stamped.
  public var refundID: RefundID { refund ?? .none }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "order", &order)
    try f.field(3, "refund", &refund)
    try f.field(15, "at", &at)
  }
}
