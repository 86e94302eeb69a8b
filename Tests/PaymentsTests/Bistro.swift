import EventSourcing
import EventStoreTesting
import Venue
import Vocabulary

/// A small venue in London with one order of 30.00 that the tests pay.
enum Bistro {
  static let venue = VenueID.named("bistro")
  static let order = OrderID(RawUUID(version7: 1, 0, 1))
  static let payment = PaymentID(RawUUID(version7: 2, 0, 1))
  static let refund = RefundID(RawUUID(version7: 3, 0, 1))
  static let guest = CustomerID(RawUUID(version7: 4, 0, 1))
  static let opened = VenueOpened(venue: venue, name: "Bistro", zone: "Europe/London", currency: .gbp)
  static let day = ServiceDate(year: 2026, month: 7, day: 6) ?? .epoch
  /// Monday 2026-07-06, 20:00 in London, which is an hour ahead of UTC.
  static let evening = Timestamp("2026-07-06T19:00:00Z") ?? .zero

  static func placed(_ order: OrderID = order, _ total: Int64 = 3000, customer: CustomerID? = guest) -> OrderPlaced {
    OrderPlaced(
      order: order, venue: venue, service: .dineIn, channel: .counter, provenance: .taken, customer: customer,
      serviceDate: day, utcOffsetMinutes: 60, total: gbp(total))
  }

  static func gbp(_ minor: Int64) -> Money { Money(Amount(minorUnits: minor), .gbp) }

  static func paid(
    _ minor: Int64, tip: Int64 = 0, payment: PaymentID = payment, method: PaymentMethod = .cash,
    customer: CustomerID? = guest, share: BillShare? = nil
  ) -> PaymentRecorded {
    PaymentRecorded(
      payment: payment, order: order, venue: venue, customer: customer, method: method, amount: gbp(minor),
      tip: Amount(minorUnits: tip), share: share, serviceDate: day, utcOffsetMinutes: 60)
  }

  static func refunded(
    _ minor: Int64, tip: Int64 = 0, refund: RefundID = refund, reason: RefundReason = .quality
  ) -> PaymentRefunded {
    PaymentRefunded(
      refund: refund, payment: payment, order: order, venue: venue, customer: guest, method: .cash,
      amount: gbp(minor), tip: Amount(minorUnits: tip), reason: reason, serviceDate: day, utcOffsetMinutes: 60)
  }
}
