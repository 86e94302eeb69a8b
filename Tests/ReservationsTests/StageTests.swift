import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

/// The life of a reservation once it is made: confirming, cancelling, seating, leaving, not coming.
@Suite struct StageTests {
  typealias B = Brasserie
  let seven = B.time("2026-11-23T19:00:00Z")

  func cancel(
    _ reason: ReservationCancellationReason = .dinerRequest, acceptFee: Bool = false, at: Timestamp = B.noon
  ) -> CancelReservation {
    CancelReservation(reservation: B.id(1), reason: reason, acceptFee: acceptFee, at: at)
  }

  func seat(_ number: UInt64 = 1, at: Timestamp) -> SeatParty {
    SeatParty(reservation: B.id(number), venue: B.venue, date: B.monday, at: at)
  }

  @Test func isConfirmedOnce() throws {
    let confirm = ConfirmReservation(reservation: B.id(1), at: B.noon)
    let history = try B.setUp().booked(B.book(1)).when(confirm, ReservationDecider.confirmReservation).history()
    #expect(try history.stage(of: 1) == .confirmed)
    try history.when(confirm, ReservationDecider.confirmReservation).thenNothing()
    try B.setUp().when(confirm, ReservationDecider.confirmReservation).thenRejected(.reservationUnknown(B.id(1)))
    let cancelled = try history.when(cancel(), ReservationDecider.cancelReservation).history()
    try cancelled.when(confirm, ReservationDecider.confirmReservation).thenRejected(.notAwaited(B.id(1), .cancelled))
  }

  @Test func isCalledOffFreelyUntilTheCutOffAndForAFeeAfterIt() throws {
    let history = try B.setUp().booked(B.book(1))
    let deadline = B.time("2026-11-23T17:00:00Z")
    let free = try history.when(cancel(at: deadline), ReservationDecider.cancelReservation).events()
    #expect((free.first as? ReservationCancelled)?.fee == nil)
    let late = Timestamp(microseconds: deadline.microseconds + 1)
    let fee = Money(Amount(minorUnits: 2000), B.gbp)
    try history.when(cancel(at: late), ReservationDecider.cancelReservation)
      .thenRejected(.feeNotAccepted(B.id(1), fee))
    let charged = try history.when(cancel(acceptFee: true, at: late), ReservationDecider.cancelReservation).events()
    #expect((charged.first as? ReservationCancelled)?.fee == fee)
    let byVenue = try history.when(cancel(.venueClosed, at: late), ReservationDecider.cancelReservation).events()
    #expect((byVenue.first as? ReservationCancelled)?.fee == nil)
    let cancelled = GivenEvents(history.events + byVenue)
    try cancelled.when(cancel(at: late), ReservationDecider.cancelReservation).thenNothing()
    #expect(try cancelled.booked(B.book(2)).tables(of: 2) == [B.a])
  }

  @Test func withoutAFeeADinerIsTooLate() throws {
    let rules = #"{"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 9, "cancel_minutes": 60}"#
    let history = try B.setUp(rules: rules).booked(B.book(1))
    let late = B.time("2026-11-23T18:30:00Z")
    try history.when(cancel(at: late), ReservationDecider.cancelReservation)
      .thenRejected(.tooLateToChange(B.id(1), by: B.time("2026-11-23T18:00:00Z")))
  }

