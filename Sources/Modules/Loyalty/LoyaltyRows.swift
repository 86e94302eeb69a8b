import EventSourcing
import Vocabulary

/// A member in the snapshot of ``Loyalty``.
struct MemberRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "MemberRow"

  /// The venue.
  var venue: VenueID = .none
  /// The customer.
  var customer: CustomerID = .none
  /// From when on payments earn points.
  var since: Timestamp?
  /// The recorded tier.
  var tier: UInt32 = 0
  /// What is owed.
  var owed: Points = .zero
  /// Earned ever.
  var earned: Points = .zero
  /// Spent ever.
  var spent: Points = .zero
  /// The lots, by number.
  var lots: [LotRow] = []

  /// A value of these parts.
  init(
    venue: VenueID, customer: CustomerID, since: Timestamp? = nil, tier: UInt32, owed: Points, earned: Points,
    spent: Points, lots: [LotRow] = []
  ) {
    self.venue = venue
    self.customer = customer
    self.since = since
    self.tier = tier
    self.owed = owed
    self.earned = earned
    self.spent = spent
    self.lots = lots
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "customer", &customer)
    try f.field(3, "since", &since)
    try f.field(4, "tier", &tier)
    try f.field(5, "owed", &owed)
    try f.field(6, "earned", &earned)
    try f.field(7, "spent", &spent)
    try f.field(8, "lots", &lots)
  }
}

/// A lot in the snapshot of ``Loyalty``.
struct LotRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "LotRow"

  /// What is left.
  var remaining: Points = .zero
  /// From when on it can be spent.
  var activatesAt: Timestamp = .zero
  /// From when on it is void.
  var expiresAt: Timestamp?
  /// What was written off.
  var expired: Points = .zero

  /// A value of these parts.
  init(remaining: Points, activatesAt: Timestamp, expiresAt: Timestamp? = nil, expired: Points) {
    self.remaining = remaining
    self.activatesAt = activatesAt
    self.expiresAt = expiresAt
    self.expired = expired
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "remaining", &remaining)
    try f.field(2, "activates_at", &activatesAt)
    try f.field(3, "expires_at", &expiresAt)
    try f.field(4, "expired", &expired)
  }
}

/// What a programme has given and taken, in the snapshot of ``Loyalty``.
struct ProgrammeTotalsRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "ProgrammeTotalsRow"

  /// The venue.
  var venue: VenueID = .none
  /// Members.
  var members: Int64 = 0
  /// Earned.
  var earned: Points = .zero
  /// Spent.
  var redeemed: Points = .zero
  /// Written off.
  var expired: Points = .zero
  /// Given by the staff.
  var adjusted: Points = .zero

  /// A value of these parts.
  init(venue: VenueID, members: Int64, earned: Points, redeemed: Points, expired: Points, adjusted: Points) {
    self.venue = venue
    self.members = members
    self.earned = earned
    self.redeemed = redeemed
    self.expired = expired
    self.adjusted = adjusted
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "members", &members)
    try f.field(3, "earned", &earned)
    try f.field(4, "redeemed", &redeemed)
    try f.field(5, "expired", &expired)
    try f.field(6, "adjusted", &adjusted)
  }
}
