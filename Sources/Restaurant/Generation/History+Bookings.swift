import EventSourcing
import EventStore
import Reservations
import Venue
import Vocabulary

/// Bookings and the door: what is asked for, and what follows.
extension History {
  /// The command of a move that concerns a table.
  mutating func tableRequest(_ move: Move, _ outing: inout Outing, at time: Timestamp) async throws -> Request? {
    let venue = venues[outing.venue]
    let guest = Actor(.customer, outing.guest.id)
    let staff = Actor(.staff)
    switch move {
    case .book:
      let reservation = outing.reservation ?? ids.make()
      outing.reservation = reservation
      let command = BookTable(
        reservation: reservation, venue: venue.id, date: outing.date, time: outing.time, party: outing.party,
        customer: outing.guest.id, channel: outing.isOnline ? .web : .phone, deposit: deposit(outing, venue), at: time)
      // That a deposit was taken is for the house to say.
      return Request(command, as: outing.isOnline && command.deposit == nil ? guest : staff)
    case .walkIn:
      let reservation = outing.reservation ?? ids.make()
      outing.reservation = reservation
      let moment = venue.setup.moment(venue.zone.local(time))
      return Request(
        SeatWalkIn(
          reservation: reservation, venue: venue.id, date: moment.date, party: outing.party,
          customer: outing.guest.id, at: time), as: staff)
    default: break
    }
    guard let reservation = outing.reservation else { return nil }
    switch move {
    case .confirm: return Request(ConfirmReservation(reservation: reservation, at: time), as: guest)
    case .change:
      let party = outing.party + (random.chance(50) ? 1 : 0)
      let slot = TimeOfDay(minutes: outing.time.minutes + (venue.rules?.slotMinutes ?? 0)) ?? outing.time
      let later = party == outing.party ? slot : outing.time
      let command = ModifyReservation(
        reservation: reservation, venue: venue.id, date: outing.date, time: later, party: party,
        customer: outing.guest.id, deposit: deposit(outing, venue, party), at: time)
      return Request(command, as: command.deposit == nil ? guest : staff)
    case .cancel:
      return Request(CancelReservation(reservation: reservation, reason: .dinerRequest, at: time), as: guest)
    case .seat:
      return Request(SeatParty(reservation: reservation, venue: venue.id, date: outing.date, at: time), as: staff)
    case .miss: return Request(MarkNoShow(reservation: reservation, at: time), as: staff)
    case .reassign:
      guard let table = try await otherTable(outing, at: time) else { return nil }
      return Request(
        ReassignTables(reservation: reservation, venue: venue.id, date: outing.date, tables: [table], at: time),
        as: staff)
    case .finish: return Request(FinishVisit(reservation: reservation, at: time), as: staff)
    default: return nil
    }
  }

  /// What a party of this size leaves when it books; nil if the venue asks for nothing.
  private func deposit(_ outing: Outing, _ venue: GeneratedVenue, _ party: UInt32? = nil) -> Amount? {
    let party = party ?? outing.party
    guard let rules = venue.rules, party > rules.depositAbove, rules.deposit > .zero else { return nil }
    return Amount(minorUnits: rules.deposit.minorUnits * Int64(party))
  }

  /// What follows once a table was promised, taken or left.
  mutating func followTable(
    _ number: Int, _ move: Move, _ outing: inout Outing, _ events: [any Event], at time: Timestamp
  ) {
    for event in events {
      switch event {
      case let event as ReservationBooked: outing.take(event.seating)
      case let event as ReservationModified: outing.take(event.seating)
      case let event as PartySeated: outing.take(event.seating)
      case let event as WalkInSeated: outing.take(event.seating)
      case let event as TablesReassigned: outing.take(event.seating)
      default: break
      }
    }
    switch move {
    case .book: followBooking(number, outing, at: time)
    case .confirm, .change: comes(number, outing, after: time)
    case .seat, .walkIn:
      let moves = random.chance(3)
      schedule(.outing(number, moves ? .reassign : .order), at: time.adding(minutes: random.number(6...12)))
    case .reassign: schedule(.outing(number, .order), at: time.adding(minutes: 4))
    default: break
    }
  }

  private mutating func followBooking(_ number: Int, _ outing: Outing, at time: Timestamp) {
    guard let starts = outing.startsAt else { return }
    let soonest = time.adding(minutes: 30)
    let latest = starts.adding(minutes: -Int64(max(120, venues[outing.venue].rules?.cancelMinutes ?? 0)) - 30)
    guard soonest < latest else { return comes(number, outing, after: time) }
    let minutes = (latest.microseconds - soonest.microseconds) / 60_000_000
    let some = soonest.adding(minutes: random.number(0...minutes))
    switch outing.fate {
    case .changed: schedule(.outing(number, .change), at: some)
    case .cancelled: schedule(.outing(number, .cancel), at: some)
    case .kept where random.chance(55):
      schedule(.outing(number, .confirm), at: max(some, latest.adding(minutes: -1440)))
    case .kept, .missed: comes(number, outing, after: time)
    }
  }

  /// The day has come: they arrive at their time or a little later, or nobody does.
  private mutating func comes(_ number: Int, _ outing: Outing, after time: Timestamp) {
    guard let starts = outing.startsAt else { return }
    let soonest = max(starts, time.adding(minutes: 30))
    if outing.fate == .missed {
      schedule(.outing(number, .miss), at: soonest.adding(minutes: random.number(20...30)))
    } else {
      schedule(.outing(number, .seat), at: soonest.adding(minutes: random.number(0...6)))
    }
  }

  /// What follows when a table could not be had: another time, or waiting at the door, or going home.
  mutating func followNoTable(_ number: Int, _ move: Move, _ outing: inout Outing, at time: Timestamp) {
    outing.disappointments += 1
    switch move {
    case .book where outing.wish != nil: break
    case .book where random.chance(50) && waits(number, &outing, at: time): return
    case .walkIn where random.chance(50) && waits(number, &outing, at: time): return
    case .book where outing.disappointments <= GenerationLimits.attempts:
      let venue = venues[outing.venue]
      guard let other = venue.seatingTime(on: outing.date, percent: random.number(0...100), &random),
        let starts = venue.instant(other, on: outing.date), time.adding(minutes: 120) < starts
      else { break }
      outing.time = other
      return schedule(.outing(number, .book), at: time.adding(minutes: 30))
    case .change, .confirm: return comes(number, outing, after: time)
    case .reassign: return schedule(.outing(number, .order), at: time.adding(minutes: 3))
    case .seat where outing.disappointments <= GenerationLimits.attempts:
      return schedule(.outing(number, .seat), at: time.adding(minutes: 8))
    default: break
    }
    outings[number] = nil
  }
}

extension History {
  /// A table that fits a party, and that nobody has or is promised until it leaves.
  private func otherTable(_ outing: Outing, at time: Timestamp) async throws -> TableID? {
    guard let leaves = outing.endsAt else { return nil }
    let (venue, date) = (venues[outing.venue], outing.date)
    let taken = try await restaurant.availability.read(at: restaurant.log.head) { books, _ in
      books.book(of: date, at: venue.id, now: time).filter { $0.counts && $0.seating.startsAt < leaves }
        .flatMap(\.seating.tables)
    }
    return venue.setup.tables.values.filter {
      $0.minSeats <= outing.party && outing.party <= $0.maxSeats && !taken.contains($0.id)
    }.map(\.id).min()
  }
}

extension Outing {
  mutating func take(_ seating: Seating) {
    startsAt = seating.startsAt
    endsAt = seating.endsAt
    table = seating.tables.first
    party = seating.party
    time = seating.starts
  }
}
