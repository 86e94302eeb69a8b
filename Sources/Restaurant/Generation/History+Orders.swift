import EventSourcing
import EventStore
import Ordering
import Payments
import Venue
import Vocabulary

/// Orders and the kitchen: what is asked for, and what follows.
extension History {
  /// The command of a move that concerns an order.
  mutating func orderRequest(_ move: Move, _ outing: inout Outing, at time: Timestamp) -> Request? {
    let staff = Actor(.staff)
    if move == .order { return placing(&outing, at: time) }
    guard let order = outing.order else { return nil }
    switch move {
    case .accept: return Request(AcceptOrder(order: order, readyBy: time.adding(minutes: 25), at: time), as: staff)
    case .reject: return Request(RejectOrder(order: order, reason: .tooBusy, at: time), as: staff)
    case .callOff:
      return Request(
        CancelOrder(order: order, reason: .customerRequest, at: time), as: Actor(.customer, outing.guest.id))
    case .start: return Request(StartOrder(order: order, at: time), as: staff)
    case .addItems:
      let lines = lines(outing, guests: 1, courses: 1)
      return Request(AddOrderItems(order: order, venue: venues[outing.venue].id, lines: lines, at: time), as: staff)
    case .makeReady: return Request(MarkOrderReady(order: order, at: time), as: staff)
    case .serve: return Request(ServeOrder(order: order, at: time), as: staff)
    case .collect: return Request(CollectOrder(order: order, at: time), as: staff)
    case .leaveUncollected: return Request(CancelOrder(order: order, reason: .notCollected, at: time), as: staff)
    default: return nil
    }
  }

  private mutating func placing(_ outing: inout Outing, at time: Timestamp) -> Request? {
    let venue = venues[outing.venue]
    let order: OrderID = ids.make()
    outing.order = order
    let lines = lines(outing, guests: outing.party, courses: venue.sections.count)
    if outing.service == .dineIn {
      return Request(
        PlaceOrder(
          order: order, venue: venue.id, service: .dineIn, channel: .counter, customer: outing.guest.id,
          table: outing.table, party: outing.party, lines: lines, at: time), as: Actor(.staff))
    }
    let minutes = 30 + random.number(0...30) + Int64(outing.disappointments) * 15
    guard let slot = venue.pickupSlot(after: time, minutes: minutes) else { return nil }
    outing.pickupAt = venue.instant(slot.starts, on: slot.date)
    let channel = random.pick([Channel.web: 5, .app: 3, .phone: 3]) ?? .web
    let giver = channel == .phone ? Actor(.staff) : Actor(.customer, outing.guest.id)
    return Request(
      PlaceOrder(
        order: order, venue: venue.id, service: .takeout, channel: channel, customer: outing.guest.id, pickup: slot,
        lines: lines, at: time), as: giver)
  }

  /// What guests choose from the first sections of the menu, or from all: everybody a main dish, most something else.
  private mutating func lines(_ outing: Outing, guests: UInt32, courses: Int) -> [OrderedLine] {
    let venue = venues[outing.venue]
    let isModest = outing.disappointments > 0
    var lines: [OrderedLine] = []
    for guest in 1...max(1, guests) {
      for (place, section) in venue.sections.prefix(courses).enumerated() {
        let isMain = place == venue.sections.count / 2
        guard courses == 1 || random.chance(isMain ? 96 : 42) else { continue }
        let served = isModest ? section.filter { item in !venue.counted.contains { $0.item == item.id } } : section
        guard !served.isEmpty else { continue }
        let usual = guest == 1 && random.chance(55) ? served[outing.guest.taste % served.count] : nil
        guard let item = usual ?? random.popular(served) else { continue }
        lines.append(
          OrderedLine(
            item: item.id, quantity: 1, options: choices(of: item), guest: outing.service == .dineIn ? guest : nil))
      }
    }
    if lines.isEmpty, let item = venue.sections.last(where: { !$0.isEmpty })?.last {
      lines.append(OrderedLine(item: item.id, quantity: 1))
    }
    return lines
  }

  private mutating func choices(of item: MenuItem) -> [OptionChoice] {
    var choices: [OptionChoice] = []
    for group in item.groups where group.min <= 1 && group.max > 0 {
      guard random.chance(group.min == 0 ? 40 : 60), let option = random.popular(group.options) else { continue }
      choices.append(OptionChoice(group: group.number, option: option.number))
    }
    return choices
  }

