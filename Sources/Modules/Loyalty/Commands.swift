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
