public import EventSourcing
public import Vocabulary

/// Why a reservation is not made, changed or moved on as asked.
public enum ReservationRejection: Rejection {
  /// There is no such venue.
  case venueUnknown(VenueID)
  /// This machine's time-zone database lacks the venue's zone.
  case timeZoneUnknown(String)
  /// A party is of one to so many guests.
  case partyOutOfRange(UInt32)
  /// The time cannot be had; why.
  case timeUnavailable(Hindrance, ServiceDate, TimeOfDay?)
  /// The diner has another reservation that overlaps this one.
  case dinerAlreadyBooked(CustomerID, ReservationID)
  /// A party of this size leaves a deposit.
  case depositRequired(Money)
  /// A deposit is less than nothing.
  case depositNegative
  /// An amount does not fit.
  case amountTooLarge
  /// There is no such reservation.
  case reservationUnknown(ReservationID)
  /// Another reservation has this ID.
  case reservationAlreadyMade(ReservationID)
  /// The reservation is not one of that venue.
  case reservationAtAnotherVenue(ReservationID, VenueID)
  /// The reservation stands in the book of another day.
  case reservationOnAnotherDay(ReservationID, ServiceDate)
  /// The reservation is somebody else's.
  case reservationOfAnotherDiner(ReservationID)
  /// What is booked is not what is held or offered.
  case holdIsForAnotherTime(ReservationID)
  /// Only a hold can be released.
  case notHeld(ReservationID, ReservationStage)
  /// Only a promise that was not kept yet can be confirmed, changed or called off, seated, or marked as a no-show.
  case notAwaited(ReservationID, ReservationStage)
  /// Only a party that sits can leave.
  case notSeated(ReservationID, ReservationStage)
  /// A closed reservation does not change.
  case reservationClosed(ReservationID, ReservationStage)
  /// The diner may not change or call it off any more.
  case tooLateToChange(ReservationID, by: Timestamp)
  /// Calling it off this late costs something, which the diner must accept.
  case feeNotAccepted(ReservationID, Money)
  /// It is not overdue for confirmation.
  case confirmationNotDue(ReservationID)
  /// It cannot be a no-show before it starts.
  case visitNotBegun(ReservationID, Timestamp)
  /// Its time is over: the tables are promised to others.
  case visitOver(ReservationID, Timestamp)
  /// Somebody still sits at one of its tables.
  case tableOccupied(ReservationID, by: ReservationID)
  /// The venue has no such table.
  case tableUnknown(TableID)
  /// Tables have to be named, each once.
  case tablesMissing
  /// More tables than a party can have.
  case tooManyTables(Int)
  /// One of the tables is promised to somebody else for part of the time.
  case tablesTaken(ReservationID)
  /// Now is another service day.
  case notTheServiceDay(ServiceDate, now: ServiceDate)
  /// A party stays for so many minutes.
  case stayOutOfRange(UInt32)
  /// The waitlist is asked for times from an earlier to a later one.
  case wishEmpty(TimeOfDay, TimeOfDay)
  /// As many as are waited for on one day wait.
  case waitlistFull(Int)
  /// It does not stand on the waitlist.
  case notWaiting(ReservationID, ReservationStage)
  /// The offer still stands.
  case offerNotExpired(ReservationID, until: Timestamp)
  /// The time is none that they wait for.
  case timeNotWanted(ReservationID, TimeOfDay)
}

/// What one reservation may ask for.
public enum ReservationLimits {
  /// Guests of a party. The largest of 45,000 real bookings has 100; a thousand is a house booked whole.
  public static let party: UInt32 = 1_000
  /// Tables of one party: each is named in every event of it.
  public static let tables = 40
  /// Minutes for which a time is held or offered where the venue does not say: enough to type a name and a number.
  public static let holdMinutes: UInt32 = 10
  /// Who may wait on one day: beyond it the wait is not worth being offered.
  public static let waiting = 1_000
}
