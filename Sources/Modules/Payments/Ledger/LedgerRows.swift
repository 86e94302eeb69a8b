import EventSourcing
import Vocabulary

/// A venue in the snapshot of ``Ledger``, by index.
struct LedgerVenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "LedgerVenueRow"

  /// The venue.
  var venue: VenueID = .none
  /// What it charges in, once something was ordered.
  var currency: Currency?

  /// A value of these parts.
  init(venue: VenueID, currency: Currency? = nil) {
    self.venue = venue
    self.currency = currency
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "currency", &currency)
  }
}

/// The balance of an account, in the snapshot of ``Ledger``.
struct BalanceRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "BalanceRow"

  /// The venue.
  var venue: VenueID = .none
  /// The account.
  var account: LedgerAccount = .unspecified
  /// The balance; minor units or points.
  var amount: Amount = .zero

  /// A value of these parts.
  init(venue: VenueID, account: LedgerAccount, amount: Amount) {
    self.venue = venue
    self.account = account
    self.amount = amount
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "account", &account)
    try f.field(3, "amount", &amount)
  }
}

/// What an open order comes to, in the snapshot of ``Ledger``.
struct OpenTotalRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  static let schemaName = "OpenTotalRow"

  /// The order.
  var order: OrderID = .none
  /// What it comes to.
  var total: Amount = .zero

  /// A value of these parts.
  init(order: OrderID, total: Amount) {
    self.order = order
    self.total = total
  }

  /// An empty value, to be read into.
  init(_: Blank) {}

  /// Every field by its stored number and name.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "total_minor", &total)
  }
}
