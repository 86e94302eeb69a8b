public import EventSourcing
public import Venue
import Vocabulary

extension LoyaltyDecider {
  /// Gives what a payment earns, once.
  public static let earnPoints = Decider<
    EarnPoints, LoyaltyRejection, VenueSetup, PaidOrder, EarningPayment, MemberLots
  >(
    keys: { ($0.venue, $0.order, $0.payment, $0.member) },
    decide: { (command, venue, order, known, member) throws(LoyaltyRejection) in
      guard let payment = known.payment, payment.order == order.id, payment.venue == venue.id,
        payment.customer == command.customer
      else { throw .paymentUnknown(known.id) }
      let day = try ProgrammeDay(venue, command.occurredAt)
      guard let programme = day.programme, let since = member.since, since <= day.time, payment.method != .points,
        member.earnings[known.id] == nil
      else { return [] }
      let qualifying = member.qualifying(on: day.date, months: programme.tierMonths)
      let points = programme.points(
        for: payment.amount.amount, of: order, on: day.date.weekday, tier: programme.tier(for: qualifying))
      guard let points else { throw .tooManyPoints }
      var change = MemberChange(member, day)
      try change.earn(points, .payment, payment: known.id, order: order.id)
      // A tip alone is no visit: the order is still to be paid.
      if payment.amount.amount > .zero, !member.visits.contains(order.id) {
        try change.earn(programme.visit, .visit, payment: known.id, order: order.id)
      }
      return change.finished()
    })

  /// Takes back what a refunded payment had earned, and restores what it had been made with; once for each refund.
  public static let reversePoints = Decider<
    ReversePoints, LoyaltyRejection, VenueSetup, EarningPayment, MemberLots
  >(
    keys: { ($0.venue, $0.payment, $0.member) },
    decide: { (command, venue, known, member) throws(LoyaltyRejection) in
      guard let payment = known.payment, payment.venue == venue.id, payment.customer == command.customer else {
        throw .paymentUnknown(known.id)
      }
      guard let refund = known.refunded.first(where: { $0.refund == command.refund }) else {
        throw .refundUnknown(command.refund)
      }
      let day = try ProgrammeDay(venue, command.occurredAt)
      if member.refunds.contains(.init(command.refund, of: known.id)) { return [] }
      var change = MemberChange(member, day)
      if let earning = member.earnings[known.id] {
        try change.reverse(earning, of: payment, upTo: refund.upTo, refund: command.refund)
      }
      if let redemption = member.tenders[known.id].flatMap({ member.redemptions[$0] }) {
        let goal = redemption.event.points.part(refund.upTo, of: payment.amount.amount)
        try change.restore(goal - redemption.restored, of: redemption, refund: command.refund)
      }
      return change.events.isEmpty ? [] : change.finished()
    })
}

extension MemberChange {
  /// Takes back the part of an earning that refunds up to `refunded` stand for, less what earlier ones took.
  ///
  /// Out of the payment's own lots first, but what expired in them is gone already; then out of the others,
  /// first-expiring-first, pending ones included; what is missing then is owed.
  mutating func reverse(
    _ earning: MemberLots.Earning, of payment: PaymentRecorded, upTo refunded: Amount, refund: RefundID
  ) throws(LoyaltyRejection) {
    // What was earned for the visit stays as long as a part of the payment does.
    let isWhole = refunded >= payment.amount.amount
    let goal = earning.base.part(refunded, of: payment.amount.amount) + (isWhole ? earning.visit : .zero)
    let points = goal - earning.reversed
    guard points > .zero else { return }
    let (book, time) = (member.book, day.time)
    let own = book.movements(points) { earning.lots.contains($0.number) && !$0.isVoid(at: time) }
    var missing = points - own.total
    let gone = book.lots.reduce(Points.zero) { sum, lot in
      guard earning.lots.contains(lot.number) else { return sum }
      return sum + lot.expired + (lot.isVoid(at: time) ? lot.remaining : .zero)
    }
    let lapsed = max(.zero, min(missing, gone - earning.lapsed))
    missing -= lapsed
    let others = book.movements(missing) { !earning.lots.contains($0.number) && !$0.isVoid(at: time) }
    let lots = own + others
    guard lots.count <= LoyaltyLimits.movements else { throw .tooManyLots }
    append(
      .reversed(
        PointsReversed(
          venue: day.venue, customer: member.member.customer, payment: payment.payment, refund: refund,
          points: points - lapsed, lots: lots, owed: missing - others.total, lapsed: lapsed, serviceDate: day.date,
          utcOffsetMinutes: day.offsetMinutes)))
  }

