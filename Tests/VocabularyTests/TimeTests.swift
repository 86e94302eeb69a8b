import EventSourcing
import Testing
import Vocabulary

@Suite struct ZoneRulesTests {
  static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }
  static func local(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }

  @Test(arguments: [
    ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:30:00Z"),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"),
  ]) func aReadingThatTheClockSkipped(_ zone: String, _ reading: String, _ resumed: String) throws {
    let rules = try #require(ZoneRules(name: zone))
    #expect(try rules.resolve(Self.local(reading)) == .skipped(resumed: Self.time(resumed)))
  }

  @Test(arguments: [
    ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
  ]) func aReadingThatTheClockShowedTwice(_ zone: String, _ reading: String, _ first: String, _ second: String) throws {
    let rules = try #require(ZoneRules(name: zone))
    #expect(
      try rules.resolve(Self.local(reading)) == .ambiguous(first: Self.time(first), second: Self.time(second)))
  }

  @Test func aZoneWithoutChanges() throws {
    let rules = try #require(ZoneRules(name: "Asia/Kolkata"))
    #expect(try rules.resolve(Self.local("2026-03-29T01:30")) == .exact(Self.time("2026-03-28T20:00:00Z")))
    #expect(try rules.local(Self.time("2026-03-28T20:00:00Z")) == Self.local("2026-03-29T01:30"))
  }

  @Test(arguments: ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
  func everyInstantIsOneOfTheReadingsThatItsOwnReadingNames(_ zone: String) throws {
    let rules = try #require(ZoneRules(name: zone))
    let start = try Self.time("2026-01-01T00:00:00Z").microseconds
    for step in 0..<Int64(365 * 48) {
      let time = Timestamp(microseconds: start + step * 1_800_000_000)
      switch rules.resolve(rules.local(time)) {
      case .exact(let found): #expect(found == time)
      case .ambiguous(let first, let second): #expect(first == time || second == time)
      case .skipped: Issue.record("\(time) cannot be a reading that was skipped")
      }
    }
  }

  @Test(arguments: ["EST", "GMT+1", "Europe/Atlantis", ""]) func refusesWhatIsNoZone(_ name: String) {
    #expect(ZoneRules(name: name) == nil)
  }
}

@Suite struct ServiceDateTests {
  @Test func everyDayOf400YearsIsReadBackAndFollowsTheOneBefore() throws {
    var day = try #require(ServiceDate("1900-01-01"))
    for _ in 0..<146_097 {
      let (year, month, number) = day.civil
      #expect(ServiceDate(year: year, month: month, day: number) == day)
      day = day.adding(days: 1)
    }
    #expect(day.description == "2300-01-01")
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-1", "2026-04-31", "20260101", ""])
  func refusesImpossibleDates(_ text: String) { #expect(ServiceDate(text) == nil) }

  @Test func knowsItsWeekday() throws {
    #expect(try #require(ServiceDate("2026-11-22")).weekday == .sunday)
    #expect(ServiceDate.epoch.weekday == .thursday)
    #expect(try #require(ServiceDate("1969-12-29")).weekday == .monday)
    #expect(ServiceDate.earliest.description == "0001-01-01")
    #expect(ServiceDate.latest.description == "9999-12-31")
  }
}

@Suite struct WhatIsStoredCanBeRead {
  static let venue = VenueID("ven_01h455vb4pex5vsknk084sn02q") ?? .none

  @Test(arguments: [-719_163, 2_932_897, Int32.min, .max])
  func aDateOutsideTheFourDigitYearsIsNotWritten(_ day: Int32) {
    let rule = DayHoursCleared(venue: Self.venue, date: ServiceDate(daysSinceEpoch: day))
    let error = #expect(throws: FieldError.self) { try rule.encoded() }
    #expect(error?.code == .outOfRange)
  }

  @Test(arguments: [ServiceDate.earliest, .epoch, .latest])
  func theFirstAndTheLastDateAreWritten(_ date: ServiceDate) throws {
    let rule = DayHoursCleared(venue: Self.venue, date: date)
    #expect(try DayHoursCleared(decoding: rule.encoded()) == rule)
  }
}
