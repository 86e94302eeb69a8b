import EventSourcing
import Testing
import Vocabulary

/// The events of payments and loyalty: described as stored, unchanged by a round trip, and readable as first written.
@Suite struct LoyaltyEventTests {
  static let events: [any Event.Type] = [
    PaymentRecorded.self, PaymentRefunded.self, MemberEnrolled.self, PointsEarned.self, PointsRedeemed.self,
    PointsRestored.self, PointsReversed.self, PointsExpired.self, PointsAdjusted.self, TierChanged.self,
  ]
  static let renamed = [
    "tip": "tip_minor", "per": "per_minor", "welcome": "welcome_points", "birthday": "birthday_points",
    "visit": "visit_points", "factor": "factor_bp",
  ]

  @Test func everyEventDescribesItsPropertiesAndSurvivesARoundTrip() throws {
    func check<E: Event>(_ type: E.Type) throws {
      #expect(FieldInventory.problems(of: type, renamed: Self.renamed) == [])
      #expect(try FieldInventory.problems(roundTripping: type.example()) == [])
    }
    for event in Self.events { try check(event) }
    #expect(FieldInventory.problems(of: LoyaltyProgramme.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: PointsMultiplier.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: TenderRate.self, renamed: ["value": "value_minor"]) == [])
    #expect(FieldInventory.problems(of: ExpiryRule.self) == [])
    #expect(FieldInventory.problems(of: PointsMovement.self) == [])
  }

  @Test func aMemberIsTaggedByVenueAndCustomerAndReadBack() throws {
    let tags = TagVocabulary(TagKind.domain)
    let (venue, customer) = (VenueID(RawUUID(version7: 1, 2, 3)), CustomerID(RawUUID(version7: 4, 5, 6)))
    let tag = Tag.loyalty(venue, customer)
    #expect(tags.text(tag) == "loyalty:\(venue)/\(customer)")
    #expect(try tags.parse(tags.text(tag)) == tag)
    #expect(throws: TagTextError.self) { try tags.parse("loyalty:\(customer)/\(venue)") }
    #expect(throws: TagTextError.self) { try tags.parse("loyalty:\(venue)") }
  }
}
