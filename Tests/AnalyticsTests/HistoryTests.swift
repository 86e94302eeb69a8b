import EventSourcing
import Testing
import Vocabulary

@testable import Analytics

/// Random histories, from a seed that is printed, against sums that are made in another way.
@Suite struct HistoryTests {
  private static let seeds: [UInt64] = {
    var system = SystemRandomNumberGenerator()
    let seeds = (0..<8).map { _ in system.next() }
    print("analytics histories: seeds \(seeds)")
    return seeds
  }()

  private struct Story {
    var happenings: [Happening] = []
    /// What stands in the end: orders that were not undone, with all their lines.
    var kept: [UInt64: (placed: OrderPlaced, time: Timestamp)] = [:]
    /// Who sits at each table: the number of the reservation.
    var seated: [UInt64: (number: UInt64, since: Timestamp, seating: Seating)] = [:]
  }

  private static func story(_ seed: UInt64) -> Story {
    var dice = Dice(seed: seed)
    var story = Story()
    var open: [UInt64] = []
    for number in 1...300 as ClosedRange<UInt64> {
      let time = Timestamp(microseconds: Int64.random(in: 0..<40 * 86_400_000_000, using: &dice))
      let venue = Bool.random(using: &dice) ? Bistro.venue : Bistro.other
      sit(&story, number, &dice)
      let isRecorded = Int.random(in: 0..<4, using: &dice) == 0
      let placed = Bistro.placed(
        number, ServiceDate(daysSinceEpoch: Int32.random(in: 0..<40, using: &dice)).description,
        lines(at: venue, &dice),
        by: Int.random(in: 0..<5, using: &dice) == 0 ? nil : Bistro.customer(UInt64.random(in: 1...9, using: &dice)),
        at: venue, table: Bistro.table((venue == Bistro.venue ? 0 : 10) + UInt64.random(in: 1...3, using: &dice)),
        service: Bool.random(using: &dice) ? .dineIn : .takeout, channel: Bool.random(using: &dice) ? .web : .phone,
        provenance: isRecorded ? .recorded : .taken, extra: Int64.random(in: 0..<100, using: &dice))
      story.happenings.append(Happening(placed, at: time))
      story.kept[number] = (placed, time)
      if isRecorded {
        story.happenings.append(Happening(OrderCollected(order: placed.order)))
      } else {
        open.append(number)
      }
      goOn(&story, &open, &dice)
    }
    return story
  }

  /// Sometimes a party sits down at a free table, sometimes one leaves.
  private static func sit(_ story: inout Story, _ number: UInt64, _ dice: inout Dice) {
    let table = UInt64.random(in: 1...3, using: &dice) + (Bool.random(using: &dice) ? 0 : 10)
    let venue = table < 10 ? Bistro.venue : Bistro.other
    guard let guests = story.seated[table] else {
      let since = Timestamp(microseconds: Int64.random(in: 0..<40 * 86_400_000_000, using: &dice))
      let date = ServiceDate(daysSinceEpoch: Int32(since.microseconds / 86_400_000_000))
      let seating = Seating(
        date: date, starts: .midnight, startsAt: since, endsAt: since,
        utcOffsetMinutes: Int32.random(in: -600...600, using: &dice), party: UInt32.random(in: 1...4, using: &dice),
        tables: [Bistro.table(table)])
      let reservation = Bistro.reservation(number)
      story.seated[table] = (number, since, seating)
      story.happenings.append(
        Bool.random(using: &dice)
          ? Happening(WalkInSeated(reservation: reservation, venue: venue, seating: seating, area: ""))
          : Happening(PartySeated(reservation: reservation, venue: venue, seating: seating, seatedAt: since)))
      return
    }
    guard Int.random(in: 0..<4, using: &dice) == 0 else { return }
    story.seated[table] = nil
    let stay = Int64.random(in: -3_600_000_000...30 * 3_600_000_000, using: &dice)
    story.happenings.append(
      Happening(
        VisitFinished(
          reservation: Bistro.reservation(guests.number), venue: venue, seating: guests.seating, seatedAt: guests.since,
          finishedAt: Timestamp(microseconds: guests.since.microseconds + stay))))
  }

  private static func lines(at venue: VenueID, _ dice: inout Dice) -> [OrderLine] {
    (0..<Int.random(in: 1...4, using: &dice)).map { _ in
      let option = ChosenOption(
        group: 1, option: UInt32.random(in: 1...3, using: &dice), count: UInt32.random(in: 1...2, using: &dice),
        name: "?", price: Amount(minorUnits: Int64.random(in: 0...90, using: &dice)))
      return Bistro.line(
        Bistro.item((venue == Bistro.venue ? 0 : 10) + UInt64.random(in: 1...6, using: &dice)),
        UInt32.random(in: 1...3, using: &dice),
        Int64.random(in: 0...2000, using: &dice), Bool.random(using: &dice) ? [option] : [])
    }
  }

