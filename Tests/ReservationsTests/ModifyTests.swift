import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

@Suite struct ModifyTests {
  typealias B = Brasserie

  func modify(
    _ number: UInt64 = 1, _ time: String = "19:00", party: UInt32 = 2, on date: ServiceDate = B.monday,
    customer: CustomerID? = nil, byVenue: Bool = false, deposit: Int64? = nil, at: Timestamp = B.noon
  ) -> ModifyReservation {
    ModifyReservation(
      reservation: B.id(number), venue: B.venue, date: date, time: B.clock(time), party: party, customer: customer,
      byVenue: byVenue, deposit: deposit.map { Amount(minorUnits: $0) }, at: at)
  }

  @Test func takesTheNewTimeAndFreesTheOldInOneEvent() throws {
    var history = try B.setUp()
    for number in 1...3 as ClosedRange<UInt64> { history = try history.booked(B.book(number, party: 3)) }
    let events = try history.when(modify(1, "21:00", party: 3), ReservationDecider.modifyReservation).events()
    #expect(events.count == 1)
    let moved = try #require(events.first as? ReservationModified)
    #expect(moved.previous.starts == B.clock("19:00"))
    #expect(moved.seating.starts == B.clock("21:00"))
    #expect(try GivenEvents(history.events + events).booked(B.book(9, party: 3)).stage(of: 9) == .booked)
  }

