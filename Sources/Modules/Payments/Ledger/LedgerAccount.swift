public import EventSourcing

/// An account of a venue's ledger. Money is in the venue's currency, points are the programme's.
///
/// | event                      | debit                                | credit                                    |
/// |----------------------------|--------------------------------------|-------------------------------------------|
/// | order placed, lines added  | receivable                           | sales                                     |
/// | order rejected, cancelled  | sales                                | receivable                                |
/// | payment                    | what it was paid with                | receivable, tips                          |
/// | refund                     | refunds, or receivable *; tips       | what had been paid with                   |
/// | points earned              | points_issued, or points_redeemed ** | member_points, points_owed                |
/// | points redeemed            | member_points                        | points_redeemed                           |
/// | points restored            | points_redeemed                      | member_points, points_owed                |
/// | points reversed            | member_points, points_owed           | points_issued                             |
/// | points expired             | member_points                        | points_expired                            |
/// | points adjusted            | points_adjusted (if given)           | member_points, points_owed; or vice versa |
///
/// What is paid with is cash, card_clearing, points_tender or deposits. `*` where the refund makes the order due again; `**` where they replace restored ones. Every event's debits equal its
/// credits, in money and in points.
public enum LedgerAccount: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Notes and coins.
  case cash = 1
  /// What the card terminals' provider has yet to settle.
  case cardClearing = 2
  /// What points paid.
  case pointsTender = 3
  /// What guests have yet to pay.
  case receivable = 4
  /// What was sold, tax included.
  case sales = 5
  /// What made sales cheaper afterwards.
  case refunds = 6
  /// What the staff was given.
  case tips = 7
  /// The points in members' lots.
  case memberPoints = 8
  /// The points that members owe.
  case pointsOwed = 9
  /// The points that were earned.
  case pointsIssued = 10
  /// The points that were spent.
  case pointsRedeemed = 11
  /// The points that were written off.
  case pointsExpired = 12
  /// The points that the staff gave or took.
  case pointsAdjusted = 13
  /// What deposits paid of orders. Taking one is no payment yet, and is posted nowhere.
  case deposits = 14

  /// The stored name in the schema.
  public static let schemaName = "LedgerAccount"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .cash: "cash"
    case .cardClearing: "card_clearing"
    case .pointsTender: "points_tender"
    case .receivable: "receivable"
    case .sales: "sales"
    case .refunds: "refunds"
    case .tips: "tips"
    case .memberPoints: "member_points"
    case .pointsOwed: "points_owed"
    case .pointsIssued: "points_issued"
    case .pointsRedeemed: "points_redeemed"
    case .pointsExpired: "points_expired"
    case .pointsAdjusted: "points_adjusted"
    case .deposits: "deposits"
    }
  }

  /// Whether it counts points, and not money.
  public var countsPoints: Bool {
    switch self {
    case .unspecified, .cash, .cardClearing, .pointsTender, .receivable, .sales, .refunds, .tips, .deposits: false
    case .memberPoints, .pointsOwed, .pointsIssued, .pointsRedeemed, .pointsExpired, .pointsAdjusted: true
    }
  }
}

/// An amount on one side of an account: debits are positive, credits negative; minor units or points.
public struct Posting: Hashable, Sendable {
  /// The account.
  public let account: LedgerAccount
  /// The amount.
  public let amount: Int64
}
