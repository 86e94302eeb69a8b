import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

/// Evenings on which the clock changes, in venues that are open from 18:00 to 28:00.
@Suite struct DaylightSavingTests {
  typealias B = Brasserie

  struct Night: Sendable, CustomTestStringConvertible {
    var zone: String
    /// The service day whose night it is.
    var date: String
    /// The times that the clock skips.
    var skipped: [String] = []
    /// A time, and how many minutes after it the next time of the list comes.
    var gap: (from: String, minutes: Int64)

    var testDescription: String { "\(zone) \(date)" }
  }

  static let nights = [
    Night(zone: "Europe/London", date: "2026-03-28", skipped: ["25:00", "25:30"], gap: ("24:30", 30)),
    Night(zone: "Europe/London", date: "2026-10-24", gap: ("25:30", 90)),
    Night(zone: "America/New_York", date: "2026-03-07", skipped: ["26:00", "26:30"], gap: ("25:30", 30)),
    Night(zone: "America/New_York", date: "2026-10-31", gap: ("25:30", 90)),
    Night(zone: "Australia/Lord_Howe", date: "2026-10-03", skipped: ["26:00"], gap: ("25:30", 30)),
    Night(zone: "Australia/Lord_Howe", date: "2026-04-04", gap: ("25:30", 60)),
    Night(zone: "Asia/Kolkata", date: "2026-03-28", gap: ("25:30", 30)),
    Night(zone: "Asia/Kolkata", date: "2026-10-24", gap: ("25:30", 30)),
  ]
  static let rules = #"{"slot_minutes": 30, "turn_minutes": 90, "horizon_days": 366}"#
  static let now = B.time("2026-01-01T00:00:00Z")

  func history(_ night: Night) throws -> GivenEvents {
    try B.setUp(zone: night.zone, rules: Self.rules)
      .and(
        DayHoursSet(
          venue: B.venue, date: B.date(night.date),
          periods: [DayPeriod(opens: B.clock("18:00"), closes: B.clock("28:00"))]))
  }

  func times(_ night: Night) throws -> [BookableTime] {
    let model = try fold(Availability.self, history(night).events)
    let wish = TableWish(date: B.date(night.date), party: 2)
    return try #require(model.times(wish, at: B.venue, now: Self.now)).times
  }

  @Test(arguments: nights) func offersExactlyTheTimesThatExist(_ night: Night) throws {
    let all = (0..<20).map { "\(18 + $0 / 2):\($0 % 2 == 0 ? "00" : "30")" }
    #expect(try times(night).map(\.starts.description) == all.filter { !night.skipped.contains($0) })
    for time in night.skipped {
      let book = B.book(1, time, on: B.date(night.date), at: Self.now)
      try history(night).when(book, ReservationDecider.bookTable)
        .thenRejected(.timeUnavailable(.skippedByClock, B.date(night.date), B.clock(time)))
    }
  }

  @Test(arguments: nights) func anHourLastsAnHour(_ night: Night) throws {
    let times = try times(night)
    for time in times { #expect(time.endsAt.microseconds - time.startsAt.microseconds == 90 * 60_000_000) }
    for (one, next) in zip(times, times.dropFirst()) {
      let minutes = (next.startsAt.microseconds - one.startsAt.microseconds) / 60_000_000
      #expect(minutes == (one.starts == B.clock(night.gap.from) ? night.gap.minutes : 30), "after \(one.starts)")
    }
  }

  /// Two parties share table C around the change: the second sits down when ninety minutes have passed, not when the
  /// clock shows ninety minutes more.
  @Test(arguments: nights) func aTableIsFreeWhenTheTimeHasPassed(_ night: Night) throws {
    let date = B.date(night.date)
    let times = try times(night)
    let first = try #require(times.first { $0.starts == B.clock(night.gap.from) })
    var history = try history(night)
    for number in 1...3 as ClosedRange<UInt64> {
      history = try history.booked(B.book(number, night.gap.from, party: 3, on: date, at: Self.now))
    }
    for time in times where time.startsAt > first.startsAt {
      let outcome = try history.when(
        B.book(9, time.starts.description, party: 3, on: date, at: Self.now), ReservationDecider.bookTable
      ).outcome
      if time.startsAt < first.endsAt {
        #expect(throws: ReservationRejection.timeUnavailable(.tablesTaken, date, time.starts)) { try outcome.get() }
      } else {
        let booked = try #require(try outcome.get().first as? ReservationBooked)
        #expect(booked.seating.startsAt == time.startsAt)
        let zone = try #require(ZoneRules(name: night.zone))
        #expect(booked.seating.utcOffsetMinutes == Int32(zone.offset(at: time.startsAt) / 60))
      }
    }
  }
}
