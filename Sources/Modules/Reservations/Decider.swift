public import EventSourcing
public import Venue
import Vocabulary

/// The rules of promising tables. Those of visits are in `Decider+Visits.swift`, those of the waitlist in
/// `Decider+Waitlist.swift`, those that need no book in `Decider+Stages.swift`.
///
/// What takes tables is decided on the books of its day and of the days around it: a visit may run past the end of
/// one service day into the next. So however many ask at once, each sees the promises of all before.
public enum ReservationDecider {
  /// Keeps a time for a while.
  public static let placeHold = Decider<
    PlaceHold, ReservationRejection, ServicePlan, ReservationState, Each<Book>, Each<DinerBook>
  >(
    keys: { command in
      (
        command.venue, command.reservationID, Book.Key.around(command.venue, command.date),
        command.customer.map { [$0] } ?? []
      )
    },
    decide: { (command, plan, state, books, diners) throws(ReservationRejection) in
      let now = command.occurredAt
      if state.stage != .unspecified {
        guard state.stage == .held, state.isHeld(for: command) else { throw .reservationAlreadyMade(state.id) }
        if state.isLive(at: now) { return [] }
      }
      let desk = try Desk(plan, books, around: command.date, at: now)
      let wish = TableWish(date: command.date, party: command.party, area: command.area)
      let seating = try desk.seating(wish, command.time, excluding: state.id)
      try diners.check(command.customer, seating, except: state.id, at: now)
      return [
        HoldPlaced(
          reservation: state.id, venue: plan.id, seating: seating, customer: command.customer, area: command.area,
          expiresAt: desk.holdEnds())
      ]
    })

  /// Makes a reservation. One that is booked out of a hold or an offer keeps its tables if they are still free, and
  /// its time as long as that lasts: the lead time was there when it was given.
  public static let bookTable = Decider<
    BookTable, ReservationRejection, ServicePlan, ReservationState, Each<Book>, Each<DinerBook>
  >(
    keys: { command in
      (
        command.venue, command.reservationID, Book.Key.around(command.venue, command.date),
        command.customer.map { [$0] } ?? []
      )
    },
    decide: { (command, plan, state, books, diners) throws(ReservationRejection) in
      let now = command.occurredAt
      if state.isRepeated(by: command) { return [] }
      let preferred = try state.tablesKept(for: command)
      let desk = try Desk(plan, books, around: command.date, at: now)
      let area = state.area(for: command)
      let wish = TableWish(date: command.date, party: command.party, area: area)
      let seating = try desk.seating(
        wish, command.time, excluding: state.id, preferred: preferred,
        isKept: !preferred.isEmpty && state.isLive(at: now))
      try diners.check(command.customer, seating, except: state.id, at: now)
      let terms = try PromiseTerms(seating, desk, paid: command.deposit)
      return [
        ReservationBooked(
          reservation: state.id, venue: plan.id, seating: seating, customer: command.customer, area: area,
          channel: command.channel, confirmBy: terms.confirmBy, cancelBy: terms.cancelBy, lateFee: terms.lateFee,
          deposit: terms.deposit)
      ]
    })

  /// Moves a reservation. One event takes the new time and frees the old one. The lead time is for a new time: it was
  /// there when the present one was given.
  public static let modifyReservation = Decider<
    ModifyReservation, ReservationRejection, ServicePlan, ReservationState, Each<Book>, Each<DinerBook>
  >(
    keys: { command in
      (
        command.venue, command.reservation, Book.Key.around(command.venue, command.date),
        command.customer.map { [$0] } ?? []
      )
    },
    decide: { (command, plan, state, books, diners) throws(ReservationRejection) in
      let now = command.occurredAt
      let promise = try state.requireAwaited()
      guard promise.venue == plan.id else { throw .reservationAtAnotherVenue(state.id, plan.id) }
      guard promise.customer == command.customer else { throw .reservationOfAnotherDiner(state.id) }
      let paid = command.deposit ?? state.deposit?.amount
      if state.isAsWanted(by: command), paid == state.deposit?.amount { return [] }
      if !command.byVenue, let deadline = state.cancelBy, now > deadline {
        throw .tooLateToChange(state.id, by: deadline)
      }
      let desk = try Desk(plan, books, around: command.date, at: now)
      let wish = TableWish(date: command.date, party: command.party, area: command.area)
      let seating = try desk.seating(
        wish, command.time, excluding: state.id, preferred: promise.seating.tables,
        isKept: promise.seating.date == command.date && promise.seating.starts == command.time)
      try diners.check(command.customer, seating, except: state.id, at: now)
      let terms = try PromiseTerms(seating, desk, paid: paid)
      return [
        ReservationModified(
          reservation: state.id, venue: plan.id, seating: seating, customer: command.customer, area: command.area,
          previous: promise.seating, confirmBy: terms.confirmBy, cancelBy: terms.cancelBy, lateFee: terms.lateFee,
          deposit: terms.deposit)
      ]
    })
}

/// Whether a command asks for what has already happened, and what it may build on.
extension ReservationState {
  func isHeld(for command: PlaceHold) -> Bool {
    promise?.venue == command.venue && promise?.customer == command.customer
      && isFor(command.date, command.time, command.party, command.area)
  }

  func isRepeated(by command: BookTable) -> Bool {
    switch stage {
    case .booked, .confirmed, .seated:
      promise?.venue == command.venue && promise?.customer == command.customer
        && isFor(command.date, command.time, command.party, area(for: command))
    default: false
    }
  }

  /// The part of the house that a booking is for: who books what is held or offered need not say it again.
  func area(for command: BookTable) -> String { command.area.isEmpty && promise != nil ? area : command.area }

  func isAsWanted(by command: ModifyReservation) -> Bool {
    isFor(command.date, command.time, command.party, command.area)
  }

  private func isFor(_ date: ServiceDate, _ time: TimeOfDay, _ party: UInt32, _ area: String) -> Bool {
    guard let seating = promise?.seating else { return false }
    return seating.date == date && seating.starts == time && seating.party == party && self.area == area
  }

  /// The tables that a hold or an offer keeps for a booking; none if there is neither.
  func tablesKept(for command: BookTable) throws(ReservationRejection) -> [TableID] {
    switch stage {
    case .unspecified: return []
    case .held, .offered, .waiting: break
    case .booked, .confirmed, .seated: throw .reservationAlreadyMade(id)
    case .finished, .cancelled, .noShow, .released, .left: throw .reservationClosed(id, stage)
    }
    let venue = promise?.venue ?? wish?.venue
    guard venue == command.venue else { throw .reservationAtAnotherVenue(id, command.venue) }
    if let owner = promise?.customer ?? wish?.customer, owner != command.customer {
      throw .reservationOfAnotherDiner(id)
    }
    if let wish, stage == .waiting || !isLive(at: command.occurredAt) {
      guard wish.serviceDate == command.date else { throw .reservationOnAnotherDay(id, wish.serviceDate) }
      return []
    }
    guard isFor(command.date, command.time, command.party, area(for: command)) else {
      throw .holdIsForAnotherTime(id)
    }
    return promise?.seating.tables ?? []
  }

  /// The promise of a reservation whose party is awaited.
  func requireAwaited() throws(ReservationRejection) -> Promise {
    let promise = try requirePromise()
    guard stage == .booked || stage == .confirmed else { throw .notAwaited(id, stage) }
    return promise
  }
}
