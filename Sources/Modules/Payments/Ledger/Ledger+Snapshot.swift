public import EventSourcing
import Vocabulary

/// The rows of a snapshot: venues and their balances, by index; open orders by ID.
extension Ledger {
  private enum Section {
    static let venues: UInt32 = 1
    static let balances: UInt32 = 2
    static let openOrders: UInt32 = 3
  }

  /// Writes the state as rows, sorted by kind and index or ID.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (venue, book) in zip(venueIDs.ids, books) {
      try rows.row(
        Section.venues, LedgerVenueRow(venue: venue, currency: book.currency == .none ? nil : book.currency))
    }
    for venue in venueIDs.ids {
      for posting in trialBalance(of: venue) {
        try rows.row(
          Section.balances,
          BalanceRow(venue: venue, account: posting.account, amount: Amount(minorUnits: posting.amount)))
      }
    }
    for (order, total) in openOrders.sorted {
      try rows.row(Section.openOrders, OpenTotalRow(order: order, total: Amount(minorUnits: total)))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues:
        let row: LedgerVenueRow = try wire.row()
        books[bookIndex(row.venue)].currency = row.currency ?? .none
      case Section.balances:
        let row: BalanceRow = try wire.row()
        books[bookIndex(row.venue)].debit(row.account, row.amount.minorUnits)
      case Section.openOrders:
        let row: OpenTotalRow = try wire.row()
        openOrders[row.order] = row.total.minorUnits
      default: throw FieldError(.unknownField, "a snapshot of the ledger has no section \(section)")
      }
    }
  }
}
