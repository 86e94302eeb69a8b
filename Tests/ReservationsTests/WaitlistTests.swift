import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

@Suite struct WaitlistTests {
  typealias B = Brasserie

  func join(_ number: UInt64 = 1, from: String = "19:00", to: String = "20:00", party: UInt32 = 3) -> JoinWaitlist {
    JoinWaitlist(
      reservation: B.id(number), venue: B.venue, date: B.monday, earliest: B.clock(from), party: party,
      customer: B.diner, latest: B.clock(to), at: B.noon)
  }

  func offer(_ number: UInt64 = 1, _ time: String = "19:30", at: Timestamp = B.noon) -> OfferWaitlist {
    OfferWaitlist(reservation: B.id(number), venue: B.venue, date: B.monday, time: B.clock(time), at: at)
  }

  func waiting() throws -> GivenEvents {
    try B.setUp().when(join(), ReservationDecider.joinWaitlist).history()
  }

  @Test func somebodyJoinsOnce() throws {
    let history = try waiting()
    #expect(try history.stage(of: 1) == .waiting)
    try history.when(join(), ReservationDecider.joinWaitlist).thenNothing()
    try history.when(join(party: 2), ReservationDecider.joinWaitlist).thenRejected(.reservationAlreadyMade(B.id(1)))
    try B.setUp().when(join(from: "20:00", to: "19:00"), ReservationDecider.joinWaitlist)
      .thenRejected(.wishEmpty(B.clock("20:00"), B.clock("19:00")))
    try B.setUp().when(join(from: "10:00", to: "11:00"), ReservationDecider.joinWaitlist)
      .thenRejected(.timeUnavailable(.tooSoon, B.monday, B.clock("11:00")))
    try B.setUp().when(join(party: 0), ReservationDecider.joinWaitlist).thenRejected(.partyOutOfRange(0))
  }

  @Test func nobodyWaitsForWhatTheHouseDoesNotHave() throws {
    var wish = join()
    for area in ["moon", String(repeating: "x", count: 1 << 20), "\u{1B}[31m"] {
      wish.area = area
      try B.setUp().when(wish, ReservationDecider.joinWaitlist)
        .thenRejected(.timeUnavailable(.noTableFits, B.monday, nil))
    }
    try B.setUp().when(join(party: 900), ReservationDecider.joinWaitlist)
      .thenRejected(.timeUnavailable(.noTableFits, B.monday, nil))
  }

  @Test func anOfferKeepsATableUntilItExpires() throws {
    var history = try waiting().when(offer(), ReservationDecider.offerWaitlist).history()
    #expect(try history.tables(of: 1) == [B.c])
    for number in 2...3 as ClosedRange<UInt64> { history = try history.booked(B.book(number, "19:30", party: 3)) }
    try history.when(B.book(4, "19:30", party: 3), ReservationDecider.bookTable)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:30")))
    let expiry = B.time("2026-11-23T12:10:00Z")
    #expect(try history.booked(B.book(4, "19:30", party: 3, at: expiry)).tables(of: 4) == [B.c])
  }

