public import EventSourcing
public import Vocabulary

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
