import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

@Suite struct BookTableTests {
  typealias B = Brasserie

  func refuses(
    _ command: BookTable, _ hindrance: Hindrance, _ history: GivenEvents? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let history = try history ?? B.setUp()
    try history.when(command, ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(hindrance, command.date, command.time))
  }

  @Test func promisesTheSmallestTableWithItsDeadlines() throws {
    let start = B.time("2026-11-23T19:00:00Z")
    try B.setUp().when(B.book(customer: B.diner), ReservationDecider.bookTable)
      .then(
        ReservationBooked(
          reservation: B.id(1), venue: B.venue,
          seating: Seating(
            date: B.monday, starts: B.clock("19:00"), startsAt: start, endsAt: B.time("2026-11-23T20:30:00Z"),
            utcOffsetMinutes: 0, party: 2, tables: [B.a]),
          customer: B.diner, area: "", confirmBy: B.time("2026-11-23T16:00:00Z"),
          cancelBy: B.time("2026-11-23T17:00:00Z"), lateFee: Money(Amount(minorUnits: 2000), B.gbp)))
  }

  @Test func givesOutTheSmallestFirstAndCombinationsLast() throws {
    var history = try B.setUp()
    var tables: [[TableID]] = []
    for number in 1...4 as ClosedRange<UInt64> {
      history = try history.booked(B.book(number, party: number == 4 ? 3 : 2))
      tables.append(try #require(try history.tables(of: number)))
    }
    #expect(tables == [[B.a], [B.b], [B.c], [B.d]])
    let combined = try B.setUp().booked(B.book(1, party: 4)).booked(B.book(2, party: 4)).booked(B.book(3, party: 4))
    #expect(try combined.tables(of: 1) == [B.c])
    #expect(try combined.tables(of: 2) == [B.d])
    #expect(try combined.tables(of: 3) == [B.a, B.b].sorted())
    let banquet = try B.setUp().booked(B.book(1, party: 12, deposit: 6000))
    #expect(try banquet.tables(of: 1) == [B.b, B.c, B.d].sorted())
  }

  @Test func aTableIsFreeAgainWhenItsTurnEnds() throws {
    let history = try B.setUp().booked(B.book(1, party: 3)).booked(B.book(2, party: 3)).booked(B.book(3, party: 3))
    try refuses(B.book(4, "20:00", party: 3), .tablesTaken, history)
    try refuses(B.book(4, "18:00", party: 3), .tablesTaken, history)
    #expect(try history.booked(B.book(4, "20:30", party: 3)).tables(of: 4) == [B.c])
  }

  @Test func seatsOnlyInTheAreaThatIsWanted() throws {
    let history = try B.setUp().booked(B.book(1, party: 3, area: "Terrace"))
    #expect(try history.tables(of: 1) == [B.d])
    try refuses(B.book(2, party: 3, area: "Terrace"), .tablesTaken, history)
    try refuses(B.book(2, party: 2, area: "Terrace"), .noTableFits, history)
  }

  @Test func turnTimesFollowPartyAndDayPart() throws {
    let history = try B.setUp().booked(B.book(1, "13:00")).booked(B.book(2, party: 5))
    let lunch = try #require(try history.model(ReservationState.self, B.id(1)).promise?.seating)
    let dinner = try #require(try history.model(ReservationState.self, B.id(2)).promise?.seating)
    #expect(lunch.endsAt.microseconds - lunch.startsAt.microseconds == 60 * 60_000_000)
    #expect(dinner.endsAt.microseconds - dinner.startsAt.microseconds == 150 * 60_000_000)
  }

  @Test func refusesTimesThatAreNotOffered() throws {
    try refuses(B.book(1, "19:10"), .notBookable)
    try refuses(B.book(1, "16:00"), .notBookable)
    try refuses(B.book(1, "14:30"), .notBookable)
    try refuses(B.book(1, "12:00"), .tooSoon)
    try refuses(B.book(1, "12:30", at: B.time("2026-11-23T12:00:01Z")), .tooSoon)
    try refuses(B.book(1, on: B.date("2026-11-22")), .tooSoon)
    try refuses(B.book(1, on: B.date("2026-12-25")), .closed)
    try refuses(B.book(1, party: 13), .noTableFits)
    try B.setUp().when(B.book(1, on: B.date("2027-01-23")), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tooFarAhead, B.date("2027-01-23"), nil))
    #expect(try B.setUp().booked(B.book(1, on: B.date("2027-01-22"))).stage(of: 1) == .booked)
  }

