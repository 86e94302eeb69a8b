public import EventSourcing
public import Venue
import Vocabulary

/// The rules of the waitlist.
extension ReservationDecider {
  /// Puts somebody on the waitlist of a day.
  public static let joinWaitlist = Decider<
    JoinWaitlist, ReservationRejection, ServicePlan, ReservationState, Each<Book>
  >(
    keys: { ($0.venue, $0.reservationID, Book.Key.around($0.venue, $0.date)) },
    decide: { (command, plan, state, books) throws(ReservationRejection) in
      if state.stage != .unspecified {
        guard state.isRepeated(by: command) else { throw .reservationAlreadyMade(state.id) }
        return []
      }
      let desk = try Desk(plan, books, around: command.date, at: command.occurredAt)
      let wish = TableWish(date: command.date, party: command.party, area: command.area)
      let search = try desk.search(wish, excluding: nil)
      guard plan.floor.places.contains(where: { $0.fits(wish.party, area: wish.area) }) else {
        throw .timeUnavailable(.noTableFits, command.date, nil)
      }
      guard command.earliest <= command.latest else { throw .wishEmpty(command.earliest, command.latest) }
      if let latest = search.clock.instant(command.latest), latest < desk.now {
        throw .timeUnavailable(.tooSoon, command.date, command.latest)
      }
      let waiting = desk.books.reduce(0) { $1.date == command.date ? $0 + $1.waits.count : $0 }
      guard waiting < ReservationLimits.waiting else { throw .waitlistFull(waiting) }
      return [
        WaitlistJoined(
          reservation: state.id, venue: plan.id, serviceDate: command.date, customer: command.customer,
          party: command.party, earliest: command.earliest, latest: command.latest, area: command.area)
      ]
    })

  /// Offers a time and keeps it until the offer expires.
  public static let offerWaitlist = Decider<
    OfferWaitlist, ReservationRejection, ServicePlan, ReservationState, Each<Book>
  >(
    keys: { ($0.venue, $0.reservation, Book.Key.around($0.venue, $0.date)) },
    decide: { (command, plan, state, books) throws(ReservationRejection) in
      let wish = try state.requireWish()
      let now = command.occurredAt
      guard wish.venue == plan.id else { throw .reservationAtAnotherVenue(state.id, plan.id) }
      guard wish.serviceDate == command.date else { throw .reservationOnAnotherDay(state.id, wish.serviceDate) }
      switch state.stage {
      case .waiting: break
      case .offered:
        if let until = state.expiresAt, now < until {
          guard state.promise?.seating.starts == command.time else { throw .offerNotExpired(state.id, until: until) }
          return []
        }
      default: throw .notWaiting(state.id, state.stage)
      }
      guard wish.earliest <= command.time, command.time <= wish.latest else {
        throw .timeNotWanted(state.id, command.time)
      }
      let desk = try Desk(plan, books, around: command.date, at: now)
      let seating = try desk.seating(
        TableWish(date: command.date, party: wish.party, area: wish.area), command.time, excluding: state.id)
      return [
        WaitlistOffered(
          reservation: state.id, venue: plan.id, seating: seating, customer: wish.customer,
          expiresAt: desk.holdEnds())
      ]
    })

  /// Turns an offer down.
  public static let declineWaitlistOffer = Decider<DeclineWaitlistOffer, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (_, state) throws(ReservationRejection) in
      let wish = try state.requireWish()
      switch state.stage {
      case .waiting: return []
      case .offered:
        return [
          WaitlistOfferDeclined(
            reservation: state.id, venue: wish.venue, serviceDate: wish.serviceDate, customer: wish.customer)
        ]
      default: throw .notWaiting(state.id, state.stage)
      }
    })

  /// Records that an offer has expired.
  public static let expireWaitlistOffer = Decider<ExpireWaitlistOffer, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (command, state) throws(ReservationRejection) in
      let wish = try state.requireWish()
      switch state.stage {
      case .waiting: return []
      case .offered:
        if let until = state.expiresAt, command.occurredAt < until {
          throw .offerNotExpired(state.id, until: until)
        }
        return [
          WaitlistOfferExpired(
            reservation: state.id, venue: wish.venue, serviceDate: wish.serviceDate, customer: wish.customer)
        ]
      default: throw .notWaiting(state.id, state.stage)
      }
    })

  /// Takes somebody off the waitlist.
  public static let leaveWaitlist = Decider<LeaveWaitlist, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (_, state) throws(ReservationRejection) in
      let wish = try state.requireWish()
      switch state.stage {
      case .left: return []
      case .waiting, .offered:
        return [
          WaitlistLeft(
            reservation: state.id, venue: wish.venue, serviceDate: wish.serviceDate, customer: wish.customer)
        ]
      default: throw .notWaiting(state.id, state.stage)
      }
    })
}

extension ReservationState {
  fileprivate func isRepeated(by command: JoinWaitlist) -> Bool {
    guard let wish, stage == .waiting || stage == .offered else { return false }
    return wish.venue == command.venue && wish.serviceDate == command.date && wish.party == command.party
      && wish.earliest == command.earliest && wish.latest == command.latest && wish.area == command.area
      && wish.customer == command.customer
  }
}
