public import EventSourcing
import Venue
import Vocabulary

/// The rules of moving a reservation on where no table is taken: the table in ``ReservationStage``. What only frees
/// tables needs no book.
extension ReservationDecider {
  /// Gives a hold back. Nothing happens once it has expired: its time is free already.
  public static let releaseHold = Decider<ReleaseHold, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (command, state) throws(ReservationRejection) in
      let promise = try state.requirePromise()
      switch state.stage {
      case .held where state.isLive(at: command.occurredAt):
        return [
          HoldReleased(
            reservation: state.id, venue: promise.venue, seating: promise.seating, customer: promise.customer)
        ]
      case .held, .released: return []
      default: throw .notHeld(state.id, state.stage)
      }
    })

  /// Notes that the diner will come.
  public static let confirmReservation = Decider<ConfirmReservation, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (_, state) throws(ReservationRejection) in
      let promise = try state.requireAwaited()
      if state.stage == .confirmed { return [] }
      return [
        ReservationConfirmed(
          reservation: state.id, venue: promise.venue, seating: promise.seating, customer: promise.customer)
      ]
    })

  /// Calls a reservation off. A diner may do so freely until the cut-off, and for a fee after it, if there is one.
  public static let cancelReservation = Decider<CancelReservation, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (command, state) throws(ReservationRejection) in
      if state.stage == .cancelled { return [] }
      let promise = try state.requireAwaited()
      var fee: Money?
      switch command.reason {
      case .dinerRequest: fee = try state.feeForCancelling(at: command.occurredAt, accepted: command.acceptFee)
      case .notConfirmed:
        guard state.stage == .booked, let deadline = state.confirmBy, deadline <= command.occurredAt else {
          throw .confirmationNotDue(state.id)
        }
      case .venueClosed, .tableUnavailable, .mistake, .unspecified: break
      }
      return [
        ReservationCancelled(
          reservation: state.id, venue: promise.venue, seating: promise.seating, customer: promise.customer,
          reason: command.reason, fee: fee)
      ]
    })

  /// Notes that a party has left.
  public static let finishVisit = Decider<FinishVisit, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (command, state) throws(ReservationRejection) in
      if state.stage == .finished { return [] }
      guard state.stage != .unspecified else { throw .reservationUnknown(state.id) }
      guard state.stage == .seated, let promise = state.promise, let seatedAt = state.seatedAt else {
        throw .notSeated(state.id, state.stage)
      }
      let finishedAt = max(seatedAt, command.occurredAt.wholeMinute)
      var seating = promise.seating
      seating.endsAt = max(seating.startsAt, min(seating.endsAt, finishedAt))
      return [
        VisitFinished(
          reservation: state.id, venue: promise.venue, seating: seating, customer: promise.customer,
          seatedAt: seatedAt, finishedAt: finishedAt)
      ]
    })

  /// Notes that nobody came.
  public static let markNoShow = Decider<MarkNoShow, ReservationRejection, ReservationState>(
    keys: { $0.reservation },
    decide: { (command, state) throws(ReservationRejection) in
      if state.stage == .noShow { return [] }
      let promise = try state.requireAwaited()
      guard promise.seating.startsAt <= command.occurredAt else {
        throw .visitNotBegun(state.id, promise.seating.startsAt)
      }
      return [
        ReservationMarkedNoShow(
          reservation: state.id, venue: promise.venue, seating: promise.seating, customer: promise.customer)
      ]
    })
}

extension ReservationState {
  /// What a diner owes for calling it off now.
  fileprivate func feeForCancelling(at now: Timestamp, accepted: Bool) throws(ReservationRejection) -> Money? {
    guard let deadline = cancelBy, now > deadline else { return nil }
    guard let fee = lateFee else { throw .tooLateToChange(id, by: deadline) }
    guard accepted else { throw .feeNotAccepted(id, fee) }
    return fee
  }
}
