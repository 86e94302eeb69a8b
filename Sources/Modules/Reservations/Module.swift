public import EventSourcing
import Vocabulary

/// What the catalogue sees of Reservations.
public enum ReservationsModule {
  /// Tables promised to parties, from the hold or the waitlist to the end of the visit.
  public static let definition = ModuleDefinition(
    name: "reservations",
    events: [
      HoldPlaced.self, HoldReleased.self, ReservationBooked.self, ReservationConfirmed.self, ReservationModified.self,
      ReservationCancelled.self, PartySeated.self, VisitFinished.self, ReservationMarkedNoShow.self,
      WalkInSeated.self, TablesReassigned.self, WaitlistJoined.self, WaitlistOffered.self, WaitlistOfferDeclined.self,
      WaitlistOfferExpired.self, WaitlistLeft.self,
    ],
    commands: [
      CommandDefinition(ReservationDecider.placeHold), CommandDefinition(ReservationDecider.releaseHold),
      CommandDefinition(ReservationDecider.bookTable), CommandDefinition(ReservationDecider.confirmReservation),
      CommandDefinition(ReservationDecider.modifyReservation), CommandDefinition(ReservationDecider.cancelReservation),
      CommandDefinition(ReservationDecider.seatParty), CommandDefinition(ReservationDecider.finishVisit),
      CommandDefinition(ReservationDecider.markNoShow), CommandDefinition(ReservationDecider.seatWalkIn),
      CommandDefinition(ReservationDecider.reassignTables), CommandDefinition(ReservationDecider.joinWaitlist),
      CommandDefinition(ReservationDecider.offerWaitlist), CommandDefinition(ReservationDecider.declineWaitlistOffer),
      CommandDefinition(ReservationDecider.expireWaitlistOffer), CommandDefinition(ReservationDecider.leaveWaitlist),
    ],
    readModels: [
      ReadModelDefinition(
        Availability.self, summary: "the books: which times can be had, who sits where, who waits")
    ])
}
