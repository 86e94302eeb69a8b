import EventSourcing
import EventStore
import Foundation
import Ordering
import Payments
import Reservations
import Restaurant
import SegmentLog
import Synchronization
import SystemPackage
import Venue
import Vocabulary

/// What the whole restaurant decides: real commands, durable.
enum RestaurantTrials {
  private static let callers = 64
  static let tables = 60
  /// Every caller books into the books of its own few days, as rivals seldom want one evening all at once; the row of
  /// the hot boundary is about those who do.
  private static let daysPerCaller: Int32 = 4
  static let opening: Timestamp = Timestamp(microseconds: 1_767_268_800_000_000)
  /// The first day that is booked: the day after the opening, 2026-01-01 12:00 UTC.
  static let firstDay: Int32 = 20_455

  // MARK: Deciding

  /// Bookings, orders and payments in turn, each durable before its caller goes on.
  static func decisions(_ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: .daybook, "decisions")
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let restaurant = try await open(directory)
    let latencies = try await decide(restaurant, for: .seconds(settings.seconds))
    try await restaurant.close()
    var values = latencies.values
    values[.eventsPerSecond] = Double(latencies.count) / settings.seconds
    return Measurement(row: .decisions, contender: .daybook, events: latencies.count, values: values)
  }

  private static func decide(_ restaurant: Restaurant, for duration: Duration) async throws -> LatencyRecorder {
    let setup = try await setUp(restaurant)
    guard let item = setup.items.values.min(by: { $0.name < $1.name }) else { throw TrialError.process("no menu") }
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: duration)
    return try await withThrowingTaskGroup(of: LatencyRecorder.self) { group in
      for caller in 0..<callers {
        group.addTask {
          var latencies = LatencyRecorder()
          var turn = 0
          var due: [(OrderID, Money)] = []
          while clock.now < end {
            let began = clock.now
            switch turn % 3 {
            case 0: try await book(restaurant, setup, caller: caller, turn: turn / 3)
            case 1: due.append(try await order(restaurant, setup, item))
            default: try await pay(restaurant, setup, due.removeLast())
            }
            latencies.record(began.duration(to: clock.now))
            turn += 1
          }
          return latencies
        }
      }
      return try await group.reduce(into: LatencyRecorder()) { $0.merge($1) }
    }
  }

  private static func book(_ restaurant: Restaurant, _ setup: VenueSetup, caller: Int, turn: Int) async throws {
    // From 11:00 on, 48 times a day; sixty tables at each.
    let day = firstDay + Int32(caller) * daysPerCaller + Int32(turn / (48 * 8)) % daysPerCaller
    guard let time = TimeOfDay(minutes: UInt32(11 * 60 + turn % 48 * 15)) else { return }
    _ = try await restaurant.execute(
      BookTable(
        venue: setup.id, date: ServiceDate(daysSinceEpoch: day), time: time, party: UInt32(2 + turn % 3), at: opening),
      as: Actor(.staff))
  }

  private static func order(
    _ restaurant: Restaurant, _ setup: VenueSetup, _ item: MenuItem
  ) async throws -> (OrderID, Money) {
    let placed = try await restaurant.execute(
      PlaceOrder(
        venue: setup.id, service: .takeout, channel: .web,
        lines: [OrderedLine(item: item.id, quantity: 2), OrderedLine(item: item.id)], at: opening),
      as: Actor(.staff))
    for case let event as OrderPlaced in try placed.events() { return (event.order, event.total) }
    throw TrialError.process("an order was not placed")
  }

  private static func pay(_ restaurant: Restaurant, _ setup: VenueSetup, _ due: (OrderID, Money)) async throws {
    _ = try await restaurant.execute(
      RecordPayment(order: due.0, venue: setup.id, method: .cash, amount: due.1, at: opening), as: Actor(.staff))
  }

  // MARK: Setting up

  /// Opens the service that takes commands.
  static func open(
    _ directory: FilePath, policies: RestaurantConfiguration.PolicyMode = .following
  ) async throws -> Restaurant {
    let clock = SystemLogClock()
    let ids = UUIDv7Generator { Timestamp(microseconds: clock.now().rawValue) }
    var configuration = RestaurantConfiguration(
      directory: directory, mode: .writing(create: true), fileSystem: POSIXFileSystem(), clock: clock, ids: ids)
    configuration.policies = policies
    return try Restaurant.open(configuration)
  }

  static func setUp(_ restaurant: Restaurant, tables: Int = tables) async throws -> VenueSetup {
    let seats = (1...tables).map { number in
      "{\"name\":\"\(number)\",\"min_seats\":1,\"max_seats\":\(number % 3 == 0 ? 6 : 4)}"
    }
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map { "\"\($0)\"" }
    _ = try await restaurant.execute(
      "set_up_venue",
      json: """
        {"key":"bench","name":"Bench","zone":"Europe/London","currency":"GBP","at":"2026-01-01T11:59:00Z",
         "hours":[{"weekdays":[\(days.joined(separator: ","))],"opens":"11:00","closes":"25:00"}],
         "tables":[\(seats.joined(separator: ","))],
         "tax":{"prices_include_tax":true,"rates":[{"name":"standard","rate_bp":2000}]},
         "ordering":{"dine_in":true,"takeout":true,"slot_minutes":0},
         "reservations":{"slot_minutes":15,"turn_minutes":90,"last_seating_minutes":90,"horizon_days":365},
         "sections":[{"number":1,"name":"Food","items":[{"name":"Pie","price_minor":1450,"allergens":["gluten"]}]}]}
        """, as: Actor(.staff))
    let head = restaurant.log.head
    guard let setup = try await restaurant.menu.read(at: head, { menu, _ in menu.venues.values.first }) else {
      throw TrialError.process("the venue was not set up")
    }
    return setup
  }
}
