import EventSourcing
import Testing
import Vocabulary

@testable import Analytics

/// Seats that could be had on past days: by the set-up of their time.
@Suite struct CapacityTests {
  /// Seat hours that could be had on each of these days.
  private static func seatHours(_ changes: [Happening], on dates: String...) throws -> [Int64] {
    let visits = dates.enumerated().map { index, date in
      let seating = Bistro.seating(date, "\(date)T18:00:00Z", "\(date)T20:00:00Z", party: 2, Bistro.table(1))
      return Happening(
        WalkInSeated(
          reservation: Bistro.reservation(UInt64(index)), venue: Bistro.venue, seating: seating, area: ""),
        at: "\(date)T18:00:00Z")
    }
    let analytics = try Analytics.after(changes + visits)
    return dates.map(Bistro.day).map { date in
      analytics.guests(at: Bistro.venue, in: DateRange(from: date, to: date)).use.availableSeatSeconds / 3600
    }
  }

  @Test func hoursThatChangeInMidMonthHoldFromTheirDay() throws {
    let shorter = OpeningHoursSet(venue: Bistro.venue, periods: Bistro.everyDay(19, 21))
    // At 22:30 in London on the 15th, and at half past midnight on the 21st.
    let longer = OpeningHoursSet(venue: Bistro.venue, periods: Bistro.everyDay(12, 22))
    let changes: [Happening] = [
      Happening(shorter, at: "2026-06-15T21:30:00Z"), Happening(longer, at: "2026-06-20T23:30:00Z"),
    ]
    let found = try Self.seatHours(Bistro.setUp + changes, on: "2026-06-14", "2026-06-15", "2026-06-20", "2026-06-21")
    #expect(found == [30, 12, 12, 60])
  }

  @Test func tablesCountFromWhenTheyAreAddedUntilTheyAreRemoved() throws {
    let bigger = Table(id: Bistro.table(2), name: "2", minSeats: 1, maxSeats: 8)
    let changes: [Happening] = [
      Bistro.added(3, seats: 10, at: "2026-06-10T12:00:00Z"),
      Happening(TableChanged(venue: Bistro.venue, table: bigger), at: "2026-06-12T12:00:00Z"),
      Happening(TableRemoved(venue: Bistro.venue, table: Bistro.table(1)), at: "2026-06-14T12:00:00Z"),
    ]
    let found = try Self.seatHours(Bistro.setUp + changes, on: "2026-06-09", "2026-06-10", "2026-06-12", "2026-06-14")
    #expect(found == [30, 80, 110, 90])
  }

  @Test func anExceptionCountsIfItWasSetBeforeItsDayEnded() throws {
    func exception(_ date: String, at time: String) -> Happening {
      Happening(DayHoursSet(venue: Bistro.venue, date: Bistro.day(date), periods: []), at: time)
    }
    let again = DayHoursCleared(venue: Bistro.venue, date: Bistro.day("2026-06-12"))
    let changes: [Happening] = [
      exception("2026-06-10", at: "2026-06-01T12:00:00Z"), exception("2026-06-12", at: "2026-06-01T12:00:00Z"),
      Happening(again, at: "2026-06-03T12:00:00Z"),
      // One minute before midnight in London, and one after it.
      exception("2026-06-14", at: "2026-06-14T22:59:00Z"), exception("2026-06-15", at: "2026-06-15T23:01:00Z"),
    ]
    let found = try Self.seatHours(
      Bistro.setUp + changes, on: "2026-06-09", "2026-06-10", "2026-06-12", "2026-06-14", "2026-06-15", "2026-06-16")
    #expect(found == [30, 0, 30, 0, 30, 30])
  }

  @Test func aCorrectionCountsFromTheTimeThatItStates() throws {
    let wrong = OpeningHoursSet(venue: Bistro.venue, periods: Bistro.everyDay(12, 22))
    let right = OpeningHoursSet(venue: Bistro.venue, periods: Bistro.everyDay(19, 21))
    let changes: [Happening] = [
      Happening(wrong, at: "2026-06-10T12:00:00Z"), Happening(right, at: "2026-06-05T12:00:00Z"),
    ]
    let found = try Self.seatHours(Bistro.setUp + changes, on: "2026-06-04", "2026-06-05", "2026-06-11")
    #expect(found == [30, 12, 12])
  }

  @Test func importedDaysBeforeTheVenueWasOpenedHaveTheSetUpOfItsFirstDay() throws {
    let changes: [Happening] = [
      Bistro.added(3, seats: 4, at: "2026-05-01T20:00:00Z"), Bistro.added(4, seats: 40, at: "2026-05-02T08:00:00Z"),
    ]
    #expect(try Self.seatHours(Bistro.setUp + changes, on: "2019-02-03", "2026-05-01", "2026-05-02") == [50, 50, 250])
  }

  @Test func aSnapshotKeepsTheSetUpOfEveryTime() throws {
    let closed = DayHoursSet(venue: Bistro.venue, date: Bistro.day("2026-06-10"), periods: [])
    let short = DayHoursSet(
      venue: Bistro.venue, date: Bistro.day("2026-06-11"),
      periods: [DayPeriod(opens: Bistro.hour(12), closes: Bistro.hour(26))])
    let changes: [Happening] = [
      Happening(closed, at: "2026-06-01T12:00:00Z"), Happening(short, at: "2026-06-01T12:00:00Z"),
      Happening(DayHoursCleared(venue: Bistro.venue, date: Bistro.day("2026-06-10")), at: "2026-06-02T12:00:00Z"),
      Happening(TableRemoved(venue: Bistro.venue, table: Bistro.table(1)), at: "2026-06-14T12:00:00Z"),
    ]
    let analytics = try Analytics.after(Bistro.setUp + changes)
    let restored = try Analytics.restored(analytics.snapshot())
    #expect(try restored.snapshot() == analytics.snapshot())
    for date in ["2026-05-01", "2026-06-10", "2026-06-11", "2026-06-14"].map(Bistro.day) {
      #expect(
        Analytics.AvailableHours(restored.venues[0].capacity).hours(on: date)
          == Analytics.AvailableHours(analytics.venues[0].capacity).hours(on: date))
    }
  }
}