  /// Gives points of a redemption back, from where earlier restorations ended: what is owed is settled first, the rest
  /// goes back into its lots, or into a new one where its own is void.
  mutating func restore(
    _ points: Points, of redemption: MemberLots.Redemption, refund: RefundID? = nil
  ) throws(LoyaltyRejection) {
    guard points > .zero else { return }
    let settled = min(points, member.book.owed)
    let back = redemption.event.lots.slice(from: redemption.restored + settled, count: points - settled)
    let live = back.filter { !member.book.lots[Int($0.lot) - 1].isVoid(at: day.time) }
    let replaced = back.total - live.total
    append(
      .restored(
        PointsRestored(
          venue: day.venue, customer: member.member.customer, redemption: redemption.event.redemption,
          points: points - replaced, settled: settled, lots: live, payment: redemption.event.payment, refund: refund,
          replaced: replaced, serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)))
    try earn(replaced, .restored, payment: redemption.event.payment, order: redemption.event.order)
  }

  /// Gives points in a new lot, or takes them out of those that are not void.
  mutating func adjust(
    _ adjustment: AdjustmentID, _ points: Points, _ reason: AdjustmentReason
  ) throws(LoyaltyRejection) {
    let (book, time) = (member.book, day.time)
    let isGiven = points > .zero
    let expiry = isGiven ? day.expiry : nil
    let lots = book.movements(.zero - points) { !$0.isVoid(at: time) }
    guard lots.count <= LoyaltyLimits.movements else { throw .tooManyLots }
    guard isGiven || lots.total == .zero - points else {
      throw .insufficientPoints(has: lots.total, needs: .zero - points)
    }
    append(
      .adjusted(
        PointsAdjusted(
          venue: day.venue, customer: member.member.customer, adjustment: adjustment, points: points, reason: reason,
          settled: isGiven ? min(points, book.owed) : .zero, lot: isGiven ? book.nextLot : nil, activatesAt: time,
          expiresAt: expiry?.time, expiresOn: expiry?.date, lots: lots, serviceDate: day.date,
          utcOffsetMinutes: day.offsetMinutes)))
  }

  /// Records that points are void; in portions that an event holds.
  mutating func writeOff() {
    let time = day.time
    while true {
      let void = member.book.movements(member.book.held) { $0.isVoid(at: time) }.prefix(LoyaltyLimits.movements)
      guard !void.isEmpty else { return }
      append(
        .expired(
          PointsExpired(
            venue: day.venue, customer: member.member.customer, points: void.total, lots: Array(void),
            serviceDate: day.date, utcOffsetMinutes: day.offsetMinutes)))
    }
  }
}

extension [PointsMovement] {
  /// `count` points of these movements, after the first `start`.
  fileprivate func slice(from start: Points, count: Points) -> [PointsMovement] {
    var (skip, left) = (start, count)
    var result: [PointsMovement] = []
    for movement in self {
      let skipped = Swift.min(skip, movement.points)
      let taken = Swift.min(left, movement.points - skipped)
      skip -= skipped
      left -= taken
      if taken > .zero { result.append(PointsMovement(lot: movement.lot, points: taken)) }
    }
    return result
  }
}
