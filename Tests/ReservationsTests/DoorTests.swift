import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

/// Walk-ins, and parties that change tables.
@Suite struct DoorTests {
  typealias B = Brasserie
  let now = B.time("2026-11-23T19:12:40Z")

  func walkIn(
    _ number: UInt64 = 1, party: UInt32 = 2, tables: [TableID] = [], minutes: UInt32? = nil,
    on date: ServiceDate = B.monday, at: Timestamp? = nil
  ) -> SeatWalkIn {
    SeatWalkIn(
      reservation: B.id(number), venue: B.venue, date: date, party: party, tables: tables, minutes: minutes,
      at: at ?? now)
  }

  func reassign(_ number: UInt64 = 1, _ tables: [TableID], at: Timestamp = B.noon) -> ReassignTables {
    ReassignTables(reservation: B.id(number), venue: B.venue, date: B.monday, tables: tables, at: at)
  }

  @Test func aWalkInHasTheBestTableFromThisMinuteForItsTurn() throws {
    let events = try B.setUp().when(walkIn(), ReservationDecider.seatWalkIn).events()
    let seating = try #require((events.first as? WalkInSeated)?.seating)
    #expect(seating.startsAt == B.time("2026-11-23T19:12:00Z"))
    #expect(seating.endsAt == B.time("2026-11-23T20:42:00Z"))
    #expect(seating.starts == B.clock("19:12"))
    #expect(seating.tables == [B.a])
    try GivenEvents(B.setUp().events + events).when(walkIn(), ReservationDecider.seatWalkIn).thenNothing()
    try GivenEvents(B.setUp().events + events).when(walkIn(party: 1), ReservationDecider.seatWalkIn)
      .thenRejected(.reservationAlreadyMade(B.id(1)))
  }

  @Test func aWalkInDoesNotTakeAPromisedTableUnlessItLeavesInTime() throws {
    let history = try B.setUp().booked(B.book(8, "20:30", party: 6))
    try history.when(walkIn(tables: [B.d]), ReservationDecider.seatWalkIn)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:12")))
    let short = walkIn(tables: [B.d], minutes: 75)
    #expect(try history.when(short, ReservationDecider.seatWalkIn).history().tables(of: 1) == [B.d])
    try history.when(walkIn(minutes: 0), ReservationDecider.seatWalkIn).thenRejected(.stayOutOfRange(0))
    try history.when(walkIn(minutes: 721), ReservationDecider.seatWalkIn).thenRejected(.stayOutOfRange(721))
  }

  @Test func aWalkInCountsInTheSlotInWhichItComes() throws {
    let rules = #"{"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 9, "parties_per_slot": 1}"#
    let history = try B.setUp(rules: rules).booked(B.book(9))
    try history.when(walkIn(), ReservationDecider.seatWalkIn)
      .thenRejected(.timeUnavailable(.partiesReached, B.monday, B.clock("19:12")))
    let later = walkIn(at: B.time("2026-11-23T19:30:00Z"))
    #expect(try history.when(later, ReservationDecider.seatWalkIn).history().stage(of: 1) == .seated)
  }

  @Test func aWalkInBelongsToTheServiceDayThatItIs() throws {
    let tuesday = B.monday.adding(days: 1)
    try B.setUp().when(walkIn(on: tuesday), ReservationDecider.seatWalkIn)
      .thenRejected(.notTheServiceDay(tuesday, now: B.monday))
    let night = B.time("2026-11-24T01:15:00Z")
    let events = try B.setUp().when(walkIn(at: night), ReservationDecider.seatWalkIn).events()
    #expect((events.first as? WalkInSeated)?.seating.starts == B.clock("25:15"))
    try B.setUp().when(walkIn(at: B.time("2026-11-23T16:00:00Z")), ReservationDecider.seatWalkIn)
      .thenRejected(.timeUnavailable(.closed, B.monday, B.clock("16:00")))
    try B.setUp().when(walkIn(tables: [.named("Z", in: B.venue)]), ReservationDecider.seatWalkIn)
      .thenRejected(.tableUnknown(.named("Z", in: B.venue)))
  }

  @Test func whoOverstaysKeepsTheTableUntilTheyLeave() throws {
    let early = B.time("2026-11-23T18:00:00Z")
    let history = try B.setUp().when(walkIn(9, party: 6, at: early), ReservationDecider.seatWalkIn).history()
    let late = B.time("2026-11-23T22:00:00Z")
    try history.when(walkIn(1, party: 6, at: late), ReservationDecider.seatWalkIn)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("22:00")))
    let left = try history.when(FinishVisit(reservation: B.id(9), at: late), ReservationDecider.finishVisit).history()
    #expect(
      try left.when(walkIn(1, party: 6, at: late), ReservationDecider.seatWalkIn).history().tables(of: 1) == [B.d])
  }

  @Test func otherTablesForTheSameTime() throws {
    let history = try B.setUp().booked(B.book(1)).booked(B.book(2))
    let moved = try history.when(reassign(1, [B.c]), ReservationDecider.reassignTables).history()
    #expect(try moved.tables(of: 1) == [B.c])
    try moved.when(reassign(1, [B.c]), ReservationDecider.reassignTables).thenNothing()
    #expect(try moved.booked(B.book(3)).tables(of: 3) == [B.a])
    try history.when(reassign(1, [B.b]), ReservationDecider.reassignTables).thenRejected(.tablesTaken(B.id(1)))
    try history.when(reassign(1, []), ReservationDecider.reassignTables).thenRejected(.tablesMissing)
    try history.when(reassign(1, [B.c, B.c]), ReservationDecider.reassignTables).thenRejected(.tablesMissing)
    let many = (0...40).map { TableID.named("\($0)", in: B.venue) }
    try history.when(reassign(1, many), ReservationDecider.reassignTables).thenRejected(.tooManyTables(41))
    try history.when(reassign(7, [B.c]), ReservationDecider.reassignTables).thenRejected(.reservationUnknown(B.id(7)))
  }

  @Test func aSeatedPartyMovesFromNowOn() throws {
    // Table D had a party until 19:00: the one that moves there at 19:12 has it from then on only.
    var history = try B.setUp().when(
      walkIn(9, party: 6, at: B.time("2026-11-23T18:00:00Z")), ReservationDecider.seatWalkIn
    ).history()
    history = try history.when(
      FinishVisit(reservation: B.id(9), at: B.time("2026-11-23T19:00:00Z")), ReservationDecider.finishVisit
    ).history()
    history = try history.when(
      walkIn(1, party: 3, at: B.time("2026-11-23T18:30:00Z")), ReservationDecider.seatWalkIn
    ).history()
    let moved = try history.when(reassign(1, [B.d], at: now), ReservationDecider.reassignTables).history()
    let seating = try #require(try moved.model(ReservationState.self, B.id(1)).promise?.seating)
    #expect(seating.startsAt == B.time("2026-11-23T19:12:00Z"))
    #expect(seating.endsAt == B.time("2026-11-23T20:00:00Z"))
  }
}
