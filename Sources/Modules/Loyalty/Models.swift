public import EventSourcing
public import Vocabulary

/// What a decision about a member's points needs to know.
public struct MemberLots: Model {
  /// The points that one payment earned.
  public struct Earning: Hashable, Sendable {
    /// For the payment itself.
    public internal(set) var base = Points.zero
    /// For the visit.
    public internal(set) var visit = Points.zero
    /// The order that was paid.
    public internal(set) var order: OrderID?
    /// The service day.
    public internal(set) var date = ServiceDate.epoch
    /// The lots that they went into.
    public internal(set) var lots: [UInt32] = []
    /// What refunds took back, what had lapsed included.
    public internal(set) var reversed = Points.zero
    /// What refunds did not take back because it had expired.
    public internal(set) var lapsed = Points.zero
  }

  /// A spending of points, and what of it went back.
  public struct Redemption: Equatable, Sendable {
    /// As it was recorded.
    public let event: PointsRedeemed
    /// How many points went back.
    public internal(set) var restored = Points.zero
  }

  /// Names a refund.
  public struct RefundOfPayment: Hashable, Sendable {
    /// The refund.
    public let refund: RefundID
    /// The payment that was given back.
    public let payment: PaymentID

    /// A refund of a payment.
    public init(_ refund: RefundID, of payment: PaymentID) {
      self.refund = refund
      self.payment = payment
    }
  }

  /// Whose points.
  public let member: Member
  /// From when on payments earn points; nil before the customer enrolled.
  public private(set) var since: Timestamp?
  /// The lots.
  public private(set) var book = LotBook()
  /// What each payment earned.
  public private(set) var earnings: [PaymentID: Earning] = [:]
  /// The redemptions.
  public private(set) var redemptions: [RedemptionID: Redemption] = [:]
  /// The redemption that each payment with points was made with.
  public private(set) var tenders: [PaymentID: RedemptionID] = [:]
  /// The refunds that were dealt with. A refund is one of its payment: another payment's may have the same ID.
  public private(set) var refunds: Set<RefundOfPayment> = []
  /// The adjustments.
  public private(set) var adjustments: [AdjustmentID: PointsAdjusted] = [:]
  /// The orders that counted as a visit.
  public private(set) var visits: Set<OrderID> = []
  /// The calendar years whose birthday was rewarded.
  public private(set) var birthdays: Set<Int> = []
  /// The recorded tier; 0 is none.
  public private(set) var tier: UInt32 = 0

  /// The state before anything happened.
  public init(_ key: Member) { member = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: Member) -> Tags { [.loyalty(key.venue, key.customer)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: MemberFact) {
    book.evolve(fact)
    switch fact {
    case .enrolled(let event): since = event.since
    case .earned(let event): note(event)
    case .redeemed(let event):
      redemptions[event.redemption] = Redemption(event: event)
      if let payment = event.payment { tenders[payment] = event.redemption }
    case .restored(let event):
      redemptions[event.redemption]?.restored += event.points + event.replaced
      if let refund = event.refund, let payment = event.payment { refunds.insert(.init(refund, of: payment)) }
    case .reversed(let event): note(event)
    case .expired: break
    case .adjusted(let event): adjustments[event.adjustment] = event
    case .tierChanged(let event): tier = event.to
    }
  }

  private mutating func note(_ event: PointsReversed) {
    refunds.insert(.init(event.refund, of: event.payment))
    guard var earning = earnings[event.payment] else { return }
    earning.reversed += event.points + event.lapsed
    earning.lapsed += event.lapsed
    earnings[event.payment] = earning
    // The visit was taken back with the payment: when the order is paid again, it counts again.
    if earning.visit > .zero, earning.reversed >= earning.base + earning.visit, let order = earning.order {
      visits.remove(order)
    }
  }

  private mutating func note(_ event: PointsEarned) {
    switch event.cause {
    case .payment, .visit:
      if let order = event.order { visits.insert(order) }
      guard let payment = event.payment else { return }
      var earning = earnings[payment] ?? Earning()
      earning.date = event.serviceDate
      earning.order = event.order
      earning.lots.append(event.lot)
      if event.cause == .payment { earning.base += event.points } else { earning.visit += event.points }
      earnings[payment] = earning
    case .birthday: birthdays.insert(event.serviceDate.civil.year)
    case .welcome, .restored, .unspecified: break
    }
  }

  /// The points that count for a tier on a day: those of payments of the last so many months; of all, if 0.
  public func qualifying(on date: ServiceDate, months: UInt32) -> Points {
    earnings.values.reduce(.zero) { sum, earning in
      let counts = months == 0 || earning.date.adding(months: Int(months)) > date
      return counts ? sum + earning.base + earning.visit - earning.reversed : sum
    }
  }
}
