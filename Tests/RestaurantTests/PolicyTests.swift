import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Loyalty
import Ordering
import Payments
import Restaurant
import SegmentLog
import SystemPackage
import Testing
import Venue
import Vocabulary

/// Policies in the service: what one's own command led to can be read, and nothing is left when it closes.
@Suite struct PolicyTests {
  private static let venue = VenueID.named("osteria")
  private static let guest = CustomerID(RawUUID(version7: 4, 0, 1))
  private static let evening = Timestamp("2026-11-23T19:00:00Z") ?? .zero

  private func order(_ restaurant: Restaurant, _ number: UInt64) async throws -> OrderID {
    let order = OrderID(RawUUID(version7: 1, 0, number))
    let line = RecordedLine(item: .named("Wine", in: Self.venue), quantity: 1, total: Amount(minorUnits: 5000))
    _ = try await restaurant.execute(
      RecordOrder(
        order: order, venue: Self.venue, service: .takeout, channel: .counter, customer: Self.guest, lines: [line],
        at: Self.evening), as: Actor(.staff))
    return order
  }

  private func payment(_ order: OrderID) -> RecordPayment {
    RecordPayment(
      order: order, venue: Self.venue, method: .cash, amount: Money(Amount(minorUnits: 5000), .gbp), at: Self.evening)
  }

  private func setUp(_ restaurant: Restaurant) async throws {
    let description = """
      {"key": "osteria", "name": "Osteria", "zone": "Europe/London", "currency": "GBP",
       "hours": [{"weekdays": ["monday"], "opens": "12:00", "closes": "23:00"}],
       "loyalty": {"points": 1, "per_minor": 100, "tender": {"points": 1, "value_minor": 100}},
       "sections": [{"number": 1, "name": "Drinks", "items": [{"name": "Wine", "price_minor": 5000}]}]}
      """
    _ = try await restaurant.execute("set_up_venue", json: description, as: Actor(.staff))
    _ = try await restaurant.execute(
      EnrolMember(venue: Self.venue, customer: Self.guest, at: Self.evening), as: Actor(.customer))
  }

  private func points(_ restaurant: Restaurant, at position: Position) async throws -> Int64? {
    try await restaurant.loyalty.read(at: position) { loyalty, _ in
      loyalty.member(Member(Self.venue, Self.guest), at: Self.evening)?.standing.active.count
    }
  }

  @Test func thePointsOfOnesOwnPaymentCanBeReadAtOnce() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      try await setUp(restaurant)
      let outcome = try await restaurant.execute(payment(try await order(restaurant, 1)), as: Actor(.staff))
      let paid = try #require(outcome.positions?.upperBound)
      let answered = try await restaurant.waitForPolicies(through: paid)
      #expect(try await points(restaurant, at: answered) == 50)
      try await restaurant.close()
    }
  }

  @Test func policiesThatAreAskedAnswerNothingBeforeAndEverythingThen() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      try await setUp(restaurant)
      for number in 1...3 as ClosedRange<UInt64> {
        let paid = try await restaurant.execute(payment(try await order(restaurant, number)), as: Actor(.staff))
        #expect(restaurant.log.head == paid.positions?.upperBound, "the payment is the last event")
      }
      try await restaurant.answerPolicies()
      #expect(try await points(restaurant, at: restaurant.log.head) == 150)
      let answered = restaurant.log.head
      try await restaurant.answerPolicies()
      #expect(restaurant.log.head == answered, "asked again, they have nothing to add")
      let late = try await restaurant.execute(payment(try await order(restaurant, 4)), as: Actor(.staff))
      #expect(restaurant.log.head == late.positions?.upperBound)
      try await restaurant.close()
      let again = try openRestaurant(directory, policies: .whenAsked)
      #expect(try await points(again, at: again.log.head) == 200, "closing answers what is left")
      try await again.close()
    }
  }

  @Test func whatIsLeftIsAnsweredBeforeTheServiceCloses() async throws {
    try await withTemporaryDirectory { directory in
      var restaurant = try openRestaurant(directory)
      try await setUp(restaurant)
      for number in 1...20 as ClosedRange<UInt64> {
        _ = try await restaurant.execute(payment(try await order(restaurant, number)), as: Actor(.staff))
      }
      try await restaurant.close()
      restaurant = try openRestaurant(directory)
      #expect(try await points(restaurant, at: restaurant.log.head) == 1000)
      try await restaurant.close()
    }
  }

  @Test func aRefundTakesThePointsBackByItself() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      try await setUp(restaurant)
      let paid = try await restaurant.execute(payment(try await order(restaurant, 1)), as: Actor(.staff))
      let payment = try #require(try paid.events().first as? PaymentRecorded)
      let refund = RefundPayment(
        payment: payment.payment, venue: Self.venue, amount: Money(Amount(minorUnits: 2000), .gbp), reason: .quality,
        at: Self.evening)
      let outcome = try await restaurant.execute(refund, as: Actor(.staff))
      let answered = try await restaurant.waitForPolicies(through: try #require(outcome.positions?.upperBound))
      #expect(try await points(restaurant, at: answered) == 30)
      try await restaurant.close()
    }
  }

  @Test func anOrderThatIsCalledOffGivesItsPointsBackByItself() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      try await setUp(restaurant)
      let paid = try await restaurant.execute(payment(try await order(restaurant, 1)), as: Actor(.staff))
      try await restaurant.waitForPolicies(through: try #require(paid.positions?.upperBound))
      let wanted = OrderID(RawUUID(version7: 1, 0, 2))
      let place = PlaceOrder(
        order: wanted, venue: Self.venue, service: .takeout, channel: .web, customer: Self.guest,
        lines: [OrderedLine(item: .named("Wine", in: Self.venue))], at: Self.evening)
      _ = try await restaurant.execute(place, as: Actor(.customer))
      let tender = RedeemPointsAsTender(
        venue: Self.venue, customer: Self.guest, order: wanted, amount: Money(Amount(minorUnits: 3000), .gbp),
        at: Self.evening)
      let spent = try await restaurant.execute(tender, as: Actor(.customer))
      #expect(try await points(restaurant, at: try #require(spent.positions?.upperBound)) == 20)
      let cancel = CancelOrder(order: wanted, reason: .customerRequest, at: Self.evening)
      let cancelled = try await restaurant.execute(cancel, as: Actor(.customer))
      // The cancellation is answered by a refund, and the refund by the points.
      var answered = try #require(cancelled.positions?.upperBound)
      while try await restaurant.waitForPolicies(through: answered) > answered { answered = restaurant.log.head }
      #expect(try await points(restaurant, at: answered) == 50)
      let sums = try await restaurant.ledger.read(at: answered) { ledger, _ in ledger.sums(of: Self.venue) }
      #expect(sums.money == 0 && sums.points == 0)
      try await restaurant.close()
    }
  }
}