  @Test func movesToTheBookOfAnotherDay() throws {
    let wednesday = B.monday.adding(days: 2)
    var history = try B.setUp().booked(B.book(1, party: 6))
    history = try history.when(modify(1, party: 6, on: wednesday), ReservationDecider.modifyReservation).history()
    #expect(try history.booked(B.book(2, party: 6)).tables(of: 2) == [B.d])
    try history.when(B.book(2, party: 6, on: wednesday), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tablesTaken, wednesday, B.clock("19:00")))
  }

  @Test func keepsTheOldPromiseUnlessTheNewOneIsGranted() throws {
    var history = try B.setUp()
    for number in 1...3 as ClosedRange<UInt64> { history = try history.booked(B.book(number, "21:00", party: 3)) }
    history = try history.booked(B.book(4, party: 3))
    try history.when(modify(4, "21:00", party: 3), ReservationDecider.modifyReservation)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("21:00")))
    let state = try history.model(ReservationState.self, B.id(4))
    #expect(state.stage == .booked)
    #expect(state.promise?.seating.starts == B.clock("19:00"))
  }

  @Test func doesNotStandInItsOwnWay() throws {
    var history = try B.setUp()
    for number in 1...3 as ClosedRange<UInt64> { history = try history.booked(B.book(number, party: 3)) }
    let moved = try history.when(modify(1, "19:30", party: 3), ReservationDecider.modifyReservation).history()
    #expect(try moved.tables(of: 1) == [B.c])
  }

  @Test func keepsItsTablesWhileTheyFit() throws {
    let history = try B.setUp().booked(B.book(1)).booked(B.book(2))
    let cancelled = try history.when(
      CancelReservation(reservation: B.id(1), reason: .mistake, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    let moved = try cancelled.when(modify(2, "19:30"), ReservationDecider.modifyReservation).history()
    #expect(try moved.tables(of: 2) == [B.b])
    let grown = try cancelled.when(modify(2, party: 4), ReservationDecider.modifyReservation).history()
    #expect(try grown.tables(of: 2) == [B.c])
  }

  @Test func mustBeConfirmedAgain() throws {
    let history = try B.setUp().booked(B.book(1))
      .and(
        ReservationConfirmed(
          reservation: B.id(1), venue: B.venue,
          seating: try #require(try B.setUp().booked(B.book(1)).model(ReservationState.self, B.id(1)).promise?.seating))
      )
    #expect(try history.stage(of: 1) == .confirmed)
    let moved = try history.when(modify(1, "20:00"), ReservationDecider.modifyReservation).history()
    #expect(try moved.stage(of: 1) == .booked)
  }

  @Test func refusesByName() throws {
    let history = try B.setUp().booked(B.book(1, customer: B.diner))
    try history.when(modify(1, "20:00"), ReservationDecider.modifyReservation)
      .thenRejected(.reservationOfAnotherDiner(B.id(1)))
    try history.when(modify(7), ReservationDecider.modifyReservation).thenRejected(.reservationUnknown(B.id(7)))
    let late = B.time("2026-11-23T17:00:01Z")
    try history.when(modify(1, "21:00", customer: B.diner, at: late), ReservationDecider.modifyReservation)
      .thenRejected(.tooLateToChange(B.id(1), by: B.time("2026-11-23T17:00:00Z")))
    #expect(
      try history.when(
        modify(1, "21:00", customer: B.diner, byVenue: true, at: late), ReservationDecider.modifyReservation
      ).history().stage(of: 1) == .booked)
    try history.when(modify(1, party: 7, customer: B.diner), ReservationDecider.modifyReservation)
      .thenRejected(.depositRequired(Money(Amount(minorUnits: 3500), B.gbp)))
    let other = ModifyReservation(
      reservation: B.id(1), venue: .named("elsewhere"), date: B.monday, time: B.clock("20:00"), party: 2,
      customer: B.diner, at: B.noon)
    try history.when(other, ReservationDecider.modifyReservation)
      .thenRejected(.reservationAtAnotherVenue(B.id(1), .named("elsewhere")))
    let second = try history.booked(B.book(2, "21:00", customer: B.diner))
    try second.when(modify(1, "21:00", customer: B.diner), ReservationDecider.modifyReservation)
      .thenRejected(.dinerAlreadyBooked(B.diner, B.id(2)))
    let cancelled = try history.when(
      CancelReservation(reservation: B.id(1), reason: .mistake, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    try cancelled.when(modify(1, customer: B.diner), ReservationDecider.modifyReservation)
      .thenRejected(.notAwaited(B.id(1), .cancelled))
  }

  @Test func aRepetitionChangesNothing() throws {
    let history = try B.setUp().booked(B.book(1))
    try history.when(modify(1), ReservationDecider.modifyReservation).thenNothing()
    let moved = try history.when(modify(1, "20:00"), ReservationDecider.modifyReservation).history()
    try moved.when(modify(1, "20:00"), ReservationDecider.modifyReservation).thenNothing()
  }

  @Test func leavesTheVenueItsLeadTimeOnlyForAnotherTime() throws {
    let history = try B.setUp().booked(B.book(1))
    let soon = B.time("2026-11-23T18:45:00Z")
    try history.when(modify(1, "19:00", party: 3, at: soon), ReservationDecider.modifyReservation)
      .thenRejected(.tooLateToChange(B.id(1), by: B.time("2026-11-23T17:00:00Z")))
    let grown = try history.when(
      modify(1, "19:00", party: 3, byVenue: true, at: soon), ReservationDecider.modifyReservation
    ).history()
    #expect(try grown.tables(of: 1) == [B.c])
    let later = B.time("2026-11-23T18:55:00Z")
    try history.when(
      modify(1, "19:30", byVenue: true, at: B.time("2026-11-23T19:05:00Z")), ReservationDecider.modifyReservation
    )
    .thenRejected(.timeUnavailable(.tooSoon, B.monday, B.clock("19:30")))
    #expect(
      try history.when(modify(1, "19:30", byVenue: true, at: later), ReservationDecider.modifyReservation).history()
        .stage(of: 1) == .booked)
    try history.when(
      modify(1, "19:00", party: 3, byVenue: true, at: B.time("2026-11-23T19:05:00Z")),
      ReservationDecider.modifyReservation
    ).thenRejected(.timeUnavailable(.tooSoon, B.monday, B.clock("19:00")))
  }
}
