import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Reservations
import Restaurant
import Testing
import Venue
import Vocabulary

/// Somebody who looks at free tables while others book them.
@Suite struct SlotFollowingTests {
  private static let venue = VenueID.named("bistro")
  private static let noon = Timestamp("2026-11-23T12:00:00Z") ?? .zero
  private static let monday = ServiceDate("2026-11-23") ?? .epoch
  private static let seven = TimeOfDay("19:00") ?? .midnight

  private func setUp(_ restaurant: Restaurant) async throws {
    let description = """
      {"key": "bistro", "name": "Bistro", "zone": "Europe/London", "currency": "GBP",
       "hours": [{"weekdays": ["monday"], "opens": "18:00", "closes": "23:00"}],
       "tables": [{"name": "1", "min_seats": 1, "max_seats": 2}, {"name": "2", "min_seats": 1, "max_seats": 2}],
       "reservations": {"slot_minutes": 30, "turn_minutes": 90}}
      """
    _ = try await restaurant.execute("set_up_venue", json: description, as: Actor(.staff))
  }

  private static func isFree(_ restaurant: Restaurant, at position: Position) async throws -> Bool {
    try await restaurant.availability.read(at: position) { availability, _ in
      let day = availability.times(TableWish(date: monday, party: 2), at: venue, now: noon)
      return day?.times.contains { $0.starts == seven && $0.hindrance == nil } ?? false
    }
  }

  @Test(.timeLimit(.minutes(2))) func aSubscriberSeesASlotGoWithItsLastTable() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      try await setUp(restaurant)
      let begin = restaurant.log.head
      #expect(try await Self.isFree(restaurant, at: begin))
      // What is seen by somebody who is told of each booking and then looks.
      let seen = Task {
        for try await event in restaurant.log.subscribe(to: Query(types: [ReservationBooked.type]), after: begin) {
          if try await !Self.isFree(restaurant, at: event.context.position) { return event.context.position }
        }
        return Position.origin
      }
      let ids = (1...2).map { ReservationID(RawUUID(version7: 1, 2, $0)) }
      for id in ids {
        let book = BookTable(
          reservation: id, venue: Self.venue, date: Self.monday, time: Self.seven, party: 2, at: Self.noon)
        let outcome = try await restaurant.execute(book, as: Actor(.staff))
        let position = try #require(outcome.positions?.upperBound)
        // Whoever booked sees it at once, too.
        #expect(try await Self.isFree(restaurant, at: position) == (id == ids[0]))
      }
      let gone = try await seen.value
      #expect(gone > begin, "the subscriber saw the slot go")
      let cancel = CancelReservation(reservation: ids[0], reason: .mistake, at: Self.noon)
      let outcome = try await restaurant.execute(cancel, as: Actor(.staff))
      #expect(try await Self.isFree(restaurant, at: try #require(outcome.positions?.upperBound)))
      try await restaurant.close()
    }
  }
}
