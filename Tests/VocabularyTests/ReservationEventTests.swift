import EventSourcing
import Testing
import Vocabulary

/// The events of reservations: described as stored, unchanged by a round trip, and readable as first written.
@Suite struct ReservationEventTests {
  static let events: [any Event.Type] = [
    HoldPlaced.self, HoldReleased.self, ReservationBooked.self, ReservationConfirmed.self, ReservationModified.self,
    ReservationCancelled.self, PartySeated.self, VisitFinished.self, ReservationMarkedNoShow.self, WalkInSeated.self,
    TablesReassigned.self, WaitlistJoined.self, WaitlistOffered.self, WaitlistOfferDeclined.self,
    WaitlistOfferExpired.self, WaitlistLeft.self,
  ]

  @Test func everyEventDescribesItsPropertiesAndSurvivesARoundTrip() throws {
    func check<E: Event>(_ type: E.Type) throws {
      #expect(FieldInventory.problems(of: type) == [])
      #expect(try FieldInventory.problems(roundTripping: type.example()) == [])
    }
    for event in Self.events { try check(event) }
    #expect(FieldInventory.problems(of: Seating.self, renamed: ["date": "service_date"]) == [])
    #expect(FieldInventory.problems(of: TurnTime.self) == [])
    #expect(FieldInventory.problems(of: TableCombination.self) == [])
    let renamed = ["lateFee": "late_fee_per_cover", "deposit": "deposit_per_cover"]
    #expect(FieldInventory.problems(of: ReservationRules.self, renamed: renamed) == [])
  }

  @Test func aBookShowsItsVenueAndDateAndIsReadBack() throws {
    let tags = TagVocabulary(TagKind.domain)
    let venue = VenueID(RawUUID(version7: 1, 2, 3))
    let date = try #require(ServiceDate("2026-11-22"))
    let tag = Tag.book(venue, date)
    #expect(tags.text(tag) == "book:\(venue)/2026-11-22")
    #expect(try tags.parse(tags.text(tag)) == tag)
  }

  @Test func aModificationStandsInTheOldBookAndInTheNewOne() throws {
    var moved = try ReservationModified.example()
    moved.previous.date = moved.seating.date.adding(days: -3)
    #expect(moved.tags.contains(.book(moved.venue, moved.seating.date)))
    #expect(moved.tags.contains(.book(moved.venue, moved.previous.date)))
    #expect(moved.tags.contains(.reservation(moved.reservation)))
  }
}
