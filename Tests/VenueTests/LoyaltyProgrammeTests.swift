import EventSourcing
import EventStoreTesting
import Testing
import Venue
import Vocabulary

/// A venue's loyalty programme, as a venue file describes it.
@Suite struct LoyaltyProgrammeTests {
  static let now = Timestamp(microseconds: 1_767_268_800_000_000)

  func setUp(_ loyalty: String?) throws -> SetUpVenue {
    var command = try SetUpVenue(
      json: """
        {"key": "osteria", "name": "Osteria", "zone": "Europe/London", "currency": "GBP",
         \(loyalty.map { "\"loyalty\": \($0)," } ?? "")
         "sections": [{"number": 1, "name": "Drinks", "items": [{"name": "Wine", "price_minor": 600}]}]}
        """)
    command.at = Self.now
    return command
  }

  static let full = """
    {"points": 1, "per_minor": 100, "rounding": "half", "welcome_points": 10, "birthday_points": 20, "visit_points": 5,
     "multipliers": [{"items": ["Wine"], "weekdays": ["tuesday", "monday"], "tiers": [1], "factor_bp": 20000}],
     "tiers": [{"number": 1, "name": "Silver", "threshold": 100}, {"number": 2, "name": "Gold", "threshold": 500}],
     "tier_months": 12, "activation_hours": 24, "expiry": {"months": 12, "to": "month"},
     "rewards": [{"number": 1, "name": "Espresso", "points": 50}], "tender": {"points": 100, "value_minor": 100}}
    """

  @Test func aProgrammeIsSetChangedAndEnded() throws {
    let set = try given().when(setUp(Self.full), VenueDecider.setUpVenue)
    let event = try #require(set.events().compactMap { $0 as? LoyaltyProgrammeSet }.first)
    let programme = try #require(event.programme)
    #expect(programme.multipliers.first?.items == [.named("Wine", in: .named("osteria"))])
    #expect(programme.multipliers.first?.weekdays == [.monday, .tuesday])
    #expect(programme.rounding == .half)
    let history = try set.history()
    try history.when(setUp(Self.full), VenueDecider.setUpVenue).thenNothing()
    var changed = programme
    changed.rounding = .down
    try history.when(setUp(Self.full.replacing("\"rounding\": \"half\", ", with: "")), VenueDecider.setUpVenue)
      .then(LoyaltyProgrammeSet(venue: event.venue, programme: changed))
    try history.when(setUp(nil), VenueDecider.setUpVenue)
      .then(LoyaltyProgrammeSet(venue: event.venue, programme: nil))
  }

  /// A change of the full description, and what must be reported about it.
  static let mistakes: [(from: String, to: String, path: String)] = [
    ("\"per_minor\": 100", "\"per_minor\": 0", "loyalty.per_minor"),
    ("\"points\": 1,", "\"points\": -1,", "loyalty.points"),
    ("\"welcome_points\": 10", "\"welcome_points\": 1000000001", "loyalty.welcome_points"),
    ("\"birthday_points\": 20", "\"birthday_points\": -1", "loyalty.birthday_points"),
    ("\"visit_points\": 5", "\"visit_points\": -1", "loyalty.visit_points"),
    ("\"Wine\"]", "\"Beer\"]", "loyalty.multipliers[0].items"),
    ("\"tiers\": [1]", "\"tiers\": [3]", "loyalty.multipliers[0].tiers"),
    ("20000", "1000001", "loyalty.multipliers[0].factor_bp"),
    ("\"threshold\": 500", "\"threshold\": 100", "loyalty.tiers"),
    ("\"number\": 2", "\"number\": 1", "loyalty.tiers"), ("\"number\": 2", "\"number\": 0", "loyalty.tiers[1].number"),
    ("Gold", "", "loyalty.tiers[1].name"), ("\"tier_months\": 12", "\"tier_months\": 601", "loyalty.tier_months"),
    ("\"activation_hours\": 24", "\"activation_hours\": 8785", "loyalty.activation_hours"),
    ("\"months\": 12", "\"months\": 601", "loyalty.expiry.months"),
    ("\"months\": 12, \"to\": \"month\"", "\"months\": 0, \"to\": \"day\"", "loyalty.expiry.months"),
    ("\"points\": 50", "\"points\": 0", "loyalty.rewards[0].points"),
    ("\"points\": 100,", "\"points\": 0,", "loyalty.tender.points"),
    ("\"value_minor\": 100", "\"value_minor\": 0", "loyalty.tender.value_minor"),
  ]

  @Test(arguments: mistakes) func aMistakeIsNamedWithItsPlace(from: String, to: String, path: String) throws {
    let text = Self.full.replacing(from, with: to, maxReplacements: 1)
    try #require(text != Self.full)
    #expect(try setUp(text).problems.map(\.path).contains { $0.hasPrefix(path) })
  }
}
