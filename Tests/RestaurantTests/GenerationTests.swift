import EventSourcing
import EventStore
import Foundation
import Loyalty
import Reservations
import SegmentLog
import SystemPackage
import Testing
import Venue
import Vocabulary

@testable import Restaurant

/// Histories that are made up.
@Suite struct GenerationTests {
  /// Rules that guests run into in life: what they ask for is taken, or sold out.
  static let expectedRefusals: Set<String> = [
    "tables_taken", "covers_reached", "parties_reached", "table_occupied", "item_sold_out",
    "pickup_slot_full", "diner_already_booked", "no_table_fits",
  ]

  /// The restaurant that the program carries, and a second one of its kind.
  static func venues(_ count: Int) throws -> [SetUpVenue] {
    let bytes = try #require(try read("Sources/Restaurant/Resources/demo-venue.json"))
    let model = try SetUpVenue(json: String(decoding: bytes, as: UTF8.self))
    return (0..<count).map { place in
      var venue = model
      venue.key = "\(model.name) \(place)"
      venue.name = venue.key
      return venue
    }
  }

  /// What a history came to, and the tree head of its log.
  private func generate(
    seed: UInt64, venues: Int = 1, events: Int, _ check: (Restaurant) async throws -> Void = { _ in }
  ) async throws -> (summary: GenerationSummary, head: TreeHead) {
    var result: (GenerationSummary, TreeHead)?
    let start = try #require(ServiceDate("2026-03-02"))
    let plan = GenerationPlan(seed: seed, venues: try Self.venues(venues), start: start, end: .events(events))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      let summary = try await HistoryGenerator(into: restaurant).run(plan)
      try await check(restaurant)
      try await restaurant.close()
      let report = try LogVerifier(directory: DataDirectory(directory).log, fileSystem: POSIXFileSystem()).verify()
      #expect(report.isClean, "\(report.findings)")
      result = (summary, try #require(report.head))
    }
    return try #require(result)
  }

  @Test func `the same seed gives the same events in the same order, another seed gives others`() async throws {
    let first = try await generate(seed: 11, venues: 2, events: 3_000)
    let again = try await generate(seed: 11, venues: 2, events: 3_000)
    let other = try await generate(seed: 12, venues: 2, events: 3_000)
    #expect(first.head == again.head)
    #expect(first.summary == again.summary)
    #expect(first.head.root != other.head.root)
  }

