public import EventSourcing
public import Venue
import Vocabulary

/// The rules of the door: seating parties and moving them.
extension ReservationDecider {
  /// Seats a party. One that comes early has its tables from now on, if they are free until its time and its diner
  /// sits, or is to sit, nowhere else meanwhile.
  public static let seatParty = Decider<
    SeatParty, ReservationRejection, ServicePlan, ReservationState, Each<Book>, EarlyDiner
  >(
    keys: { command in
      (
        command.venue, command.reservation, Book.Key.around(command.venue, command.date),
        EarlyDiner.Key(reservation: command.reservation, comesAt: command.occurredAt)
      )
    },
    decide: { (command, plan, state, books, diner) throws(ReservationRejection) in
      let promise = try state.promise(at: plan.id, on: command.date)
      if state.stage == .seated { return [] }
      _ = try state.requireAwaited()
      let desk = try Desk(plan, books, around: command.date, at: command.occurredAt)
      var seating = promise.seating
      let seatedAt = desk.now.wholeMinute
      guard seatedAt < seating.endsAt else { throw .visitOver(state.id, seating.endsAt) }
      try desk.checkNobodySits(at: seating.tables, of: state.id)
      if seatedAt < seating.startsAt {
        let today = plan.moment(desk.zone.local(desk.now)).date
        guard today == seating.date else { throw .notTheServiceDay(seating.date, now: today) }
        guard desk.areFree(seating.tables, from: seatedAt, to: seating.startsAt, except: state.id) else {
          throw .tablesTaken(state.id)
        }
        seating.startsAt = seatedAt
        try diner.book?.check(seating, except: state.id, at: desk.now)
      }
      return [
        PartySeated(
          reservation: state.id, venue: plan.id, seating: seating, customer: promise.customer, seatedAt: seatedAt)
      ]
    })

  /// Seats a party without a reservation. It counts in the slot in which it comes.
  public static let seatWalkIn = Decider<
    SeatWalkIn, ReservationRejection, ServicePlan, ReservationState, Each<Book>, Each<DinerBook>
  >(
    keys: { command in
      (
        command.venue, command.reservationID, Book.Key.around(command.venue, command.date),
        command.customer.map { [$0] } ?? []
      )
    },
    decide: { (command, plan, state, books, diners) throws(ReservationRejection) in
      if state.isRepeated(by: command) { return [] }
      guard state.stage == .unspecified else { throw .reservationAlreadyMade(state.id) }
      let desk = try Desk(plan, books, around: command.date, at: command.occurredAt)
      if !command.tables.isEmpty { try desk.check(command.tables) }
      if let minutes = command.minutes, !(1...VenueLimits.turnMinutes).contains(minutes) {
        throw .stayOutOfRange(minutes)
      }
      let wish = TableWish(date: command.date, party: command.party, area: command.area)
      let search = try desk.search(wish, excluding: state.id)
      guard search.moment.date == command.date else {
        throw .notTheServiceDay(command.date, now: search.moment.date)
      }
      let seating: Seating
      do throws(Hindrance) {
        seating = try search.door(minutes: command.minutes, tables: command.tables)
      } catch {
        throw .timeUnavailable(error, command.date, search.moment.time)
      }
      try diners.check(command.customer, seating, except: state.id, at: desk.now)
      return [
        WalkInSeated(
          reservation: state.id, venue: plan.id, seating: seating, customer: command.customer, area: command.area)
      ]
    })

  /// Gives a party other tables: for its whole time, or from now on if it sits.
  public static let reassignTables = Decider<
    ReassignTables, ReservationRejection, ServicePlan, ReservationState, Each<Book>
  >(
    keys: { ($0.venue, $0.reservation, Book.Key.around($0.venue, $0.date)) },
    decide: { (command, plan, state, books) throws(ReservationRejection) in
      let promise = try state.promise(at: plan.id, on: command.date)
      let desk = try Desk(plan, books, around: command.date, at: command.occurredAt)
      try desk.check(command.tables)
      let tables = command.tables.sorted()
      if state.stage != .seated { _ = try state.requireAwaited() }
      if promise.seating.tables == tables { return [] }
      var seating = promise.seating
      seating.tables = tables
      if state.stage == .seated {
        seating.startsAt = max(seating.startsAt, desk.now.wholeMinute)
        seating.endsAt = max(seating.endsAt, seating.startsAt.adding(minutes: 1))
        try desk.checkNobodySits(at: tables, of: state.id)
      }
      guard desk.areFree(tables, from: seating.startsAt, to: seating.endsAt, except: state.id) else {
        throw .tablesTaken(state.id)
      }
      return [
        TablesReassigned(
          reservation: state.id, venue: plan.id, seating: seating, customer: promise.customer,
          previousTables: promise.seating.tables)
      ]
    })
}

extension ReservationState {
  fileprivate func isRepeated(by command: SeatWalkIn) -> Bool {
    guard stage == .seated, let promise, promise.venue == command.venue else { return false }
    return promise.seating.date == command.date && promise.seating.party == command.party
      && promise.customer == command.customer && area == command.area
      && (command.tables.isEmpty || command.tables.sorted() == promise.seating.tables)
  }
}
