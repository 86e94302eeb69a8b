public import EventSourcing
import Vocabulary

/// The rows of a snapshot: balances, currencies and open orders; each by ID.
extension Ledger {
  private enum Section {
    static let balances: UInt32 = 1
    static let currencies: UInt32 = 2
    static let openOrders: UInt32 = 3
  }

  /// Writes the state as rows, sorted by kind and ID.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for venue in venueList {
      for posting in trialBalance(of: venue) {
        try rows.row(
          Section.balances,
          BalanceRow(venue: venue, account: posting.account, amount: Amount(minorUnits: posting.amount)))
      }
    }
    for (venue, currency) in currencies.sorted(by: { $0.key < $1.key }) {
      try rows.row(Section.currencies, PaymentsVenueRow(venue: venue, currency: currency))
    }
    for (order, total) in openOrders.sorted(by: { $0.key < $1.key }) {
      try rows.row(Section.openOrders, OpenTotalRow(order: order, total: Amount(minorUnits: total)))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (section, wire) throws(FieldError) in
      switch section {
      case Section.balances:
        let row: BalanceRow = try wire.row()
        balances[row.venue, default: [:]][row.account] = row.amount.minorUnits
      case Section.currencies:
        let row: PaymentsVenueRow = try wire.row()
        currencies[row.venue] = row.currency
      case Section.openOrders:
        let row: OpenTotalRow = try wire.row()
        openOrders[row.order] = row.total.minorUnits
      default: throw FieldError(.unknownField, "a snapshot of the ledger has no section \(section)")
      }
    }
  }
}
