/// Why a time, or a whole day, cannot be booked.
public enum Hindrance: String, Error, Hashable, Sendable, CaseIterable {
  /// The venue takes no reservations.
  case takesNoReservations = "takes_no_reservations"
  /// The venue is closed that day.
  case closed
  /// It is no time at which reservations start: between two slots, or outside the hours.
  case notBookable = "not_bookable"
  /// The clock goes forward over this time: it does not exist on that day.
  case skippedByClock = "skipped_by_clock"
  /// It starts sooner than the venue's lead time, or has passed.
  case tooSoon = "too_soon"
  /// It lies further ahead than the venue takes reservations.
  case tooFarAhead = "too_far_ahead"
  /// No table or combination is for a party of this size, in the area that is wanted.
  case noTableFits = "no_table_fits"
  /// Every table that is big enough is taken.
  case tablesTaken = "tables_taken"
  /// As many guests as the kitchen can begin with start then.
  case coversReached = "covers_reached"
  /// As many parties as the door can receive start then.
  case partiesReached = "parties_reached"

  /// For people: completes "this time cannot be booked: ...".
  public var message: String {
    switch self {
    case .takesNoReservations: "the venue takes no reservations"
    case .closed: "the venue is closed that day"
    case .notBookable: "no reservation starts at that time; `show availability` lists the times"
    case .skippedByClock: "the clock skips that time on that day"
    case .tooSoon: "that is too soon, or past"
    case .tooFarAhead: "that is further ahead than the venue takes reservations"
    case .noTableFits: "no table, or none in that area, takes a party of this size"
    case .tablesTaken: "every table that fits is taken"
    case .coversReached: "as many guests as can be received arrive then"
    case .partiesReached: "as many parties as can be received arrive then"
    }
  }
}
