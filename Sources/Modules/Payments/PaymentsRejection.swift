public import EventSourcing
public import Vocabulary

/// Why a payment is not recorded, or not given back.
public enum PaymentsRejection: Rejection {
  /// There is no such venue.
  case venueUnknown(VenueID)
  /// This machine's time-zone database lacks the venue's zone.
  case timeZoneUnknown(String)
  /// There is no such order.
  case orderUnknown(OrderID)
  /// The order is not one of that venue.
  case orderAtAnotherVenue(OrderID, VenueID)
  /// The order was rejected or called off.
  case orderCancelled(OrderID)
  /// Points pay with a command of their own.
  case methodNotRecorded(PaymentMethod)
  /// A deposit is one of a reservation.
  case reservationMissing
  /// Only a payment out of a deposit names a reservation.
  case depositNotUsed(PaymentMethod)
  /// There is no such reservation.
  case reservationUnknown(ReservationID)
  /// The reservation is not one of that venue.
  case reservationAtAnotherVenue(ReservationID, VenueID)
  /// The reservation was called off, or nobody came.
  case depositWithoutVisit(ReservationID)
  /// More than what is left of the deposit.
  case depositExceeded(ReservationID, left: Money)
  /// A deposit pays orders.
  case tipOutOfDeposit
  /// The order, or the payment, is in another currency.
  case currencyMismatch(Currency, expected: Currency)
  /// Neither an amount nor a tip was given.
  case amountMissing
  /// An amount or a tip is less than nothing.
  case amountNegative
  /// More than is due.
  case overpaid(OrderID, due: Money)
  /// An amount does not fit.
  case amountTooLarge
  /// A share is one of at least one.
  case shareOutOfRange(UInt32, of: UInt32)
  /// Another payment has this ID.
  case paymentAlreadyRecorded(PaymentID)
  /// There is no such payment.
  case paymentUnknown(PaymentID)
  /// The payment was made at another venue.
  case paymentAtAnotherVenue(PaymentID, VenueID)
  /// Another refund has this ID.
  case refundAlreadyMade(RefundID)
  /// More than what is left of the payment's amount.
  case refundExceedsPayment(PaymentID, left: Money)
  /// More than what is left of the payment's tip.
  case refundExceedsTip(PaymentID, left: Money)

  /// The stable code, and the message for people.
  public var explanation: RejectionExplanation {
    switch self {
    case .reservationMissing, .depositNotUsed, .reservationUnknown, .reservationAtAnotherVenue, .depositWithoutVisit,
      .depositExceeded, .tipOutOfDeposit:
      depositExplanation
    case .venueUnknown(let venue): .init("venue_unknown", "there is no venue \(venue); set it up with set_up_venue")
    case .timeZoneUnknown(let zone):
      .init("time_zone_unknown", "this machine's time-zone database lacks \(zone); install tzdata")
    case .orderUnknown(let order): .init("order_unknown", "there is no order \(order)")
    case .orderAtAnotherVenue(let order, let venue):
      .init("order_at_another_venue", "\(order) was not placed at \(venue)")
    case .orderCancelled(let order):
      .init("order_cancelled", "\(order) was rejected or cancelled; nothing is due for it")
    case .methodNotRecorded(let method):
      .init("method_not_recorded", "\(method.name) cannot be recorded; redeem_points_as_tender pays with points")
    case .currencyMismatch(let currency, let expected):
      .init("currency_mismatch", "the amount is in \(currency), but \(expected) is due")
    case .amountMissing: .init("amount_missing", "a payment or a refund is of more than nothing")
    case .amountNegative:
      .init("amount_negative", "an amount must not be negative; give money back with refund_payment")
    case .overpaid(let order, let due):
      .init("overpaid", "\(due) is due for \(order); give what is on top as tip_minor")
    case .amountTooLarge: .init("amount_too_large", "the amounts come to more than 64 bits of minor units")
    case .shareOutOfRange(let number, let count):
      .init("share_out_of_range", "there is no share \(number) of \(count); shares are counted from 1")
    case .paymentAlreadyRecorded(let payment):
      .init("payment_already_recorded", "\(payment) was recorded differently; leave the ID out for a new payment")
    case .paymentUnknown(let payment): .init("payment_unknown", "there is no payment \(payment)")
    case .paymentAtAnotherVenue(let payment, let venue):
      .init("payment_at_another_venue", "\(payment) was not made at \(venue)")
    case .refundAlreadyMade(let refund):
      .init("refund_already_made", "\(refund) was made differently; leave the ID out for a new refund")
    case .refundExceedsPayment(let payment, let left):
      .init("refund_exceeds_payment", "\(left) is left of \(payment)")
    case .refundExceedsTip(let payment, let left):
      .init("refund_exceeds_tip", "\(left) is left of the tip of \(payment)")
    }
  }
}

extension PaymentsRejection {
  private var depositExplanation: RejectionExplanation {
    switch self {
    case .reservationMissing: .init("reservation_missing", "name the reservation whose deposit pays")
    case .depositNotUsed(let method):
      .init("deposit_not_used", "\(method.name) pays without a deposit; leave the reservation out")
    case .reservationUnknown(let reservation):
      .init("reservation_unknown", "there is no reservation \(reservation)")
    case .reservationAtAnotherVenue(let reservation, let venue):
      .init("reservation_at_another_venue", "\(reservation) was not made at \(venue)")
    case .depositWithoutVisit(let reservation):
      .init("deposit_without_visit", "\(reservation) was called off, or nobody came: its deposit pays no order")
    case .depositExceeded(let reservation, let left):
      .init("deposit_exceeded", "\(left) is left of the deposit of \(reservation)")
    case .tipOutOfDeposit: .init("tip_out_of_deposit", "a deposit pays orders; record the tip by itself")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}
