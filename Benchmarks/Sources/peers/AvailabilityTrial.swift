import EventSourcing
import EventStore
import Reservations
import Restaurant
import SystemPackage
import Venue
import Vocabulary

/// How long a guest's question takes who looks for a table: every time of one day for one party, at a house of 60 tables.
enum AvailabilityTrial {
  /// Starts of a day's sittings, which follow each other without a gap: 90 minutes each, from 11:00 to 24:30.
  private static let sittings = (0..<9).map { 11 * 60 + $0 * 90 }
  private static let searches = 20_000
  private static let parties: [UInt32] = [2, 4, 6]

  /// Searches on a day when every table is taken, and on one when every other is; both count.
  static func measure(_ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: .daybook, "availability")
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let restaurant = try await RestaurantTrials.open(directory)
    let setup = try await RestaurantTrials.setUp(restaurant)
    let days = [
      ServiceDate(daysSinceEpoch: RestaurantTrials.firstDay),
      ServiceDate(daysSinceEpoch: RestaurantTrials.firstDay + 2),
    ]
    try await fill(restaurant, setup.id, days[0], tables: RestaurantTrials.tables)
    try await fill(restaurant, setup.id, days[1], tables: RestaurantTrials.tables / 2)
    let latencies = try await restaurant.availability.read(at: restaurant.log.head) { availability, _ in
      search(availability, setup.id, days)
    }
    try await restaurant.close()
    return Measurement(
      row: .availability, contender: .daybook, events: latencies.count, values: latencies.values)
  }

  private static func search(_ availability: borrowing Availability, _ venue: VenueID, _ days: [ServiceDate])
    -> LatencyRecorder
  {
    let clock = ContinuousClock()
    var latencies = LatencyRecorder()
    for number in 0..<searches {
      let wish = TableWish(date: days[number % days.count], party: parties[number % parties.count])
      let began = clock.now
      let day = availability.times(wish, at: venue, now: RestaurantTrials.opening)
      latencies.record(began.duration(to: clock.now))
      precondition(day?.times.count == 51, "a day of quarters of an hour from 11:00 to 23:30")
    }
    return latencies
  }

  private static func fill(_ restaurant: Restaurant, _ venue: VenueID, _ day: ServiceDate, tables: Int) async throws {
    for start in sittings {
      guard let time = TimeOfDay(minutes: UInt32(start)) else { continue }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for table in 0..<tables {
          group.addTask {
            let party = parties[0] + UInt32(table % 3)
            let book = BookTable(venue: venue, date: day, time: time, party: party, at: RestaurantTrials.opening)
            _ = try await restaurant.execute(book, as: Actor(.staff))
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
