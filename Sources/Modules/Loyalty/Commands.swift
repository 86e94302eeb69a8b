// Over 300 lines: nine commands of one shape, which read best side by side.

public import EventSourcing
public import Vocabulary

/// Enrols a customer in a venue's programme.
///
/// Payments earn points from then on.
public struct EnrolMember: Command {
  /// The stored name.
  public static let name = "enrol_member"
  /// What the command does, in one line.
  public static let summary = "Enrol a customer in a venue's loyalty programme"

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
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
    try f.field(15, "at", &at)
  }
}

/// Gives the points that a payment earns. The accrual policy gives this command once for each payment.
///
/// Nothing happens if nobody is named, the payer is no member, or the payment was made with points.
public struct EarnPoints: Command {
  /// The stored name.
  public static let name = "earn_points"
  /// What the command does, in one line.
  public static let summary = "Give the points that a payment earns"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The payment.
  public var payment: PaymentID = .none
  /// The order that it paid.
  public var order: OrderID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, payment: PaymentID, order: OrderID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
    self.payment = payment
    self.order = order
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
    try f.field(3, "payment", &payment)
    try f.field(4, "order", &order)
    try f.field(15, "at", &at)
  }
}

/// Takes back what a refunded payment had earned, and restores the points that it was made with. The accrual policy
/// gives this command once for each refund.
public struct ReversePoints: Command {
  /// The stored name.
  public static let name = "reverse_points"
  /// What the command does, in one line.
  public static let summary = "Take back what a refunded payment earned, and restore what it spent"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The payment.
  public var payment: PaymentID = .none
  /// The refund.
  public var refund: RefundID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, payment: PaymentID, refund: RefundID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
    self.payment = payment
    self.refund = refund
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
    try f.field(3, "payment", &payment)
    try f.field(4, "refund", &refund)
    try f.field(15, "at", &at)
  }
}

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

/// Gives a member points, or takes some.
public struct AdjustPoints: Command {
  /// The stored name.
  public static let name = "adjust_points"
  /// What the command does, in one line.
  public static let summary = "Give a member points, or take some, for a reason"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system, .importer]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// The adjustment's new ID; made up, if left out.
  public var adjustment: AdjustmentID?
  /// How many; negative to take them. They can be spent at once.
  public var points: Points = .zero
  /// `"goodwill"`, `"complaint"`, `"correction"`, `"transfer"` or `"misuse"`.
  public var reason: AdjustmentReason = .unspecified
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    venue: VenueID, customer: CustomerID, adjustment: AdjustmentID? = nil, points: Points,
    reason: AdjustmentReason, at: Timestamp? = nil
  ) {
    self.venue = venue
    self.customer = customer
    self.adjustment = adjustment
    self.points = points
    self.reason = reason
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if adjustment == nil { adjustment = stamps.newID() }
  }

  /// The adjustment's ID, once stamped.
  public var adjustmentID: AdjustmentID { adjustment ?? .none }

  /// Whose points it is about.
  public var member: Member { Member(venue, customer) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "adjustment", &adjustment)
    try f.field(4, "points", &points)
    try f.field(5, "reason", &reason)
    try f.field(15, "at", &at)
  }
}

/// Gives the points for a birthday, once in a calendar year of the venue.
///
/// When somebody's birthday is, the log does not know: it identifies people.
public struct GrantBirthdayPoints: Command {
  /// The stored name.
  public static let name = "grant_birthday_points"
  /// What the command does, in one line.
  public static let summary = "Give a member the points for a birthday, once a year"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
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
    try f.field(15, "at", &at)
  }
}

/// Records what the passing of time has done to a member: points that are void, a tier that was not kept.
///
/// Nothing depends on when this is recorded: points are void from the time on that their lot says.
public struct RecordExpiry: Command {
  /// The stored name.
  public static let name = "record_expiry"
  /// What the command does, in one line.
  public static let summary = "Write off a member's points that have expired, and a tier that was not kept"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system]

  /// The venue.
  public var venue: VenueID = .none
  /// The member.
  public var customer: CustomerID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, customer: CustomerID, at: Timestamp? = nil) {
    self.venue = venue
    self.customer = customer
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
    try f.field(15, "at", &at)
  }
}
