public import EventSourcing
import Vocabulary

extension ReservationRejection {
  /// The stable code, and the message for people.
  public var explanation: RejectionExplanation {
    switch self {
    case .venueUnknown, .timeZoneUnknown, .partyOutOfRange, .timeUnavailable, .dinerAlreadyBooked, .depositRequired,
      .depositNegative, .amountTooLarge:
      requestExplanation
    case .reservationUnknown, .reservationAlreadyMade, .reservationAtAnotherVenue, .reservationOnAnotherDay,
      .reservationOfAnotherDiner, .holdIsForAnotherTime, .notHeld, .notAwaited, .notSeated, .reservationClosed,
      .tooLateToChange, .feeNotAccepted, .confirmationNotDue, .visitNotBegun, .visitOver:
      stageExplanation
    case .tableOccupied, .tableUnknown, .tablesMissing, .tooManyTables, .tablesTaken, .notTheServiceDay,
      .stayOutOfRange:
      tableExplanation
    case .wishEmpty, .waitlistFull, .notWaiting, .offerNotExpired, .timeNotWanted:
      waitlistExplanation
    }
  }
}

extension Hindrance {
  /// The stable code, as a rejection has it.
  var code: StaticString {
    switch self {
    case .takesNoReservations: "takes_no_reservations"
    case .closed: "venue_closed"
    case .notBookable: "time_not_bookable"
    case .skippedByClock: "time_skipped_by_clock"
    case .tooSoon: "too_soon"
    case .tooFarAhead: "too_far_ahead"
    case .noTableFits: "no_table_fits"
    case .tablesTaken: "tables_taken"
    case .coversReached: "covers_reached"
    case .partiesReached: "parties_reached"
    }
  }
}

extension ReservationRejection {
  private var requestExplanation: RejectionExplanation {
    switch self {
    case .venueUnknown(let venue): .init("venue_unknown", "there is no venue \(venue); set it up with set_up_venue")
    case .timeZoneUnknown(let zone):
      .init("time_zone_unknown", "this machine's time-zone database lacks \(zone); install tzdata")
    case .partyOutOfRange(let party):
      .init("party_out_of_range", "a party has 1 to \(ReservationLimits.party) guests, not \(party)")
    case .timeUnavailable(let hindrance, let date, let time):
      .init(hindrance.code, "\(date)\(time.map { " \($0)" } ?? "") cannot be had: \(hindrance.message)")
    case .dinerAlreadyBooked(let diner, let other):
      .init("diner_already_booked", "\(diner) has \(other) at an overlapping time; cancel or move that one first")
    case .depositRequired(let deposit):
      .init("deposit_required", "a party of this size leaves a deposit of \(deposit); give it as deposit_minor")
    case .depositNegative: .init("deposit_negative", "a deposit must not be negative; leave deposit_minor out")
    case .amountTooLarge: .init("amount_too_large", "an amount is too large to be counted")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }

  private var stageExplanation: RejectionExplanation {
    switch self {
    case .reservationUnknown(let id): .init("reservation_unknown", "there is no reservation \(id)")
    case .reservationAlreadyMade(let id):
      .init("reservation_already_made", "\(id) was made before, on other terms; modify it, or leave the id out")
    case .reservationAtAnotherVenue(let id, let venue):
      .init("reservation_at_another_venue", "\(id) is not one of \(venue)")
    case .reservationOnAnotherDay(let id, let date):
      .init("reservation_on_another_day", "\(id) stands in the book of \(date)")
    case .reservationOfAnotherDiner(let id):
      .init(
        "reservation_of_another_diner", "\(id) is not this customer's; name its own customer, or none if it has none")
    case .holdIsForAnotherTime(let id):
      .init("hold_is_for_another_time", "\(id) holds another time or party; book that one, or leave the id out")
    case .notHeld(let id, let stage): .init("not_held", "\(id) is \(stage.name), not held")
    case .notAwaited(let id, let stage):
      .init("not_awaited", "\(id) is \(stage.name); only a booked or confirmed reservation allows that")
    case .notSeated(let id, let stage): .init("not_seated", "\(id) is \(stage.name); only a seated party can leave")
    case .reservationClosed(let id, let stage):
      .init("reservation_closed", "\(id) is \(stage.name); make another reservation")
    case .tooLateToChange(let id, let deadline):
      .init("too_late_to_change", "\(id) could be changed or called off until \(deadline); ask the venue")
    case .feeNotAccepted(let id, let fee):
      .init("fee_not_accepted", "calling \(id) off now costs \(fee); repeat it with accept_fee")
    case .confirmationNotDue(let id):
      .init("confirmation_not_due", "\(id) is confirmed, need not be, or still can be")
    case .visitNotBegun(let id, let start): .init("visit_not_begun", "\(id) starts at \(start) only")
    case .visitOver(let id, let end):
      .init("visit_over", "\(id) had its tables until \(end); seat the party as a walk-in")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }

  private var tableExplanation: RejectionExplanation {
    switch self {
    case .tableOccupied(let id, let other):
      .init("table_occupied", "\(other) still sits at a table of \(id); reassign one of them, or finish the visit")
    case .tableUnknown(let table): .init("table_unknown", "the venue has no table \(table)")
    case .tablesMissing: .init("tables_missing", "name the tables, each once")
    case .tooManyTables(let count):
      .init("too_many_tables", "a party has at most \(ReservationLimits.tables) tables, not \(count)")
    case .tablesTaken(let id):
      .init("tables_taken", "one of the tables is promised to somebody else for part of the time of \(id)")
    case .notTheServiceDay(let date, let now):
      .init("not_the_service_day", "it is the service day \(now) now, not \(date)")
    case .stayOutOfRange(let minutes):
      .init("stay_out_of_range", "a party stays for 1 to 720 minutes, not \(minutes)")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }

  private var waitlistExplanation: RejectionExplanation {
    switch self {
    case .wishEmpty(let from, let to): .init("wish_empty", "no time lies between \(from) and \(to)")
    case .waitlistFull(let count): .init("waitlist_full", "\(count) parties wait for that day already")
    case .notWaiting(let id, let stage): .init("not_waiting", "\(id) is \(stage.name), not on the waitlist")
    case .offerNotExpired(let id, let until): .init("offer_not_expired", "the offer to \(id) stands until \(until)")
    case .timeNotWanted(let id, let time): .init("time_not_wanted", "\(id) does not wait for \(time)")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}
