public import EventSourcing
public import Vocabulary

/// Why points are not earned, spent or changed as asked.
public enum LoyaltyRejection: Rejection {
  /// There is no such venue.
  case venueUnknown(VenueID)
  /// This machine's time-zone database lacks the venue's zone.
  case timeZoneUnknown(String)
  /// The venue has no loyalty programme.
  case programmeMissing(VenueID)
  /// The customer is not in the venue's programme.
  case notAMember(CustomerID)
  /// The programme gives no points for birthdays.
  case birthdayNotRewarded
  /// The programme has no such reward.
  case rewardUnknown(UInt32)
  /// Points cannot pay here.
  case tenderNotAccepted(VenueID)
  /// The member can spend fewer points.
  case insufficientPoints(has: Points, needs: Points)
  /// The points lie in more lots than one event may name.
  case tooManyLots
  /// More points than one event may move.
  case tooManyPoints
  /// An adjustment is of more or less than nothing.
  case pointsMissing
  /// There is no such order.
  case orderUnknown(OrderID)
  /// The order is not one of that venue.
  case orderAtAnotherVenue(OrderID, VenueID)
  /// The order was rejected or called off.
  case orderCancelled(OrderID)
  /// The order stands: what paid it is given back with `refund_payment`.
  case orderNotCancelled(OrderID)
  /// The order is in another currency.
  case currencyMismatch(Currency, expected: Currency)
  /// What is paid is more than nothing.
  case amountNotPositive
  /// More than is due.
  case overpaid(OrderID, due: Money)
  /// There is no such payment of that order by that member.
  case paymentUnknown(PaymentID)
  /// Another payment has this ID.
  case paymentAlreadyRecorded(PaymentID)
  /// There is no such refund of that payment.
  case refundUnknown(RefundID)
  /// Another redemption has this ID.
  case redemptionAlreadyMade(RedemptionID)
  /// There is no such redemption.
  case redemptionUnknown(RedemptionID)
  /// The points paid an order: they go back when the payment is refunded.
  case redemptionIsPayment(RedemptionID, PaymentID)
  /// Another adjustment has this ID.
  case adjustmentAlreadyMade(AdjustmentID)

  /// The stable code, and the message for people.
  public var explanation: RejectionExplanation {
    switch self {
    case .venueUnknown, .timeZoneUnknown, .programmeMissing, .notAMember, .birthdayNotRewarded, .rewardUnknown,
      .tenderNotAccepted:
      programmeExplanation
    case .insufficientPoints, .tooManyLots, .tooManyPoints, .pointsMissing, .redemptionAlreadyMade,
      .redemptionUnknown, .redemptionIsPayment, .adjustmentAlreadyMade:
      pointsExplanation
    case .orderUnknown, .orderAtAnotherVenue, .orderCancelled, .orderNotCancelled, .currencyMismatch,
      .amountNotPositive, .overpaid, .paymentUnknown, .paymentAlreadyRecorded, .refundUnknown:
      paymentExplanation
    }
  }
}

extension LoyaltyRejection {
  private var programmeExplanation: RejectionExplanation {
    switch self {
    case .venueUnknown(let venue): .init("venue_unknown", "there is no venue \(venue); set it up with set_up_venue")
    case .timeZoneUnknown(let zone):
      .init("time_zone_unknown", "this machine's time-zone database lacks \(zone); install tzdata")
    case .programmeMissing(let venue):
      .init("programme_missing", "\(venue) has no loyalty programme; describe one as `loyalty` with set_up_venue")
    case .notAMember(let customer):
      .init("not_a_member", "\(customer) is not in the venue's programme; enrol_member comes first")
    case .birthdayNotRewarded: .init("birthday_not_rewarded", "the programme gives no points for birthdays")
    case .rewardUnknown(let number): .init("reward_unknown", "the programme has no reward \(number)")
    case .tenderNotAccepted(let venue): .init("tender_not_accepted", "points cannot pay at \(venue)")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }

  private var pointsExplanation: RejectionExplanation {
    switch self {
    case .insufficientPoints(let has, let needs):
      .init("insufficient_points", "that takes \(needs); \(has) can be spent")
    case .tooManyLots:
      .init(
        "too_many_lots", "the points lie in more than \(LoyaltyLimits.movements) lots; spend them in smaller portions")
    case .tooManyPoints:
      .init("too_many_points", "more than \(LoyaltyLimits.points) points cannot be moved at once")
    case .pointsMissing: .init("points_missing", "an adjustment gives or takes at least one point")
    case .redemptionAlreadyMade(let redemption):
      .init("redemption_already_made", "\(redemption) was made differently; leave the ID out for a new one")
    case .redemptionUnknown(let redemption):
      .init("redemption_unknown", "there is no redemption \(redemption) of that member")
    case .redemptionIsPayment(let redemption, let payment):
      .init("redemption_is_payment", "\(redemption) paid an order; refund_payment of \(payment) gives its points back")
    case .adjustmentAlreadyMade(let adjustment):
      .init("adjustment_already_made", "\(adjustment) was made differently; leave the ID out for a new one")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }

  private var paymentExplanation: RejectionExplanation {
    switch self {
    case .orderUnknown(let order): .init("order_unknown", "there is no order \(order)")
    case .orderAtAnotherVenue(let order, let venue):
      .init("order_at_another_venue", "\(order) was not placed at \(venue)")
    case .orderCancelled(let order):
      .init("order_cancelled", "\(order) was rejected or cancelled; nothing is due for it")
    case .orderNotCancelled(let order):
      .init("order_not_cancelled", "\(order) was neither rejected nor cancelled; refund_payment gives a payment back")
    case .currencyMismatch(let currency, let expected):
      .init("currency_mismatch", "the amount is in \(currency), but \(expected) is due")
    case .amountNotPositive: .init("amount_not_positive", "points pay more than nothing")
    case .overpaid(let order, let due): .init("overpaid", "\(due) is due for \(order)")
    case .paymentUnknown(let payment):
      .init("payment_unknown", "there is no payment \(payment) of that order by that customer")
    case .paymentAlreadyRecorded(let payment):
      .init("payment_already_recorded", "\(payment) was recorded differently; leave the ID out for a new payment")
    case .refundUnknown(let refund): .init("refund_unknown", "there is no refund \(refund) of that payment")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}