  @Test func refusesWhatNobodyOffers() throws {
    try given().when(B.book(), ReservationDecider.bookTable).thenRejected(.venueUnknown(B.venue))
    try B.setUp(rules: "null").when(B.book(), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.takesNoReservations, B.monday, nil))
    try B.setUp().when(B.book(party: 0), ReservationDecider.bookTable).thenRejected(.partyOutOfRange(0))
    try B.setUp().when(B.book(party: 1001), ReservationDecider.bookTable).thenRejected(.partyOutOfRange(1001))
  }

  @Test func aSlotTakesNoMorePartiesAndGuestsThanItsPacing() throws {
    let rules =
      #"{"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 9, "parties_per_slot": 3, "covers_per_slot": 8}"#
    let history = try B.setUp(rules: rules).booked(B.book(1, party: 4)).booked(B.book(2, party: 3))
    try refuses(B.book(3, party: 2), .coversReached, history)
    let full = try history.booked(B.book(3, party: 1))
    try refuses(B.book(4, party: 1), .partiesReached, full)
    #expect(try full.booked(B.book(4, "20:00", party: 4)).stage(of: 4) == .booked)
  }

  @Test func pacingHoldsWhereTheHoursOfTwoDaysOverlap() throws {
    let rules = #"{"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 9, "parties_per_slot": 1}"#
    let tuesday = B.monday.adding(days: 1)
    // Monday goes on until two in the afternoon; at noon Tuesday has begun.
    let long = SetDayHours(
      venue: B.venue, date: B.monday, periods: [DayPeriod(opens: B.clock("18:00"), closes: B.clock("38:00"))],
      at: B.noon)
    let history = try B.setUp(rules: rules).when(long, VenueDecider.setDayHours).history()
    let late = try history.booked(B.book(1, "36:00", on: B.monday))
    try refuses(B.book(2, "12:00", on: tuesday), .partiesReached, late)
    #expect(try late.booked(B.book(2, "12:30", on: tuesday)).stage(of: 2) == .booked)
    let early = try history.booked(B.book(1, "12:00", on: tuesday))
    try refuses(B.book(2, "36:00", on: B.monday), .partiesReached, early)
  }

  @Test func holdsCountInThePacing() throws {
    let rules = #"{"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 9, "parties_per_slot": 1}"#
    let history = try B.setUp(rules: rules).when(B.hold(1), ReservationDecider.placeHold).history()
    try refuses(B.book(2), .partiesReached, history)
    #expect(try history.booked(B.book(2, at: B.time("2026-11-23T12:10:00Z"))).stage(of: 2) == .booked)
  }

  @Test func asksForADepositFromLargeParties() throws {
    let deposit = Money(Amount(minorUnits: 3500), B.gbp)
    try B.setUp().when(B.book(party: 7), ReservationDecider.bookTable).thenRejected(.depositRequired(deposit))
    try B.setUp().when(B.book(party: 7, deposit: 3499), ReservationDecider.bookTable)
      .thenRejected(.depositRequired(deposit))
    let state = try B.setUp().booked(B.book(party: 7, deposit: 3500)).model(ReservationState.self, B.id(1))
    #expect(state.deposit == deposit)
  }

  @Test func amountsAreNeitherNegativeNorBeyondCounting() throws {
    try B.setUp().when(B.book(deposit: -1), ReservationDecider.bookTable).thenRejected(.depositNegative)
    let rules = ReservationRules(
      slotMinutes: 30, turnMinutes: 60, lastSeatingMinutes: 0, leadMinutes: 0, horizonDays: 9, coversPerSlot: 0,
      partiesPerSlot: 0, holdMinutes: 0, cancelMinutes: 0, lateFee: Amount(minorUnits: .max), depositAbove: 0,
      deposit: .zero, confirmMinutes: 0)
    // A venue file cannot say so; an event that another writer appended could.
    try B.setUp().and(ReservationRulesSet(venue: B.venue, rules: rules))
      .when(B.book(), ReservationDecider.bookTable).thenRejected(.amountTooLarge)
  }

  @Test func aDinerSitsInOnePlaceAtATime() throws {
    let history = try B.setUp().booked(B.book(1, customer: B.diner))
    try history.when(B.book(2, "20:00", customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.dinerAlreadyBooked(B.diner, B.id(1)))
    try history.when(B.hold(2, "18:00", customer: B.diner), ReservationDecider.placeHold)
      .thenRejected(.dinerAlreadyBooked(B.diner, B.id(1)))
    #expect(try history.booked(B.book(2, "20:30", customer: B.diner)).stage(of: 2) == .booked)
    #expect(try history.booked(B.book(2, "20:00", customer: B.stranger)).stage(of: 2) == .booked)
    let cancelled = try history.when(
      CancelReservation(reservation: B.id(1), reason: .dinerRequest, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    #expect(try cancelled.booked(B.book(2, "20:00", customer: B.diner)).stage(of: 2) == .booked)
  }

  @Test func aRepeatedCommandIsHarmlessAndAnotherOneWithItsIDIsRefused() throws {
    let history = try B.setUp().booked(B.book(1))
    try history.when(B.book(1), ReservationDecider.bookTable).thenNothing()
    try history.when(B.book(1, "20:00"), ReservationDecider.bookTable).thenRejected(.reservationAlreadyMade(B.id(1)))
    let cancelled = try history.when(
      CancelReservation(reservation: B.id(1), reason: .mistake, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    try cancelled.when(B.book(1), ReservationDecider.bookTable)
      .thenRejected(.reservationClosed(B.id(1), .cancelled))
  }

  @Test func aVisitPastTheEndOfADayKeepsItsTableFromTheNextDay() throws {
    // Open round the clock: what starts at 23:30 on Monday has its table on Tuesday until 01:00.
    let periods = [DayPeriod(opens: B.clock("00:00"), closes: B.clock("24:00"))]
    var history = try B.setUp(rules: #"{"slot_minutes": 30, "turn_minutes": 90, "horizon_days": 9}"#)
    for day in 0...1 as ClosedRange<Int32> {
      history = history.and(DayHoursSet(venue: B.venue, date: B.monday.adding(days: day), periods: periods))
    }
    for number in 1...4 as ClosedRange<UInt64> {
      history = try history.booked(B.book(number, "23:30", party: number == 4 ? 3 : 2))
    }
    let tuesday = B.monday.adding(days: 1)
    try refuses(B.book(5, "00:30", on: tuesday), .tablesTaken, history)
    #expect(try history.booked(B.book(5, "01:00", on: tuesday)).tables(of: 5) == [B.a])
  }

  @Test func aZoneThatTheMachineDoesNotKnowIsNamed() throws {
    let moved = try Brasserie.setUp()
      .and(VenueOpened(venue: Brasserie.venue, name: "Brasserie", zone: "Mars/Olympus", currency: .gbp))
    try moved.when(Brasserie.book(), ReservationDecider.bookTable).thenRejected(.timeZoneUnknown("Mars/Olympus"))
  }
}

extension Brasserie {
  static let gbp = currency("GBP")

  static func currency(_ code: String) -> Currency {
    guard let currency = Currency(code: code) else { preconditionFailure("\(code) is no currency") }
    return currency
  }
}
