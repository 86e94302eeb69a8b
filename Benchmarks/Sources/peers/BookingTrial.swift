import EventSourcing
import EventStore
import Reservations
import Restaurant
import SystemPackage
import Venue
import Vocabulary

/// Whether callers who all want one evening are served as fast as callers who each want another: real bookings of a
/// big venue, durable.
enum BookingTrial {
  private static let callers = 64
  /// As many evenings as callers, so that both runs fill the same books: one evening behind the other by all callers,
  /// or an evening by each.
  private static let evenings = callers
  /// Days from one evening to the next: a booking also reads the books of the days around its own.
  private static let daysApart: Int32 = 3
  /// An evening's bookings; a multiple of the callers.
  private static let bookingsPerEvening = 1_024
  /// Times that are booked, a quarter of an hour apart from 11:00 on.
  private static let times = 48
  /// A visit of 90 minutes meets those of five quarters before and behind its own: 11 x 1,024 / 48 tables are taken.
  private static let tables = 256

  static func measure(_ settings: TrialSettings) async throws -> Measurement {
    let (_, spread) = try await run(settings) { caller, turn in (evening: caller, booking: turn) }
    let each = bookingsPerEvening / callers
    let (latencies, hot) = try await run(settings) { caller, turn in
      (evening: turn / each, booking: turn % each * callers + caller)
    }
    var values = latencies.values
    values[.eventsPerSecond] = hot
    values[.boundaryRatio] = hot / spread
    return Measurement(row: .bookingHot, contender: .daybook, events: latencies.count, values: values)
  }

  /// Fills all evenings; answers the bookings a second.
  private static func run(
    _ settings: TrialSettings, _ place: @escaping @Sendable (Int, Int) -> (evening: Int, booking: Int)
  ) async throws -> (LatencyRecorder, Double) {
    let directory = settings.directory(of: .daybook, "booking-hot")
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let restaurant = try await RestaurantTrials.open(directory)
    let venue = try await RestaurantTrials.setUp(restaurant, tables: tables).id
    let clock = ContinuousClock()
    let start = clock.now
    let latencies = try await withThrowingTaskGroup(of: LatencyRecorder.self) { group in
      for caller in 0..<callers {
        group.addTask {
          var latencies = LatencyRecorder()
          for turn in 0..<evenings * bookingsPerEvening / callers {
            let began = clock.now
            let (evening, booking) = place(caller, turn)
            try await book(restaurant, venue, evening, booking)
            latencies.record(began.duration(to: clock.now))
          }
          return latencies
        }
      }
      return try await group.reduce(into: LatencyRecorder()) { $0.merge($1) }
    }
    let seconds = start.duration(to: clock.now).seconds
    try await restaurant.close()
    return (latencies, Double(latencies.count) / seconds)
  }

  private static func book(
    _ restaurant: Restaurant, _ venue: VenueID, _ evening: Int, _ booking: Int
  ) async throws {
    let day = RestaurantTrials.firstDay + Int32(evening) * daysApart
    guard let time = TimeOfDay(minutes: UInt32(11 * 60 + booking % times * 15)) else { return }
    _ = try await restaurant.execute(
      BookTable(
        venue: venue, date: ServiceDate(daysSinceEpoch: day), time: time, party: UInt32(2 + booking % 3),
        at: RestaurantTrials.opening),
      as: Actor(.staff))
  }
}