  @Test func isCalledOffAsUnconfirmedOnlyWhenThatIsOverdue() throws {
    let history = try B.setUp().booked(B.book(1))
    let deadline = B.time("2026-11-23T16:00:00Z")
    try history.when(cancel(.notConfirmed), ReservationDecider.cancelReservation)
      .thenRejected(.confirmationNotDue(B.id(1)))
    let confirmed = try history.when(
      ConfirmReservation(reservation: B.id(1), at: B.noon), ReservationDecider.confirmReservation
    ).history()
    try confirmed.when(cancel(.notConfirmed, at: deadline), ReservationDecider.cancelReservation)
      .thenRejected(.confirmationNotDue(B.id(1)))
    #expect(
      try history.when(cancel(.notConfirmed, at: deadline), ReservationDecider.cancelReservation).history()
        .stage(of: 1) == .cancelled)
  }

  @Test func sitsFromItsTimeAndGivesTheTableBackWhenItLeaves() throws {
    var history = try B.setUp().booked(B.book(1, party: 4)).booked(B.book(2, party: 4)).booked(B.book(3, party: 4))
    history = try history.when(seat(at: B.time("2026-11-23T19:07:33Z")), ReservationDecider.seatParty).history()
    #expect(try history.stage(of: 1) == .seated)
    try history.when(seat(at: seven), ReservationDecider.seatParty).thenNothing()
    let left = B.time("2026-11-23T19:58:20Z")
    let finish = FinishVisit(reservation: B.id(1), at: left)
    let events = try history.when(finish, ReservationDecider.finishVisit).events()
    let visit = try #require(events.first as? VisitFinished)
    #expect(visit.seatedAt == B.time("2026-11-23T19:07:00Z"))
    #expect(visit.finishedAt == B.time("2026-11-23T19:58:00Z"))
    #expect(visit.seating.endsAt == B.time("2026-11-23T19:58:00Z"))
    let finished = GivenEvents(history.events + events)
    try finished.when(finish, ReservationDecider.finishVisit).thenNothing()
    let free = SeatWalkIn(
      reservation: B.id(9), venue: B.venue, date: B.monday, party: 4, at: B.time("2026-11-23T19:58:30Z"))
    #expect(try finished.when(free, ReservationDecider.seatWalkIn).history().tables(of: 9) == [B.c])
  }

  @Test func comesEarlyIfTheTableIsFree() throws {
    let early = B.time("2026-11-23T18:40:00Z")
    let history = try B.setUp().booked(B.book(1))
    let seated = try history.when(seat(at: early), ReservationDecider.seatParty).history()
    let seating = try #require(try seated.model(ReservationState.self, B.id(1)).promise?.seating)
    #expect(seating.startsAt == early)
    #expect(seating.starts == B.clock("19:00"))
    let busy = try B.setUp().booked(B.book(2, "18:00", party: 5)).booked(B.book(1, "20:30", party: 5))
    try busy.when(seat(1, at: B.time("2026-11-23T20:10:00Z")), ReservationDecider.seatParty)
      .thenRejected(.tablesTaken(B.id(1)))
  }

  @Test func isNotSeatedWhereSomebodyStillSits() throws {
    var history = try B.setUp().booked(B.book(2, "18:00", party: 5)).booked(B.book(1, "20:30", party: 5))
    history = try history.when(seat(2, at: B.time("2026-11-23T18:00:00Z")), ReservationDecider.seatParty).history()
    let now = B.time("2026-11-23T20:35:00Z")
    try history.when(seat(1, at: now), ReservationDecider.seatParty)
      .thenRejected(.tableOccupied(B.id(1), by: B.id(2)))
    let left = try history.when(FinishVisit(reservation: B.id(2), at: now), ReservationDecider.finishVisit).history()
    #expect(try left.when(seat(1, at: now), ReservationDecider.seatParty).history().stage(of: 1) == .seated)
  }

  @Test func isNotSeatedOnAnotherDayNorWhenItsTimeIsOver() throws {
    let history = try B.setUp().booked(B.book(1))
    let tuesday = SeatParty(reservation: B.id(1), venue: B.venue, date: B.monday.adding(days: 1), at: seven)
    try history.when(tuesday, ReservationDecider.seatParty)
      .thenRejected(.reservationOnAnotherDay(B.id(1), B.monday))
    let sunday = B.time("2026-11-22T19:00:00Z")
    try history.when(seat(at: sunday), ReservationDecider.seatParty)
      .thenRejected(.notTheServiceDay(B.monday, now: B.monday.adding(days: -1)))
    let over = B.time("2026-11-23T20:30:00Z")
    try history.when(seat(at: over), ReservationDecider.seatParty).thenRejected(.visitOver(B.id(1), over))
    try B.setUp().when(seat(at: seven), ReservationDecider.seatParty).thenRejected(.reservationUnknown(B.id(1)))
    try history.when(FinishVisit(reservation: B.id(1), at: over), ReservationDecider.finishVisit)
      .thenRejected(.notSeated(B.id(1), .booked))
    try B.setUp().when(FinishVisit(reservation: B.id(1), at: over), ReservationDecider.finishVisit)
      .thenRejected(.reservationUnknown(B.id(1)))
  }

  @Test func isANoShowOnceItsTimeHasCome() throws {
    let history = try B.setUp().booked(B.book(1))
    let early = MarkNoShow(reservation: B.id(1), at: Timestamp(microseconds: seven.microseconds - 1))
    try history.when(early, ReservationDecider.markNoShow).thenRejected(.visitNotBegun(B.id(1), seven))
    let marked = try history.when(MarkNoShow(reservation: B.id(1), at: seven), ReservationDecider.markNoShow).history()
    #expect(try marked.stage(of: 1) == .noShow)
    try marked.when(MarkNoShow(reservation: B.id(1), at: seven), ReservationDecider.markNoShow).thenNothing()
    try marked.when(seat(at: seven), ReservationDecider.seatParty).thenRejected(.notAwaited(B.id(1), .noShow))
    let walkIn = SeatWalkIn(reservation: B.id(2), venue: B.venue, date: B.monday, party: 2, at: seven)
    #expect(try marked.when(walkIn, ReservationDecider.seatWalkIn).history().tables(of: 2) == [B.a])
  }

  /// A diner who comes early would sit at two tables until the first visit is over, wherever that is.
  @Test func doesNotComeEarlyWhileItsDinerIsElsewhere() throws {
    let early = B.time("2026-11-23T20:10:00Z")
    let history = try B.setUp().booked(B.book(2, customer: B.diner)).booked(
      B.book(1, "20:30", party: 4, customer: B.diner))
    try history.when(seat(1, at: early), ReservationDecider.seatParty).thenRejected(
      .dinerAlreadyBooked(B.diner, B.id(2)))
    let other = try #require(try history.model(ReservationState.self, B.id(2)).promise)
    let elsewhere = HoldPlaced(
      reservation: B.id(9), venue: .named("elsewhere"), seating: other.seating, customer: B.diner, area: "",
      expiresAt: B.time("2026-11-23T20:15:00Z"))
    let held = try B.setUp().booked(B.book(1, "20:30", customer: B.diner)).and(elsewhere)
    try held.when(seat(1, at: early), ReservationDecider.seatParty).thenRejected(.dinerAlreadyBooked(B.diner, B.id(9)))
    let expired = B.time("2026-11-23T20:15:00Z")
    #expect(try held.when(seat(1, at: expired), ReservationDecider.seatParty).history().stage(of: 1) == .seated)
    let called = try history.when(
      CancelReservation(reservation: B.id(2), reason: .mistake, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    #expect(try called.when(seat(1, at: early), ReservationDecider.seatParty).history().stage(of: 1) == .seated)
  }
}
