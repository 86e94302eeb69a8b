import EventSourcing
import EventStore
import Loyalty
import Payments
import Venue
import Vocabulary

/// Bills and points: what is asked for, and what follows.
extension History {
  /// The command of a move that concerns money or points.
  mutating func billRequest(_ move: Move, _ outing: inout Outing, at time: Timestamp) async throws -> Request? {
    let venue = venues[outing.venue]
    let staff = Actor(.staff)
    let customer = outing.guest.id
    switch move {
    case .enrol: return Request(EnrolMember(venue: venue.id, customer: customer, at: time), as: staff)
    case .redeem:
      let active = try await active(outing, at: time)
      let rewards = venue.setup.programme?.rewards ?? []
      guard let reward = rewards.filter({ $0.points <= active }).max(by: { $0.points < $1.points }) else { return nil }
      return Request(
        RedeemReward(
          venue: venue.id, customer: customer, redemption: ids.make(), reward: reward.number, at: time), as: staff)
    case .tender:
      guard let order = outing.order, let rate = venue.setup.programme?.tender, rate.points > .zero else { return nil }
      let steps = try await active(outing, at: time).count / rate.points.count
      let worth = min(outing.due.minorUnits, steps * rate.value.minorUnits)
      guard worth > 0 else { return nil }
      let amount = Money(Amount(minorUnits: worth), venue.setup.currency)
      return Request(
        RedeemPointsAsTender(
          venue: venue.id, customer: customer, redemption: ids.make(), payment: ids.make(), order: order,
          amount: amount, at: time), as: staff)
    case .pay: return paying(&outing, venue, at: time)
    case .refund:
      guard let payment = outing.payment else { return nil }
      let part = Amount(minorUnits: max(1, payment.amount.minorUnits * random.number(2...10) / 10))
      return Request(
        RefundPayment(
          refund: ids.make(), payment: payment.id, venue: venue.id, amount: Money(part, venue.setup.currency),
          reason: random.chance(60) ? .quality : .goodwill, at: time), as: staff)
    default: return nil
    }
  }

  private mutating func paying(_ outing: inout Outing, _ venue: GeneratedVenue, at time: Timestamp) -> Request? {
    guard let order = outing.order, let share = outing.shares.popLast() else { return nil }
    let payment: PaymentID = ids.make()
    let isCard = random.chance(82)
    if isCard { outing.payment = (payment, share) }
    let percent = outing.service == .dineIn ? random.pick([Int64(0): 45, 5: 8, 10: 35, 15: 12]) ?? 0 : 0
    let tip = Amount(minorUnits: share.minorUnits * percent / 100)
    let number = outing.shareCount - UInt32(outing.shares.count)
    return Request(
      RecordPayment(
        payment: payment, order: order, venue: venue.id, method: isCard ? .cardPresent : .cash,
        amount: Money(share, venue.setup.currency), tip: tip > .zero ? tip : nil,
        share: outing.shareCount > 1 ? BillShare(number: number, of: outing.shareCount) : nil, at: time),
      as: Actor(.staff))
  }

  /// The points that a guest can spend now. Nothing of theirs is on its way when this is asked.
  private func active(_ outing: Outing, at time: Timestamp) async throws -> Points {
    let member = Member(venues[outing.venue].id, outing.guest.id)
    return try await restaurant.loyalty.read(at: restaurant.log.head) { loyalty, _ in
      loyalty.member(member, at: time)?.standing.active ?? .zero
    }
  }

  /// One pays, or each their share.
  mutating func splitBill(_ outing: inout Outing) throws(SplitError) {
    let splits = outing.party > 1 && outing.service == .dineIn && random.chance(15)
    let parts = splits ? Int(min(4, outing.party)) : 1
    outing.shares = try SplitBill.equally(outing.due, into: parts).reversed()
    outing.shareCount = UInt32(outing.shares.count)
  }

  /// What follows once points or money have changed hands.
  mutating func followBill(
    _ number: Int, _ move: Move, _ outing: inout Outing, _ events: [any Event], at time: Timestamp
  ) {
    switch move {
    case .enrol:
      guests.members.insert(.init(venue: venues[outing.venue].id, customer: outing.guest.id))
      awaitBirthday(of: outing.guest, outing.venue, after: time)
      billComes(number, outing, at: time)
    case .redeem: billComes(number, outing, at: time)
    case .tender:
      for case let paid as PaymentRecorded in events {
        outing.due = Amount(minorUnits: outing.due.minorUnits - paid.amount.amount.minorUnits)
      }
      outing.shares = outing.due > .zero ? [outing.due] : []
      if outing.shares.isEmpty {
        leaves(number, outing, at: time)
      } else {
        schedule(.outing(number, .pay), at: time.adding(minutes: 3))
      }
    case .pay:
      if !outing.shares.isEmpty { return schedule(.outing(number, .pay), at: time.adding(minutes: 3)) }
      if outing.payment != nil, random.chance(1) {
        begin(outing, with: .refund, at: time.adding(minutes: random.number(600...2_000)))
      }
      leaves(number, outing, at: time)
    default: break
    }
  }

  /// What follows when points or money were not taken: the rest is paid, or they go.
  mutating func followNoBill(_ number: Int, _ move: Move, _ outing: Outing, at time: Timestamp) {
    switch move {
    case .enrol, .redeem: billComes(number, outing, at: time)
    case .tender: schedule(.outing(number, .pay), at: time.adding(minutes: 3))
    default: leaves(number, outing, at: time)
    }
  }
}
