import EventSourcing
import EventStore
import Foundation
import Reservations
import SystemPackage
import Testing
import Venue
import Vocabulary

@testable import Restaurant

/// Files of reservations: small ones for every rule, and the real one.
@Suite struct ImportReservationsTests {
  static let mapping = """
    {"source": "test", "time": {"visit": ["visit"], "booked": ["booked"], "format": "yyyy-MM-dd HH:mm",
       "zone": "Europe/London"},
     "party": {"column": "party"},
     "venue": {"column": "venue", "set_up": {"name": "template", "zone": "Europe/London", "currency": "GBP",
       "hours": [{"weekdays": ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],
                  "opens": "18:00", "closes": "26:00"}],
       "tables": [{"name": "1", "min_seats": 1, "max_seats": 2}, {"name": "2", "min_seats": 1, "max_seats": 4}],
       "reservations": {"slot_minutes": 60, "turn_minutes": 60, "horizon_days": 30}}}}
    """

  static func file(_ rows: String..., mapping: String = mapping) throws -> ReservationFile {
    let text = (["venue,visit,booked,party"] + rows).joined(separator: "\n")
    return try ReservationFile(Array(text.utf8), try ReservationMapping(json: Array(mapping.utf8)))
  }

  @Test func aVenueThatCannotBeSetUpIsAFindingAndTheOthersAreBooked() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let name = String(repeating: "long ", count: 80)
      let file = try Self.file(
        "north,2026-05-01 20:00,2026-04-01 09:00,4", "\(name),2026-05-01 20:00,2026-04-01 09:30,2",
        "south,2026-05-01 20:00,2026-04-01 10:00,2")
      let summary = try await ReservationImporter(into: RestaurantSink(restaurant)).run(file)
      #expect(summary.imported == 2 && summary.refused == 1 && summary.venues == 2)
      #expect(summary.findings.map(\.line) == [3] && summary.findings.map(\.code) == [.venueUnknown])
      #expect(summary.findings.first?.reason.contains("its venue cannot be set up: ") == true, "\(summary.findings)")
      try await restaurant.close()
    }
  }

  @Test func eachVenueIsSetUpOnceAndReservationsAreBookedInTheOrderInWhichTheyWereMade() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let file = try Self.file(
        "north,2026-05-01 20:00,2026-04-02 10:00,3", "south,2026-05-01 20:00,2026-04-01 10:00,2",
        "north,2026-05-01 20:00,2026-04-01 09:00,4", "north,2026-05-02 00:00,2026-04-01 09:30,2")
      let importer = ReservationImporter(into: RestaurantSink(restaurant))
      let summary = try await importer.run(file)
      #expect(summary.venues == 2)
      #expect(summary.imported == 3)
      #expect(summary.refused == 1)
      #expect(summary.refusals == ["tables_taken": 1])
      #expect(summary.findings.map(\.line) == [2])
      #expect(summary.bookings == 3)
      #expect(summary.covers == 8)
      #expect(summary.slots == 3)
      try expectBusinessTimeOrder(restaurant.log)
      // Midnight belongs to the night of the first of May.
      let night = restaurant.availability.read { model, _ in
        model.book(of: ServiceDate("2026-05-01") ?? .epoch, at: .named("north"), now: .zero)
      }
      #expect(night.map(\.seating.starts.description) == ["20:00", "24:00"])
      let head = restaurant.log.head
      let again = try await importer.run(file)
      #expect(restaurant.log.head == head)
      #expect(again.repeated == 3)
      #expect(again.refusals == ["tables_taken": 1])
      #expect(again.bookings == 3)
      try await restaurant.close()
    }
  }

  @Test func equalRowsAreDifferentReservations() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let row = "north,2026-05-01 20:00,2026-04-01 10:00,2"
      let importer = ReservationImporter(into: RestaurantSink(restaurant))
      let first = try await importer.run(try Self.file(row, row))
      #expect(first.imported == 2)
      // A grown file adds what is new.
      let grown = try await importer.run(try Self.file(row, row, "north,2026-05-01 21:00,2026-04-01 10:00,2"))
      #expect(grown.repeated == 2)
      #expect(grown.imported == 1)
      try await restaurant.close()
    }
  }

  @Test func rowsThatCannotBeReadAreNamed() throws {
    let file = try Self.file(
      "north,2026-05-01 20:00,2026-04-01 10:00,two", "north,tomorrow,2026-04-01 10:00,2",
      "north,2026-05-01 20:00,2026-03-29 01:30,2", "north,2026-05-01 20:00", "north,2026-05-01 20:00,2026-04-01 10:00,2"
    )
    let summary = file.preview()
    #expect(summary.rows == 5)
    #expect(summary.imported == 1)
    #expect(summary.refusals == ["value_unreadable": 2, "time_skipped": 1, "column_count_differs": 1])
    #expect(summary.findings.map(\.line) == [2, 3, 4, 5])
  }

  @Test func aMappingIsReadStrictly() throws {
    #expect(throws: MappingError.self) { try ReservationMapping(json: Array("{\"source\": \"x\"}".utf8)) }
    let unknown = Self.mapping.replacingOccurrences(of: "\"party\":", with: "\"tables\": {}, \"party\":")
    #expect(throws: MappingError.self) { try ReservationMapping(json: Array(unknown.utf8)) }
    let missing = Self.mapping.replacingOccurrences(of: "[\"visit\"]", with: "[\"when\"]")
    #expect(throws: MappingError.self) { _ = try Self.file(mapping: missing) }
  }

  @Test func withoutATemplateAnUnknownVenueIsRefused() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let start = try #require(Self.mapping.range(of: ", \"set_up\""))
      let bare = Self.mapping[..<start.lowerBound] + "}}"
      let file = try Self.file("north,2026-05-01 20:00,2026-04-01 10:00,2", mapping: String(bare))
      let summary = try await ReservationImporter(into: RestaurantSink(restaurant)).run(file)
      #expect(summary.refusals == ["venue_unknown": 1])
      #expect(summary.events == 0)
      try await restaurant.close()
    }
  }
}

