import EventSourcing
import Testing
import Vocabulary

@testable import Analytics

@Suite struct GuestTests {
  private static let table = Bistro.table(1)
  private static let seating = Bistro.seating(
    "2026-07-01", "2026-07-01T18:00:00Z", "2026-07-01T20:00:00Z", party: 3, table)

  private static func booked(_ number: UInt64, _ seating: Seating = seating, at time: String) -> Happening {
    Happening(
      ReservationBooked(
        reservation: Bistro.reservation(number), venue: Bistro.venue, seating: seating, area: "",
        cancelBy: seating.startsAt), at: time)
  }

  private static let seated = Happening(
    PartySeated(
      reservation: Bistro.reservation(1), venue: Bistro.venue, seating: seating,
      seatedAt: Bistro.time("2026-07-01T18:30:00Z")))

  private static func left(_ time: String) -> Happening {
    Happening(
      VisitFinished(
        reservation: Bistro.reservation(1), venue: Bistro.venue, seating: seating,
        seatedAt: Bistro.time("2026-07-01T18:30:00Z"), finishedAt: Bistro.time(time)))
  }

  @Test func aCancelledBookingIsNeitherAShowNorANoShow() throws {
    let cancelled = ReservationCancelled(
      reservation: Bistro.reservation(2), venue: Bistro.venue, seating: Self.seating, reason: .dinerRequest)
    let absent = ReservationMarkedNoShow(
      reservation: Bistro.reservation(3), venue: Bistro.venue, seating: Self.seating)
    let analytics = try Analytics.after(
      Self.booked(1, at: "2026-07-01T16:30:00Z"), Self.booked(2, at: "2026-06-30T18:00:00Z"),
      Self.booked(3, at: "2026-06-01T17:59:00Z"), Self.booked(4, at: "2026-07-01T19:00:00Z"), Happening(cancelled),
      Happening(absent), Self.seated)
    let total = analytics.guests(at: Bistro.venue).total
    #expect((total.booked, total.cancelled, total.noShows, total.shows) == (4, 1, 1, 1))
    #expect((total.bookedCovers, total.covers) == (12, 3))
    #expect(total.cancellationRate == 0.25)
    #expect(total.noShowRate == 0.5)
    #expect(total.leads == [1, 1, 0, 1, 0, 0, 0, 1])
    #expect(total.leadMinutes == 90 + 24 * 60 + 30 * 24 * 60 + 1)
  }

  @Test func aBookingThatMovesCountsOnItsNewDay() throws {
    let later = Bistro.seating("2026-07-05", "2026-07-05T18:00:00Z", "2026-07-05T20:00:00Z", party: 5, Self.table)
    let moved = ReservationModified(
      reservation: Bistro.reservation(1), venue: Bistro.venue, seating: later, area: "", previous: Self.seating,
      cancelBy: later.startsAt)
    let analytics = try Analytics.after(Self.booked(1, at: "2026-06-30T18:00:00Z"), Happening(moved))
    let report = analytics.guests(at: Bistro.venue)
    #expect((report.total.booked, report.total.bookedCovers) == (1, 5))
    #expect(report.byDate.last.map { ($0.date, $0.guests.booked) }.map { "\($0)" } == "(2026-07-05, 1)")
  }

