public import EventSourcing
public import Venue
import Vocabulary

/// The rules of recording payments and giving them back.
public enum PaymentsDecider {
  /// Records a payment of what is due.
  public static let recordPayment = Decider<
    RecordPayment, PaymentsRejection, VenueSetup, OrderAccount, PaymentState, Each<DepositAccount>
  >(
    keys: { ($0.venue, $0.order, $0.paymentID, $0.reservation.map { [$0] } ?? []) },
    decide: { (command, venue, order, known, deposits) throws(PaymentsRejection) in
      let tip = command.tip ?? .zero
      if let payment = known.payment {
        guard payment.isRepeated(by: command, customer: command.customer ?? order.customer) else {
          throw .paymentAlreadyRecorded(known.id)
        }
        return []
      }
      let day = try ServiceDay(venue, command.occurredAt)
      guard let orderedAt = order.venue else { throw .orderUnknown(order.id) }
      guard orderedAt == venue.id else { throw .orderAtAnotherVenue(order.id, venue.id) }
      guard !order.isCancelled else { throw .orderCancelled(order.id) }
      switch command.method {
      case .cash, .cardPresent: if command.reservation != nil { throw .depositNotUsed(command.method) }
      case .deposit: if command.reservation == nil { throw .reservationMissing }
      case .points, .unspecified: throw .methodNotRecorded(command.method)
      }
      guard command.amount.currency == order.currency else {
        throw .currencyMismatch(command.amount.currency, expected: order.currency)
      }
      try requireMoney(command.amount.amount, tip)
      guard command.amount.amount <= order.due else {
        throw .overpaid(order.id, due: Money(order.due, order.currency))
      }
      if let reservation = command.reservation {
        guard tip == .zero else { throw .tipOutOfDeposit }
        try deposits[reservation].check(command.amount, at: venue.id)
      }
      if let share = command.share, share.number < 1 || share.number > share.of {
        throw .shareOutOfRange(share.number, of: share.of)
      }
      return [
        PaymentRecorded(
          payment: known.id, order: order.id, venue: venue.id, customer: command.customer ?? order.customer,
          method: command.method, amount: command.amount, tip: tip, share: command.share, serviceDate: day.date,
          utcOffsetMinutes: day.offsetMinutes, reservation: command.reservation)
      ]
    })

  /// Gives back at most what is left of a payment.
  public static let refundPayment = Decider<RefundPayment, PaymentsRejection, VenueSetup, PaymentState>(
    keys: { ($0.venue, $0.payment) },
    decide: { (command, venue, known) throws(PaymentsRejection) in
      guard let payment = known.payment else { throw .paymentUnknown(known.id) }
      if let made = known.refunds.first(where: { $0.refund == command.refundID }) {
        guard made.isRepeated(by: command) else { throw .refundAlreadyMade(made.refund) }
        return []
      }
      guard payment.venue == venue.id else { throw .paymentAtAnotherVenue(known.id, venue.id) }
      let day = try ServiceDay(venue, command.occurredAt)
      let currency = payment.amount.currency
      if let asked = command.amount, asked.currency != currency {
        throw .currencyMismatch(asked.currency, expected: currency)
      }
      let left = payment.amount.amount.wrapping(minus: known.refunded)
      let tipLeft = payment.tip.wrapping(minus: known.tipRefunded)
      let isWhole = command.amount == nil && command.tip == nil
      let amount = isWhole ? left : command.amount?.amount ?? .zero
      let tip = isWhole ? tipLeft : command.tip ?? .zero
      if isWhole, amount == .zero, tip == .zero {
        throw .refundExceedsPayment(known.id, left: Money(.zero, currency))
      }
      try requireMoney(amount, tip)
      guard amount <= left else { throw .refundExceedsPayment(known.id, left: Money(left, currency)) }
      guard tip <= tipLeft else { throw .refundExceedsTip(known.id, left: Money(tipLeft, currency)) }
      return [
        PaymentRefunded(
          refund: command.refundID, payment: known.id, order: payment.order, venue: venue.id,
          customer: payment.customer, method: payment.method, amount: Money(amount, currency), tip: tip,
          reason: command.reason, serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes,
          reservation: payment.reservation)
      ]
    })

  /// More than nothing, and together no more than fits.
  private static func requireMoney(_ amount: Amount, _ tip: Amount) throws(PaymentsRejection) {
    guard !amount.isNegative, !tip.isNegative else { throw .amountNegative }
    guard amount > .zero || tip > .zero else { throw .amountMissing }
    do throws(MoneyError) { _ = try amount.adding(tip) } catch { throw .amountTooLarge }
  }
}

/// Where an instant falls in a venue's calendar.
private struct ServiceDay {
  let date: ServiceDate
  let offsetMinutes: Int32

  init(_ venue: VenueSetup, _ time: Timestamp) throws(PaymentsRejection) {
    guard venue.isOpened else { throw .venueUnknown(venue.id) }
    guard let zone = venue.zone else { throw .timeZoneUnknown(venue.zoneName) }
    date = venue.moment(zone.local(time)).date
    offsetMinutes = Int32(zone.offset(at: time) / 60)
  }
}

/// Whether a command asks for what has already happened. A repetition is harmless and leads to no event.
extension PaymentRecorded {
  fileprivate func isRepeated(by command: RecordPayment, customer asked: CustomerID?) -> Bool {
    order == command.order && venue == command.venue && customer == asked && method == command.method
      && amount == command.amount && tip == command.tip ?? .zero && share == command.share
      && reservation == command.reservation
  }
}

extension PaymentRefunded {
  /// A command that names no amount asked for all that was left, whatever that was.
  fileprivate func isRepeated(by command: RefundPayment) -> Bool {
    guard venue == command.venue, reason == command.reason else { return false }
    if command.amount == nil, command.tip == nil { return true }
    return amount.amount == command.amount?.amount ?? .zero && tip == command.tip ?? .zero
      && (command.amount == nil || command.amount?.currency == amount.currency)
  }
}