  @Test(arguments: ["Terrace", ""]) func whatWasWishedForAPartOfTheHouseIsBookedThere(_ area: String) throws {
    var wish = join()
    wish.area = "Terrace"
    let offered = try B.setUp().when(wish, ReservationDecider.joinWaitlist).history()
      .when(offer(), ReservationDecider.offerWaitlist).history()
    try offered.when(B.book(1, "19:30", party: 3, area: "Bar", customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.holdIsForAnotherTime(B.id(1)))
    let command = B.book(1, "19:30", party: 3, area: area, customer: B.diner)
    let booked = try offered.booked(command)
    let state = try booked.model(ReservationState.self, B.id(1))
    #expect(state.area == "Terrace")
    #expect(try booked.tables(of: 1) == [B.d])
    try booked.when(command, ReservationDecider.bookTable).thenNothing()
  }

  @Test func anOfferIsBookedUnderItsID() throws {
    let history = try waiting().when(offer(), ReservationDecider.offerWaitlist).history()
    let booked = try history.booked(B.book(1, "19:30", party: 3, customer: B.diner))
    #expect(try booked.stage(of: 1) == .booked)
    #expect(try booked.tables(of: 1) == [B.c])
    try history.when(B.book(1, "19:00", party: 3, customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.holdIsForAnotherTime(B.id(1)))
    try history.when(B.book(1, "19:30", party: 3, customer: B.stranger), ReservationDecider.bookTable)
      .thenRejected(.reservationOfAnotherDiner(B.id(1)))
    try booked.when(LeaveWaitlist(reservation: B.id(1), at: B.noon), ReservationDecider.leaveWaitlist)
      .thenRejected(.notWaiting(B.id(1), .booked))
  }

  @Test func whoWaitsCanBookAnyTimeOfTheDayThatIsFree() throws {
    let history = try waiting()
    #expect(try history.booked(B.book(1, "21:00", party: 3, customer: B.diner)).stage(of: 1) == .booked)
    let tuesday = B.monday.adding(days: 1)
    try history.when(B.book(1, "21:00", party: 3, on: tuesday, customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.reservationOnAnotherDay(B.id(1), B.monday))
  }

  @Test func onlyWantedAndFreeTimesAreOffered() throws {
    let history = try waiting()
    try history.when(offer(1, "20:30"), ReservationDecider.offerWaitlist)
      .thenRejected(.timeNotWanted(B.id(1), B.clock("20:30")))
    var full = history
    for number in 2...4 as ClosedRange<UInt64> { full = try full.booked(B.book(number, "19:30", party: 3)) }
    try full.when(offer(), ReservationDecider.offerWaitlist)
      .thenRejected(.timeUnavailable(.tablesTaken, B.monday, B.clock("19:30")))
    try history.when(offer(7), ReservationDecider.offerWaitlist).thenRejected(.reservationUnknown(B.id(7)))
    try B.setUp().booked(B.book(1)).when(offer(), ReservationDecider.offerWaitlist)
      .thenRejected(.notWaiting(B.id(1), .booked))
  }

  @Test func anOfferIsRepeatedWithoutEffectAndNotReplacedWhileItStands() throws {
    let history = try waiting().when(offer(), ReservationDecider.offerWaitlist).history()
    let expiry = B.time("2026-11-23T12:10:00Z")
    try history.when(offer(), ReservationDecider.offerWaitlist).thenNothing()
    try history.when(offer(1, "20:00"), ReservationDecider.offerWaitlist)
      .thenRejected(.offerNotExpired(B.id(1), until: expiry))
    let again = try history.when(offer(1, "20:00", at: expiry), ReservationDecider.offerWaitlist).history()
    #expect(try again.stage(of: 1) == .offered)
  }

  @Test func whoDeclinesOrLetsItExpireWaitsOn() throws {
    let offered = try waiting().when(offer(), ReservationDecider.offerWaitlist).history()
    let decline = DeclineWaitlistOffer(reservation: B.id(1), at: B.noon)
    let declined = try offered.when(decline, ReservationDecider.declineWaitlistOffer).history()
    #expect(try declined.stage(of: 1) == .waiting)
    try declined.when(decline, ReservationDecider.declineWaitlistOffer).thenNothing()
    #expect(try declined.booked(B.book(5, "19:30", party: 3)).tables(of: 5) == [B.c])
    let expiry = B.time("2026-11-23T12:10:00Z")
    try offered.when(ExpireWaitlistOffer(reservation: B.id(1), at: B.noon), ReservationDecider.expireWaitlistOffer)
      .thenRejected(.offerNotExpired(B.id(1), until: expiry))
    let expire = ExpireWaitlistOffer(reservation: B.id(1), at: expiry)
    let expired = try offered.when(expire, ReservationDecider.expireWaitlistOffer).history()
    #expect(try expired.stage(of: 1) == .waiting)
    try expired.when(expire, ReservationDecider.expireWaitlistOffer).thenNothing()
    try B.setUp().booked(B.book(1)).when(decline, ReservationDecider.declineWaitlistOffer)
      .thenRejected(.notWaiting(B.id(1), .booked))
    try B.setUp().when(expire, ReservationDecider.expireWaitlistOffer).thenRejected(.reservationUnknown(B.id(1)))
  }

  @Test func somebodyLeavesOnceAndTheirOfferIsFree() throws {
    let leave = LeaveWaitlist(reservation: B.id(1), at: B.noon)
    let offered = try waiting().when(offer(), ReservationDecider.offerWaitlist).history()
    let left = try offered.when(leave, ReservationDecider.leaveWaitlist).history()
    #expect(try left.stage(of: 1) == .left)
    try left.when(leave, ReservationDecider.leaveWaitlist).thenNothing()
    #expect(try left.booked(B.book(5, "19:30", party: 3)).tables(of: 5) == [B.c])
    try left.when(B.book(1, party: 3, customer: B.diner), ReservationDecider.bookTable)
      .thenRejected(.reservationClosed(B.id(1), .left))
    try left.when(offer(), ReservationDecider.offerWaitlist).thenRejected(.notWaiting(B.id(1), .left))
    try B.setUp().when(leave, ReservationDecider.leaveWaitlist).thenRejected(.reservationUnknown(B.id(1)))
  }

  @Test func aDaysWaitlistIsBounded() throws {
    var history = try B.setUp()
    for number in 1...UInt64(ReservationLimits.waiting) {
      history = history.and(
        WaitlistJoined(
          reservation: B.id(number), venue: B.venue, serviceDate: B.monday, customer: B.diner, party: 3,
          earliest: B.clock("19:00"), latest: B.clock("20:00"), area: ""))
    }
    let next = join(UInt64(ReservationLimits.waiting) + 1)
    try history.when(next, ReservationDecider.joinWaitlist).thenRejected(.waitlistFull(ReservationLimits.waiting))
    let left = LeaveWaitlist(reservation: B.id(1), at: B.noon)
    _ = try history.when(left, ReservationDecider.leaveWaitlist).history()
      .when(next, ReservationDecider.joinWaitlist).events()
  }
}