  /// What follows once an order has moved on.
  mutating func followOrder(
    _ number: Int, _ move: Move, _ outing: inout Outing, _ events: [any Event], at time: Timestamp
  )
    throws(SplitError)
  {
    for event in events {
      switch event {
      case let event as OrderPlaced: outing.owe(event.total)
      case let event as ItemsAddedToOrder: outing.owe(event.total)
      default: break
      }
    }
    let next = { (minutes: Int64) in time.adding(minutes: minutes) }
    switch move {
    case .order: followPlacing(number, outing, at: time)
    case .accept: schedule(.outing(number, .start), at: next(random.number(3...6)))
    case .start:
      let more = outing.service == .dineIn && random.chance(18)
      schedule(.outing(number, more ? .addItems : .makeReady), at: next(more ? 5 : random.number(9...16)))
    case .addItems: schedule(.outing(number, .makeReady), at: next(random.number(8...14)))
    case .makeReady where outing.service == .dineIn: schedule(.outing(number, .serve), at: next(3))
    case .makeReady:
      let comes = max(next(3), (outing.pickupAt ?? time).adding(minutes: random.number(0...12)))
      let forgets = random.chance(1)
      schedule(
        .outing(number, forgets ? .leaveUncollected : .collect), at: forgets ? comes.adding(minutes: 60) : comes)
    case .serve: try atTable(number, &outing, at: time)
    case .collect:
      try splitBill(&outing)
      schedule(.outing(number, .pay), at: next(3))
    case .reject, .callOff, .leaveUncollected: leaves(number, outing, at: time)
    default: break
    }
  }

  private mutating func followPlacing(_ number: Int, _ outing: Outing, at time: Timestamp) {
    let move: Move =
      if outing.service == .takeout, random.chance(2) {
        .reject
      } else if random.chance(outing.service == .takeout ? 2 : 0) {
        .callOff
      } else {
        .accept
      }
    schedule(.outing(number, move), at: time.adding(minutes: random.number(3...4)))
  }

  /// They eat; somebody may join the programme, or spend points, before the bill comes.
  private mutating func atTable(_ number: Int, _ outing: inout Outing, at time: Timestamp) throws(SplitError) {
    try splitBill(&outing)
    let venue = venues[outing.venue]
    let membership = GuestBook.Member(venue: venue.id, customer: outing.guest.id)
    let isMember = guests.members.contains(membership)
    let soon = time.adding(minutes: 3)
    if venue.setup.programme != nil, outing.guest.joins, !isMember {
      return schedule(.outing(number, .enrol), at: soon)
    }
    if isMember, random.chance(30) { return schedule(.outing(number, .redeem), at: soon) }
    billComes(number, outing, at: time)
  }

  /// When they ask for the bill: after a meal, but before their table is promised to others.
  mutating func billComes(_ number: Int, _ outing: Outing, at time: Timestamp) {
    let shares = Int64(max(1, outing.shares.count))
    var asks = time.adding(minutes: random.number(18...45))
    if let endsAt = outing.endsAt { asks = min(asks, endsAt.adding(minutes: -4 - 4 * shares)) }
    let isMember = guests.members.contains(.init(venue: venues[outing.venue].id, customer: outing.guest.id))
    let points = isMember && outing.shares.count == 1 && random.chance(12)
    schedule(.outing(number, points ? .tender : .pay), at: max(asks, time.adding(minutes: 3)))
  }

  /// What follows when an order was not taken.
  mutating func followNoOrder(_ number: Int, _ move: Move, _ outing: inout Outing, at time: Timestamp) {
    outing.disappointments += 1
    switch move {
    case .order where outing.disappointments <= GenerationLimits.attempts:
      schedule(.outing(number, .order), at: time.adding(minutes: 3))
    case .addItems: schedule(.outing(number, .makeReady), at: time.adding(minutes: 8))
    default: leaves(number, outing, at: time)
    }
  }

  /// They go: a party leaves its table.
  mutating func leaves(_ number: Int, _ outing: Outing, at time: Timestamp) {
    guard outing.service == .dineIn, outing.reservation != nil, outing.table != nil else {
      outings[number] = nil
      return
    }
    schedule(.outing(number, .finish), at: time.adding(minutes: 3))
  }
}

extension Outing {
  fileprivate mutating func owe(_ money: Money) {
    due = Amount(minorUnits: due.minorUnits &+ money.amount.minorUnits)
  }
}
