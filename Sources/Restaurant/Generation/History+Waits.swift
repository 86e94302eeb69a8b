import EventSourcing
import EventStore
import Reservations
import Venue
import Vocabulary

/// Times that are held while somebody makes up their mind, and the waitlist: what is asked for, and what follows.
extension History {
  /// The command of a move that concerns a hold or the waitlist.
  mutating func waitRequest(_ move: Move, _ outing: inout Outing, at time: Timestamp) async throws -> Request? {
    let venue = venues[outing.venue].id
    let guest = Actor(.customer, outing.guest.id)
    let staff = Actor(.staff)
    let reservation = outing.reservation ?? ids.make()
    outing.reservation = reservation
    switch move {
    case .hold:
      return Request(
        PlaceHold(
          reservation: reservation, venue: venue, date: outing.date, time: outing.time, party: outing.party,
          customer: outing.guest.id, at: time), as: guest)
    case .release: return Request(ReleaseHold(reservation: reservation, at: time), as: guest)
    case .join:
      guard let wish = outing.wish else { return nil }
      return Request(
        JoinWaitlist(
          reservation: reservation, venue: venue, date: outing.date, earliest: wish.lowerBound, party: outing.party,
          customer: outing.guest.id, latest: wish.upperBound, at: time), as: outing.isOnline ? guest : staff)
    case .offer:
      outing.searches += 1
      guard let free = try await freeTime(outing, at: time) else { return nil }
      return Request(
        OfferWaitlist(reservation: reservation, venue: venue, date: outing.date, time: free, at: time), as: staff)
    case .decline: return Request(DeclineWaitlistOffer(reservation: reservation, at: time), as: guest)
    case .lapse: return Request(ExpireWaitlistOffer(reservation: reservation, at: time), as: Actor(.system))
    case .leaveList: return Request(LeaveWaitlist(reservation: reservation, at: time), as: guest)
    default: return nil
    }
  }

  /// The first time that a waiting party can have and wants. All that was asked for earlier is in the books by now, but
  /// for what is on its way at this very moment: an offer may come too late.
  private func freeTime(_ outing: Outing, at time: Timestamp) async throws -> TimeOfDay? {
    guard let wanted = outing.wish else { return nil }
    let (venue, wish) = (venues[outing.venue].id, TableWish(date: outing.date, party: outing.party))
    return try await restaurant.availability.read(at: restaurant.log.head) { books, _ in
      books.times(wish, at: venue, now: time)?.times.first { $0.place != nil && wanted.contains($0.starts) }?.starts
    }
  }

  /// Puts somebody who found no table on the waitlist; whether there is one, and time enough.
  mutating func waits(_ number: Int, _ outing: inout Outing, at time: Timestamp) -> Bool {
    let venue = venues[outing.venue]
    guard venue.holdsTimes, let rules = venue.rules, let midnight = venue.instant(.midnight, on: outing.date) else {
      return false
    }
    // From half an hour before the wanted time to an hour after, or as soon as something can still be offered.
    let now = (time.microseconds - midnight.microseconds) / 60_000_000
    let soonest = max(Int64(outing.time.minutes) - 30, now + Int64(rules.leadMinutes) + 30)
    guard let earliest = venue.slot(from: soonest), let latest = venue.slot(from: soonest + 90) else { return false }
    outing.wish = earliest...latest
    outing.reservation = nil
    schedule(.outing(number, .join), at: time.adding(minutes: 30))
    return true
  }

  /// What follows once a time was held or offered, or somebody waits for one.
  mutating func followWait(
    _ number: Int, _ move: Move, _ outing: inout Outing, _ events: [any Event], at time: Timestamp
  ) {
    for event in events {
      switch event {
      case let event as HoldPlaced: outing.take(event.seating)
      case let event as WaitlistOffered: outing.take(event.seating)
      default: break
      }
    }
    let soon = time.adding(minutes: random.number(5...8))
    switch move {
    case .hold:
      let next = random.pick([Move.book: 90, .release: 5, .lapse: 5]) ?? .book
      // A hold that nobody books expires by itself: nobody does anything.
      if next == .lapse { outings[number] = nil } else { schedule(.outing(number, next), at: soon) }
    case .offer:
      switch random.pick([Move.book: 60, .decline: 20, .lapse: 20]) ?? .book {
      case .lapse: schedule(.outing(number, .lapse), at: time.adding(minutes: holdMinutes(outing) + 5))
      case let next: schedule(.outing(number, next), at: soon)
      }
    case .join, .decline, .lapse: waitsOn(number, outing, at: time)
    default: break
    }
  }

  /// What follows when nothing could be held or offered.
  mutating func followNoWait(_ number: Int, _ move: Move, _ outing: inout Outing, at time: Timestamp) {
    switch move {
    case .hold: followNoTable(number, .book, &outing, at: time)
    case .offer: waitsOn(number, outing, at: time)
    default: outings[number] = nil
    }
  }

  /// The staff looks for a time again while there is hope; then most say that they wait no more.
  private mutating func waitsOn(_ number: Int, _ outing: Outing, at time: Timestamp) {
    let venue = venues[outing.venue]
    guard let wish = outing.wish, let last = venue.instant(wish.upperBound, on: outing.date) else {
      outings[number] = nil
      return
    }
    let latest = last.adding(minutes: -Int64(venue.rules?.leadMinutes ?? 0))
    let room = (latest.microseconds - time.microseconds) / 60_000_000
    if outing.searches < GenerationLimits.searches, room > 40 {
      schedule(.outing(number, .offer), at: time.adding(minutes: random.number(30...min(600, room))))
    } else if random.chance(70) {
      schedule(.outing(number, .leaveList), at: time.adding(minutes: 30))
    } else {
      outings[number] = nil
    }
  }

  private func holdMinutes(_ outing: Outing) -> Int64 { Int64(venues[outing.venue].rules?.holdMinutes ?? 0) }
}