  @Test func `a history has everything that guests do, and few refusals, each with a name`() async throws {
    var types: Set<String> = []
    let (summary, _) = try await generate(seed: 5, events: 6_000) { types = try Self.types(of: $0) }
    #expect(summary.events >= 6_000)
    #expect(Set(summary.refused.keys).isSubset(of: Self.expectedRefusals), "\(summary.refused)")
    #expect(summary.refused.values.reduce(0, +) * 20 < summary.commands, "\(summary.refused) of \(summary.commands)")
    #expect(
      types.isSuperset(of: [
        "reservation_booked", "reservation_confirmed", "reservation_modified", "reservation_cancelled", "party_seated",
        "visit_finished", "reservation_marked_no_show", "walk_in_seated", "order_placed", "order_accepted",
        "order_served", "order_collected", "items_added_to_order", "payment_recorded", "member_enrolled",
        "points_earned", "points_redeemed", "hold_placed", "hold_released", "waitlist_joined", "waitlist_offered",
        "waitlist_offer_declined", "waitlist_offer_expired", "waitlist_left", "tables_reassigned", "tier_changed",
        "payment_refunded",
      ]), "\(types.sorted())")
    #expect(types.contains("points_earned birthday"), "\(types.sorted())")
    #expect(summary.holds * 20 > summary.bookings && summary.waits > 0)
  }

  /// The types of a log's events; what earned points beside them.
  private static func types(of restaurant: Restaurant) throws -> Set<String> {
    var types: Set<String> = []
    var cursor = try restaurant.log.events(.all, after: .origin, through: restaurant.log.head)
    while let event = try cursor.next() {
      let name = try #require(Catalogue.event(number: event.type.number)).type.name
      types.insert(name)
      if case .earned(let earned) = try event.fact(MemberFact.self) { types.insert("\(name) \(earned.cause.name)") }
    }
    return types
  }

  @Test func `points that expire are written off on the first night of the next month`() async throws {
    var venue = try #require(try Self.venues(1).first)
    venue.loyalty?.expiry = ExpiryRule(months: 0, to: .month)
    let start = try #require(ServiceDate("2026-03-23"))
    let night = try #require(Timestamp("2026-04-01T03:00:00Z"))
    let plan = GenerationPlan(seed: 2, venues: [venue], start: start, end: .time(night.adding(minutes: 60)))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      let summary = try await HistoryGenerator(into: restaurant).run(plan)
      #expect(summary.members > 0)
      var (cursor, expired) = (try restaurant.log.events(.all, after: .origin, through: restaurant.log.head), 0)
      while let event = try cursor.next() {
        guard event.type == PointsExpired.type else { continue }
        #expect(event.context.occurredAt == night)
        expired += 1
      }
      #expect(expired > 0)
      let id = venue.venue
      let (void, totals) = try await restaurant.loyalty.read(at: restaurant.log.head) { loyalty, _ in
        (loyalty.members(of: id, limit: .max, at: night).filter { $0.standing.void > .zero }, loyalty.totals(of: id))
      }
      #expect(void.isEmpty && totals.expired > .zero)
      try await restaurant.close()
    }
  }

  @Test func `read models that followed a history equal their replay`() async throws {
    _ = try await generate(seed: 3, events: 4_000) { restaurant in
      let head = restaurant.log.head
      try await settle(restaurant, at: head)
      for live in restaurant.runner.models {
        let definition = try #require(Catalogue.readModels.first { $0.name == live.name })
        let rebuilt = Catalogue.makeReadModel(definition)
        try ProjectionRunner(restaurant.log, [rebuilt]).catchUp(through: head)
        let (kept, replayed) = (try StateDigest.of(live), try StateDigest.of(rebuilt))
        #expect(kept.0 == head && replayed.0 == head, "\(live.name)")
        #expect(kept.1 == replayed.1, "\(live.name)")
      }
    }
  }

  private func settle(_ restaurant: Restaurant, at head: Position) async throws {
    try await restaurant.analytics.read(at: head) { _, _ in () }
    try await restaurant.availability.read(at: head) { _, _ in () }
    try await restaurant.ledger.read(at: head) { _, _ in () }
    try await restaurant.loyalty.read(at: head) { _, _ in () }
    try await restaurant.menu.read(at: head) { _, _ in () }
    try await restaurant.orders.read(at: head) { _, _ in () }
    try await restaurant.payments.read(at: head) { _, _ in () }
  }

  @Test func `a history can end at an instant, with bookings ahead of it`() async throws {
    let end = try #require(Timestamp("2026-03-06T19:00:00Z"))
    let start = try #require(ServiceDate("2026-03-02"))
    let plan = GenerationPlan(seed: 1, venues: try Self.venues(1), start: start, end: .time(end))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      let summary = try await HistoryGenerator(into: restaurant).run(plan)
      let last = try #require(summary.lastAt)
      #expect(last <= end && last >= end.adding(minutes: -60))
      let venue = plan.venues[0].venue
      let dates = try await restaurant.availability.read(at: restaurant.log.head) { model, _ in model.dates(at: venue) }
      #expect(try #require(dates.last) > start.adding(days: 7))
      try await restaurant.close()
    }
  }

  @Test func `a venue that is never open has no history`() async throws {
    var venue = try Self.venues(1)[0]
    venue.hours = []
    let plan = GenerationPlan(seed: 1, venues: [venue], start: ServiceDate(daysSinceEpoch: 20_000), end: .events(10))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      await #expect(throws: GenerationError.unsuitable(venue: venue.name, reason: "it is never open")) {
        try await HistoryGenerator(into: restaurant).run(plan)
      }
      try await restaurant.close()
    }
  }
}
