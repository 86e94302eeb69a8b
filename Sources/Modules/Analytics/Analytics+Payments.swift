public import EventSourcing
public import Vocabulary

/// What was paid by one method.
public struct PaymentReport: Hashable, Sendable {
  /// The method.
  public let method: PaymentMethod
  /// How many payments.
  public internal(set) var payments: Int64 = 0
  /// What they paid of orders.
  public internal(set) var amount = Amount.zero
  /// What was given on top.
  public internal(set) var tips = Amount.zero
  /// How many refunds.
  public internal(set) var refunds: Int64 = 0
  /// What was given back of amounts.
  public internal(set) var refunded = Amount.zero
  /// What was given back of tips.
  public internal(set) var tipsRefunded = Amount.zero

  /// Tips kept per amount kept; nil where nothing was kept.
  public var tipRate: Double? {
    let kept = amount.minorUnits &- refunded.minorUnits
    return kept == 0 ? nil : Double(tips.minorUnits &- tipsRefunded.minorUnits) / Double(kept)
  }
}

extension Analytics {
  /// What was paid at a venue on the days of a range, by method.
  public func payments(at venue: VenueID, in range: DateRange = .all) -> [PaymentReport] {
    guard let index = venueIDs.index(of: venue) else { return [] }
    let days = venues[index].payments
    var reports = PaymentMethod.allCases.map { PaymentReport(method: $0) }
    for place in days.places(in: range) {
      for paid in days[place] { reports[Int(paid.method.rawValue)].add(paid) }
    }
    return reports.filter { $0.payments != 0 || $0.refunds != 0 }
  }
}

extension PaymentReport {
  fileprivate mutating func add(_ paid: Analytics.MethodPayments) {
    payments &+= paid.payments
    amount = Amount(minorUnits: amount.minorUnits &+ paid.amount)
    tips = Amount(minorUnits: tips.minorUnits &+ paid.tips)
    refunds &+= paid.refunds
    refunded = Amount(minorUnits: refunded.minorUnits &+ paid.refunded)
    tipsRefunded = Amount(minorUnits: tipsRefunded.minorUnits &+ paid.tipsRefunded)
  }
}
