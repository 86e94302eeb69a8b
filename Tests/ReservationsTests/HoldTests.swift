import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

@Suite struct HoldTests {
  typealias B = Brasserie
  let expiry = B.time("2026-11-23T12:10:00Z")

  @Test func keepsATimeForTenMinutes() throws {
    let events = try B.setUp().when(B.hold(customer: B.diner), ReservationDecider.placeHold).events()
    let hold = try #require(events.first as? HoldPlaced)
    #expect(hold.expiresAt == expiry)
    #expect(hold.seating.tables == [B.a])
    #expect(hold.customer == B.diner)
  }

  @Test func keepsTheTableFromOthersUntilItExpires() throws {
    var history = try B.setUp()
    for number in 1...3 as ClosedRange<UInt64> {
      history = try history.when(B.hold(number, party: 3), ReservationDecider.placeHold).history()
    }
    try history.when(B.book(9, party: 3), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:00")))
    let late = Timestamp(microseconds: expiry.microseconds - 1)
    try history.when(B.book(9, party: 3, at: late), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:00")))
    #expect(try history.booked(B.book(9, party: 3, at: expiry)).tables(of: 9) == [B.c])
  }

  @Test func isBookedUnderItsIDWithItsTable() throws {
    // A party of two is held table A; B is just as good, and booked in between by somebody else.
    var history = try B.setUp().when(B.hold(1), ReservationDecider.placeHold).history()
    history = try history.booked(B.book(2)).booked(B.book(1))
    #expect(try history.tables(of: 1) == [B.a])
    #expect(try history.tables(of: 2) == [B.b])
    try history.when(B.book(1), ReservationDecider.bookTable).thenNothing()
  }

  @Test func isBookedAsLongAsItLastsEvenIfTheLeadTimeHasBegun() throws {
    let history = try B.setUp().when(B.hold(1, "12:30"), ReservationDecider.placeHold).history()
    let last = Timestamp(microseconds: expiry.microseconds - 1)
    #expect(try history.booked(B.book(1, "12:30", at: last)).stage(of: 1) == .booked)
    for (number, time) in [(1, expiry), (2, last)] as [(UInt64, Timestamp)] {
      try history.when(B.book(number, "12:30", at: time), ReservationDecider.bookTable)
        .thenRejected(.timeUnavailable(.tooSoon, B.monday, B.clock("12:30")))
    }
  }

  @Test func isNotBookedForAnotherTimePartyOrDiner() throws {
    let history = try B.setUp().when(B.hold(1, customer: B.diner), ReservationDecider.placeHold).history()
    try history.when(B.book(1, "20:00", customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.holdIsForAnotherTime(B.id(1)))
    try history.when(B.book(1, party: 1, customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.holdIsForAnotherTime(B.id(1)))
    try history.when(B.book(1, customer: B.stranger), ReservationDecider.bookTable)
      .thenRejected(.reservationOfAnotherDiner(B.id(1)))
  }

  @Test func canStillBeBookedAfterItExpiredIfTheTimeIsFree() throws {
    let late = B.time("2026-11-23T12:30:00Z")
    let history = try B.setUp().when(B.hold(1, party: 3), ReservationDecider.placeHold).history()
    #expect(try history.booked(B.book(1, party: 3, at: late)).stage(of: 1) == .booked)
    var full = history
    for number in 2...4 as ClosedRange<UInt64> { full = try full.booked(B.book(number, party: 3, at: late)) }
    try full.when(B.book(1, party: 3, at: late), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:00")))
  }

  @Test func aRepetitionIsHarmlessAndRenewsOnlyWhatExpired() throws {
    let history = try B.setUp().when(B.hold(1), ReservationDecider.placeHold).history()
    try history.when(B.hold(1), ReservationDecider.placeHold).thenNothing()
    try history.when(B.hold(1, "20:00"), ReservationDecider.placeHold)
      .thenRejected(.reservationAlreadyMade(B.id(1)))
    let again = try history.when(B.hold(1, at: expiry), ReservationDecider.placeHold).events()
    #expect((again.first as? HoldPlaced)?.expiresAt == B.time("2026-11-23T12:20:00Z"))
  }

  @Test func isGivenBackOnce() throws {
    let held = try B.setUp().when(B.hold(1), ReservationDecider.placeHold).history()
    let release = ReleaseHold(reservation: B.id(1), at: B.noon)
    let released = try held.when(release, ReservationDecider.releaseHold).history()
    #expect(try released.stage(of: 1) == .released)
    try released.when(release, ReservationDecider.releaseHold).thenNothing()
    try held.when(ReleaseHold(reservation: B.id(1), at: expiry), ReservationDecider.releaseHold).thenNothing()
    try held.booked(B.book(1)).when(release, ReservationDecider.releaseHold)
      .thenRejected(.notHeld(B.id(1), .booked))
    try B.setUp().when(release, ReservationDecider.releaseHold).thenRejected(.reservationUnknown(B.id(1)))
    try released.when(B.book(1), ReservationDecider.bookTable).thenRejected(.reservationClosed(B.id(1), .released))
  }
}
