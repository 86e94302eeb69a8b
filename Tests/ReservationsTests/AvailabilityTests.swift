import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

@Suite struct AvailabilityTests {
  typealias B = Brasserie

  /// A Monday: somebody sits, somebody is awaited, one cancelled, one holds, one waits, one moved to Tuesday.
  static func monday() throws -> GivenEvents {
    var history = try B.setUp()
    for number in 1...3 as ClosedRange<UInt64> { history = try history.booked(B.book(number)) }
    history = try history.booked(B.book(4, party: 3))
    history = try history.when(
      CancelReservation(reservation: B.id(2), reason: .mistake, at: B.noon), ReservationDecider.cancelReservation
    ).history()
    let tuesday = ModifyReservation(
      reservation: B.id(3), venue: B.venue, date: B.monday.adding(days: 1), time: B.clock("19:00"), party: 2,
      at: B.noon)
    history = try history.when(tuesday, ReservationDecider.modifyReservation).history()
    history = try history.when(B.hold(5, "21:00", party: 5), ReservationDecider.placeHold).history()
    let join = JoinWaitlist(
      reservation: B.id(6), venue: B.venue, date: B.monday, earliest: B.clock("19:00"), party: 3, customer: B.diner,
      latest: B.clock("20:00"), at: B.noon)
    history = try history.when(join, ReservationDecider.joinWaitlist).history()
    let offer = OfferWaitlist(
      reservation: B.id(6), venue: B.venue, date: B.monday, time: B.clock("20:00"), at: B.noon)
    history = try history.when(offer, ReservationDecider.offerWaitlist).history()
    let seat = SeatParty(
      reservation: B.id(1), venue: B.venue, date: B.monday, at: B.time("2026-11-23T19:00:00Z"))
    return try history.when(seat, ReservationDecider.seatParty).history()
  }

  func times(_ party: UInt32, on date: ServiceDate = B.monday, _ history: GivenEvents) throws -> DayTimes {
    let model = try fold(Availability.self, history.events)
    return try #require(model.times(TableWish(date: date, party: party), at: B.venue, now: B.noon))
  }

  @Test func listsEveryTimeWithItsTableOrItsReason() throws {
    let day = try times(2, Self.monday())
    #expect(day.hindrance == nil)
    #expect(
      day.times.map { "\($0.starts) \($0.hindrance?.rawValue ?? "-")" }.prefix(6)
        == ["12:00 too_soon", "12:30 -", "13:00 -", "13:30 -", "14:00 -", "18:00 -"])
    let banquet = try times(12, Self.monday())
    let seven = try #require(banquet.times.first { $0.starts == B.clock("19:00") })
    #expect(seven.hindrance == .tablesTaken)
  }

  @Test func saysWhyNothingIsFree() throws {
    let history = try B.setUp()
    #expect(try times(13, history).hindrance == .noTableFits)
    #expect(try times(2, on: B.date("2026-12-25"), history).hindrance == .closed)
    #expect(try times(2, on: B.date("2027-03-01"), history).hindrance == .tooFarAhead)
    #expect(try times(2, on: B.date("2026-11-22"), history).hindrance == .tooSoon)
    #expect(try times(2, B.setUp(rules: "null")).hindrance == .takesNoReservations)
    let model = try fold(Availability.self, history.events)
    #expect(model.times(TableWish(date: B.monday, party: 2), at: .named("elsewhere"), now: B.noon) == nil)
  }

  @Test func whatIsShownAsFreeIsGrantedAndNothingElse() throws {
    let history = try Self.monday()
    for party in 1...13 as ClosedRange<UInt32> {
      for time in try times(party, history).times {
        let book = B.book(99, time.starts.description, party: party, deposit: 1_000_000)
        switch try history.when(book, ReservationDecider.bookTable).outcome {
        case .success(let events):
          #expect(time.hindrance == nil, "\(party) at \(time.starts)")
          #expect((events.first as? ReservationBooked)?.seating.endsAt == time.endsAt)
        case .failure(let rejection):
          #expect(rejection == .timeUnavailable(try #require(time.hindrance), B.monday, time.starts))
        }
      }
    }
  }

  @Test func knowsWhoSitsWhereAndWhoWaits() throws {
    let model = try fold(Availability.self, Self.monday().events)
    let book = model.book(of: B.monday, at: B.venue, now: B.noon)
    let stages = Dictionary(uniqueKeysWithValues: book.map { ($0.reservation, $0.stage) })
    #expect(
      stages == [
        B.id(1): .seated, B.id(2): .cancelled, B.id(4): .booked, B.id(5): .held, B.id(6): .offered,
      ])
    #expect(book.first { $0.reservation == B.id(1) }?.seating.tables == [B.a])
    #expect(book.filter(\.counts).count == 4)
    let later = model.book(of: B.monday, at: B.venue, now: B.time("2026-11-23T12:10:00Z"))
    #expect(later.filter(\.counts).map(\.reservation) == [B.id(1), B.id(4)])
    #expect(model.book(of: B.monday.adding(days: 1), at: B.venue, now: B.noon).map(\.reservation) == [B.id(3)])
    let waiting = model.waitlist(of: B.monday, at: B.venue, now: B.noon)
    #expect(waiting.map(\.reservation) == [B.id(6)])
    #expect(waiting.first?.offered?.seating.starts == B.clock("20:00"))
    #expect(
      model.waitlist(of: B.monday, at: B.venue, now: B.time("2026-11-23T12:10:00Z")).first?.offered == nil)
    let totals = model.totals(at: B.venue)
    #expect(totals.bookings == 3)
    #expect(totals.covers == 7)
    #expect(totals.slots == 2)
  }

  @Test func goingOnFromASnapshotEqualsARebuildFromZero() throws {
    let events = try Self.monday().events
    let whole = try snapshot(fold(Availability.self, events))
    for cut in 0...events.count {
      let early = try restored(Availability.self, snapshot(fold(Availability.self, Array(events[..<cut]))))
      let later = try fold(Availability.self, Array(events[cut...]), into: early)
      #expect(try snapshot(later) == whole, "cut at \(cut)")
    }
  }
}