  /// One more thing happens to an open order.
  private static func goOn(_ story: inout Story, _ open: inout [UInt64], _ dice: inout Dice) {
    guard let place = open.indices.randomElement(using: &dice), var kept = story.kept[open[place]] else { return }
    let (number, order) = (open[place], kept.placed.order)
    switch Int.random(in: 0..<5, using: &dice) {
    case 0:
      let lines = lines(at: kept.placed.venue, &dice)
      let total = Bistro.money(lines.reduce(7) { $0 + $1.total.minorUnits })
      story.happenings.append(
        Happening(ItemsAddedToOrder(order: order, venue: kept.placed.venue, total: total, lines: lines)))
      kept.placed.lines += lines
      kept.placed.total = Bistro.money(kept.placed.total.amount.minorUnits + total.amount.minorUnits)
      story.kept[number] = kept
    case 1:
      open.remove(at: place)
      story.kept[number] = nil
      story.happenings.append(
        Happening(OrderCancelled(order: order, venue: kept.placed.venue, reason: .customerRequest)))
    case 2:
      open.remove(at: place)
      story.happenings.append(Happening(OrderServed(order: order)))
    default: story.happenings.append(Happening(OrderAccepted(order: order, readyBy: nil)))
    }
  }

  @Test(arguments: seeds) func everySumIsThatOfTheOrdersThatStand(seed: UInt64) throws {
    let story = Self.story(seed)
    let analytics = try Analytics.after(story.happenings)
    for venue in [Bistro.venue, Bistro.other] {
      let kept = story.kept.values.filter { $0.placed.venue == venue }
      let report = analytics.sales(at: venue)
      #expect(report.total.orders == kept.count)
      #expect(report.total.gross.minorUnits == kept.reduce(0) { $0 + $1.placed.total.amount.minorUnits })
      let parts = [
        report.byDate.map(\.sales), report.byHour.map(\.sales), report.byWeekday.map(\.sales),
        report.byChannel.map(\.sales), report.byService.map(\.sales),
      ]
      for part in parts {
        #expect(part.reduce(0) { $0 + $1.orders } == report.total.orders)
        #expect(part.reduce(0) { $0 + $1.quantity } == report.total.quantity)
        #expect(part.reduce(0) { $0 + $1.gross.minorUnits } == report.total.gross.minorUnits)
      }
      try expectItemsAndPairs(analytics, at: venue, kept.map(\.placed))
      expectHistories(analytics, at: venue, kept.map(\.placed))
      let guests = analytics.guests(at: venue)
      let atTables = kept.filter { $0.placed.service == .dineIn }.reduce(0) { $0 + $1.placed.total.amount.minorUnits }
      #expect(guests.use.revenue + guests.pendingRevenue.minorUnits == atTables)
      #expect(guests.byDate.reduce(0) { $0 + $1.use.revenue } == guests.use.revenue)
      #expect(guests.use.tableSeconds == guests.total.stayedSeconds)
      #expect(guests.use.covers == guests.total.covers)
    }
  }

  private func expectItemsAndPairs(_ analytics: Analytics, at venue: VenueID, _ kept: [OrderPlaced]) throws {
    for item in analytics.items(at: venue) {
      let lines = kept.flatMap(\.lines).filter { $0.item == item.item }
      #expect(item.quantity == lines.reduce(0) { $0 + Int64($1.quantity) })
      #expect(item.gross.minorUnits == lines.reduce(0) { $0 + $1.total.minorUnits })
      #expect(item.orders == kept.count { order in order.lines.contains { $0.item == item.item } })
    }
    var together: [Set<ItemID>: Int64] = [:]
    for order in kept {
      let items = Array(Set(order.lines.map(\.item)))
      for (index, one) in items.enumerated() {
        for other in items[(index + 1)...] { together[[one, other], default: 0] += 1 }
      }
    }
    let found = analytics.pairs(at: venue).pairs
    #expect(found.count == together.count)
    #expect(found.allSatisfy { together[[$0.first.item, $0.second.item]] == $0.together })
  }

  private func expectHistories(_ analytics: Analytics, at venue: VenueID, _ kept: [OrderPlaced]) {
    var days: [CustomerID: [ServiceDate: Int64]] = [:]
    for order in kept {
      guard let customer = order.customer else { continue }
      days[customer, default: [:]][order.serviceDate, default: 0] += order.total.amount.minorUnits
    }
    let histories = analytics.histories(at: venue)
    #expect(Set(histories.map(\.customer)) == Set(days.keys))
    for history in histories {
      #expect(history.days.map(\.date) == days[history.customer]?.keys.sorted())
      #expect(history.days.allSatisfy { days[history.customer]?[$0.date] == $0.gross.minorUnits })
    }
  }

  @Test(arguments: seeds) func goingOnFromASnapshotEqualsARebuildFromZero(seed: UInt64) throws {
    let happenings = Self.story(seed).happenings
    let whole = try Analytics.after(happenings)
    var dice = Dice(seed: seed)
    for _ in 0..<5 {
      let cut = Int.random(in: 0...happenings.count, using: &dice)
      var later = try Analytics.restored(Analytics.after(Array(happenings[..<cut])).snapshot())
      try later.take(happenings[cut...])
      #expect(try later.snapshot() == whole.snapshot(), "cut at \(cut)")
    }
  }

  @Test(arguments: seeds) func rangesThatFollowEachOtherAddUp(seed: UInt64) throws {
    let analytics = try Analytics.after(Self.story(seed).happenings)
    var dice = Dice(seed: seed)
    let cut = ServiceDate(daysSinceEpoch: Int32.random(in: 0..<40, using: &dice))
    let early = analytics.sales(at: Bistro.venue, in: DateRange(to: cut))
    let late = analytics.sales(at: Bistro.venue, in: DateRange(from: cut.adding(days: 1)))
    let whole = analytics.sales(at: Bistro.venue)
    #expect(early.total.orders + late.total.orders == whole.total.orders)
    #expect(early.total.gross.minorUnits + late.total.gross.minorUnits == whole.total.gross.minorUnits)
    #expect(early.byDate + late.byDate == whole.byDate)
  }
}