/// The real file. Skipped, loudly, where the data is not.
@Suite struct ImportRealReservationsTests {
  static let data = "../shared/data/reservations-2016.csv"

  static let isPresent: Bool = {
    let isPresent = (try? read(data)) != nil
    if !isPresent { print("SKIPPED: \(data) is absent, so its import is not tested") }
    return isPresent
  }()

  func run(_ mapping: String, _ body: (ReservationImportSummary, Restaurant) async throws -> Void) async throws {
    let bytes = try #require(try read(Self.data))
    let mapping = try ReservationMapping(json: try #require(try read("Fixtures/mappings/\(mapping)")))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let summary = try await ReservationImporter(into: RestaurantSink(restaurant))
        .run(try ReservationFile(bytes, mapping))
      try await body(summary, restaurant)
      try await restaurant.close()
    }
  }

  @Test(.enabled(if: isPresent)) func everyReservationFindsItsTableInAnAmpleHouse() async throws {
    try await run("reservations.json") { summary, restaurant in
      #expect(summary.rows == 45_297)
      #expect(summary.imported == 45_297)
      #expect(summary.refused == 0)
      #expect(summary.venues == 289)
      #expect(summary.bookings == 45_297)
      #expect(summary.covers == 203_725)
      #expect(summary.slots == 27_007)
      let busiest = restaurant.availability.read { model, _ in model.totals(at: .named("air_8093d0b565e9dbdf")) }
      #expect(busiest.bookings == 1_426)
    }
  }

  @Test(.enabled(if: isPresent)) func aSmallHouseRefusesByNameAndPromisesNothingTwice() async throws {
    try await run("reservations-tight.json") { summary, restaurant in
      #expect(summary.rows == 45_297)
      #expect(summary.imported + summary.refused == 45_297)
      #expect(summary.bookings == summary.imported)
      #expect(summary.refusals.values.reduce(0, +) == summary.refused)
      let reasons: Set<String> = [
        "tables_taken", "no_table_fits", "covers_reached", "parties_reached", "too_soon", "too_far_ahead",
        "time_not_bookable",
      ]
      #expect(Set(summary.refusals.keys) == reasons)
      try expectNothingPromisedTwice(restaurant.log)
    }
  }
}

/// Expects that no two bookings share a table and that no slot exceeds four parties or sixteen guests: by sorting
/// what the log holds, without the books.
func expectNothingPromisedTwice(_ log: SegmentedEventLog) throws {
  var spans: [TableID: [(Int64, Int64)]] = [:]
  var slots: [String: (parties: Int, covers: UInt32)] = [:]
  var cursor = try log.events(.all, after: .origin, through: log.head)
  while let stored = try cursor.next() {
    guard stored.type == ReservationBooked.type, let event = try stored.decode(ReservationBooked.self) else { continue }
    for table in event.seating.tables {
      spans[table, default: []].append((event.seating.startsAt.microseconds, event.seating.endsAt.microseconds))
    }
    slots["\(event.venue) \(event.seating.date) \(event.seating.starts)", default: (0, 0)].parties += 1
    slots["\(event.venue) \(event.seating.date) \(event.seating.starts)", default: (0, 0)].covers += event.seating.party
  }
  for (table, taken) in spans {
    let sorted = taken.sorted { $0.0 < $1.0 }
    for (one, next) in zip(sorted, sorted.dropFirst()) { #expect(one.1 <= next.0, "\(table)") }
  }
  for (slot, load) in slots { #expect(load.parties <= 4 && load.covers <= 16, "\(slot)") }
}