  @Test func whatAVisitSpentIsSpreadOverItsTime() throws {
    // From 19:30 to 21:15 in London: 30, 60 and 15 minutes of 105.
    let order = Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 1000)], table: Self.table)
    let happenings = [
      Self.seated, Happening(order, at: "2026-07-01T18:40:00Z"), Happening(OrderServed(order: Bistro.order(1))),
    ]
    let before = try Analytics.after(Bistro.setUp + happenings).guests(at: Bistro.venue)
    #expect(before.pendingRevenue == Amount(minorUnits: 1000))
    #expect(before.use.revenue == 0)
    let after = try Analytics.after(Bistro.setUp + happenings + [Self.left("2026-07-01T20:15:00Z")]).guests(
      at: Bistro.venue)
    #expect(after.pendingRevenue == .zero)
    let evening = after.byHour.filter { $0.revenue > 0 }
    #expect(evening.map(\.hour) == [19, 20, 21])
    #expect(evening.map(\.revenue) == [286, 571, 143])
    #expect(evening.map(\.tableSeconds) == [1800, 3600, 900])
    #expect(evening.map(\.guestSeconds) == [5400, 10800, 2700])
    #expect(evening.map(\.covers) == [3, 0, 0])
    #expect(evening.map(\.availableSeatSeconds) == [21600, 21600, 21600])
    #expect(evening[1].revenuePerSeatHour == 571.0 / 6)
    #expect(evening[1].tableUse == 0.5)
    #expect(after.use.revenuePerSeatHour == 1000.0 / 30)
    #expect(after.total.averageStaySeconds == 6300)
  }

  @Test func anOrderWithoutAVisitCountsWhenItWasPlaced() throws {
    let order = Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 1000)], table: Self.table)
    let takeout = Bistro.placed(2, "2026-07-01", [Bistro.line(Bistro.soup, 1, 700)], service: .takeout)
    let report = try Analytics.after(Happening(order, at: "2026-07-01T23:40:00Z"), Happening(takeout))
      .guests(at: Bistro.venue)
    #expect(report.byHour.filter { $0.revenue != 0 }.map(\.hour) == [24])
    #expect(report.use.revenue == 1000)
  }

  @Test func whatIsCancelledAfterTheVisitIsTakenBack() throws {
    let order = Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 1000)], table: Self.table)
    let more = ItemsAddedToOrder(
      order: Bistro.order(1), venue: Bistro.venue, total: Bistro.money(333), lines: [Bistro.line(Bistro.wine, 1, 333)])
    let visit = [Self.seated, Happening(order, at: "2026-07-01T18:40:00Z"), Self.left("2026-07-01T20:15:00Z")]
    let added = try Analytics.after(visit + [Happening(more)])
    #expect(added.guests(at: Bistro.venue).byHour.filter { $0.revenue > 0 }.map(\.revenue) == [381, 762, 190])
    let cancelled = OrderCancelled(order: Bistro.order(1), venue: Bistro.venue, reason: .mistake)
    let undone = try Analytics.after(visit + [Happening(more), Happening(cancelled)])
    #expect(undone.guests(at: Bistro.venue).byHour.allSatisfy { $0.revenue == 0 })
    #expect(undone.visits.count == 0)
  }

  @Test func ordersFollowAPartyToItsNewTable() throws {
    let moved = TablesReassigned(
      reservation: Bistro.reservation(1), venue: Bistro.venue,
      seating: Bistro.seating(
        "2026-07-01", "2026-07-01T18:00:00Z", "2026-07-01T20:00:00Z", party: 3, Bistro.table(2)),
      previousTables: [Self.table])
    func order(_ number: UInt64, _ table: TableID) -> Happening {
      Happening(
        Bistro.placed(number, "2026-07-01", [Bistro.line(Bistro.soup, 1, 1000)], table: table),
        at: "2026-07-01T18:40:00Z")
    }
    let analytics = try Analytics.after(Self.seated, Happening(moved), order(1, Bistro.table(2)), order(2, Self.table))
    #expect(analytics.guests(at: Bistro.venue).pendingRevenue == Amount(minorUnits: 1000))
    #expect(analytics.guests(at: Bistro.venue).use.revenue == 1000)
  }

  @Test(arguments: [0, 1, 2, 999, 1000, 1_000_000_007, -5]) func sharesAddUp(amount: Int64) {
    let visit = Analytics.Visit(
      venue: 0, date: Bistro.day("2026-07-01"), utcOffsetMinutes: 60,
      seatedAt: Bistro.time("2026-07-01T18:59:59.999999Z"), finishedAt: nil, tables: [])
    for end in ["2026-07-01T18:00:00Z", "2026-07-01T22:41:07.5Z", "2026-07-09T00:00:00Z"] {
      let spread = HourSpread(visit, until: Bistro.time(end))
      #expect(spread.shares(of: amount).reduce(0) { $0 + $1.share } == amount)
      #expect(spread.parts.allSatisfy { $0.duration >= 0 })
    }
  }
}
