public import EventSourcing
import Vocabulary

/// The rows of a snapshot: venues and what they took, orders, payments; each by index.
extension Payments {
  private enum Section {
    static let venues: UInt32 = 1
    static let takings: UInt32 = 2
    static let accounts: UInt32 = 3
    static let payments: UInt32 = 4
  }

  /// Writes the state as rows, sorted by kind and index.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (id, venue) in zip(venueIDs.ids, venues) {
      try rows.row(Section.venues, PaymentsVenueRow(venue: id, currency: venue.currency))
    }
    for (index, venue) in venues.enumerated() {
      for (method, takings) in venue.takings.sorted(by: { $0.method.rawValue < $1.method.rawValue }) {
        try rows.row(
          Section.takings,
          TakingsRow(
            venue: UInt32(index), method: method, payments: takings.payments, amount: takings.amount,
            tips: takings.tips, refunded: takings.refunded, tipsRefunded: takings.tipsRefunded))
      }
    }
    try rows.announce(Section.accounts, accounts.count)
    for (id, account) in zip(orderIDs.ids, accounts) {
      try rows.row(
        Section.accounts,
        AccountRow(
          order: id, venue: account.venue, total: account.total, paid: account.paid, isCancelled: account.isCancelled))
    }
    try rows.announce(Section.payments, payments.count)
    for (id, payment) in zip(paymentIDs.ids, payments) {
      try rows.row(
        Section.payments,
        PaymentRow(
          payment: id, order: payment.order, customer: payment.customer, method: payment.method,
          amount: payment.amount, tip: payment.tip, refunded: payment.refunded, tipRefunded: payment.tipRefunded,
          paidAt: payment.paidAt, position: payment.position.rawValue, serviceDate: payment.serviceDate))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var (orders, paid): ([OrderID], [PaymentID]) = ([], [])
    try rows.forEach { section, count in
      switch section {
      case Section.accounts:
        orders.reserveCapacity(count)
        accounts.reserveCapacity(count)
      case Section.payments:
        paid.reserveCapacity(count)
        payments.reserveCapacity(count)
      default: break
      }
    } _: { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues:
        let row: PaymentsVenueRow = try wire.row()
        _ = venueIndex(row.venue, row.currency)
      case Section.takings: try restore(wire.row(TakingsRow.self))
      case Section.accounts:
        let row: AccountRow = try wire.row()
        orders.append(row.order)
        try restore(row)
      case Section.payments:
        let row: PaymentRow = try wire.row()
        paid.append(row.payment)
        try restore(row)
      default: throw FieldError(.unknownField, "a snapshot of payments has no section \(section)")
      }
    }
    guard let orderIDs = IdentityTable(orders), let paymentIDs = IdentityTable(paid) else {
      throw FieldError(.invalidValue, "an order or a payment is there twice")
    }
    self.orderIDs = orderIDs
    self.paymentIDs = paymentIDs
  }

  private mutating func restore(_ row: TakingsRow) throws(FieldError) {
    guard row.venue < venues.count else { throw FieldError(.outOfRange, "there is no venue \(row.venue)") }
    var takings = Takings()
    takings.payments = row.payments
    takings.amount = row.amount
    takings.tips = row.tips
    takings.refunded = row.refunded
    takings.tipsRefunded = row.tipsRefunded
    venues[Int(row.venue)].change(row.method) { $0 = takings }
  }

  private mutating func restore(_ row: AccountRow) throws(FieldError) {
    guard row.venue < venues.count else { throw FieldError(.outOfRange, "there is no venue \(row.venue)") }
    accounts.append(
      AccountEntry(venue: row.venue, total: row.total, paid: row.paid, isCancelled: row.isCancelled))
  }

  private mutating func restore(_ row: PaymentRow) throws(FieldError) {
    guard row.order < accounts.count else { throw FieldError(.outOfRange, "there is no order \(row.order)") }
    payments.append(
      PaymentEntry(
        order: row.order, previous: accounts[Int(row.order)].latest, customer: row.customer, method: row.method,
        amount: row.amount, tip: row.tip, refunded: row.refunded, tipRefunded: row.tipRefunded, paidAt: row.paidAt,
        position: Position(rawValue: row.position), serviceDate: row.serviceDate))
    accounts[Int(row.order)].latest = UInt32(payments.count)
  }
}
