import EventSourcing
import EventStore
import Foundation
import Ordering
import SegmentLog
import SystemPackage
import Testing
import Venue
import Vocabulary

@testable import Restaurant

/// The real exports, with sums that were computed elsewhere. Skipped, loudly, where the data is not.
@Suite struct ImportRealFilesTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var data: String
    var mapping: String
    var orders: Int
    var lines: Int
    var quantity: Int64
    var gross: Int64
    var items: Int
    var warnings: Int
    /// The items that were sold most, with their quantities.
    var bestSellers: [String]

    var testDescription: String { data }
  }

  static let files = [
    Expectation(
      data: "chipotle-orders.tsv", mapping: "chipotle.json", orders: 1_834, lines: 4_622, quantity: 4_972,
      gross: 3_450_016, items: 50, warnings: 0,
      bestSellers: [
        "Chicken Bowl 761", "Chicken Burrito 591", "Chips and Guacamole 506", "Steak Burrito 386",
        "Canned Soft Drink 351",
      ]),
    Expectation(
      data: "takeaway-orders-2015-2018.csv", mapping: "takeaway.json", orders: 10_127, lines: 56_945,
      quantity: 70_927, gross: 34_097_050, items: 248, warnings: 185,
      bestSellers: [
        "Plain Papadum 8028", "Pilau Rice 4868", "Plain Naan 3822", "Garlic Naan 2548", "Plain Rice 2287",
      ]),
  ]

  static func isPresent(_ expectation: Expectation) -> Bool {
    let isPresent = (try? read("../shared/data/\(expectation.data)")) != nil
    if !isPresent { print("SKIPPED: ../shared/data/\(expectation.data) is absent, so its import is not tested") }
    return isPresent
  }

  @Test(arguments: files.filter(isPresent))
  func comesOutExactlyAndOnlyOnce(_ expected: Expectation) async throws {
    let bytes = try #require(try read("../shared/data/\(expected.data)"))
    let mapping = try OrderMapping(json: try #require(try read("Fixtures/mappings/\(expected.mapping)")))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let file = try OrderFile(bytes, mapping)
      let importer = OrderImporter(into: RestaurantSink(restaurant))
      let summary = try await importer.run(file)
      #expect(summary.rows == expected.lines)
      #expect(summary.imported == expected.lines)
      #expect(summary.refused == 0)
      #expect(summary.orders == expected.orders)
      #expect(summary.lines == expected.lines)
      #expect(summary.quantity == expected.quantity)
      #expect(summary.gross.minorUnits == expected.gross)
      #expect(summary.warnings == expected.warnings)
      #expect(summary.findings.count { $0.code == .lineCountDiffers } == expected.warnings)

      let venue = try #require(restaurant.menu.read { menu, _ in menu.venues.values.first })
      let totals = restaurant.orders.read { orders, _ in orders.totals(at: venue.id) }
      #expect(totals.orders == expected.orders)
      #expect(totals.lines == expected.lines)
      #expect(totals.quantity == expected.quantity)
      #expect(totals.gross.minorUnits == expected.gross)
      #expect(venue.items.count == expected.items)
      let best = restaurant.orders.read { orders, _ in orders.bestSellers(5).map { "\($0.name) \($0.quantity)" } }
      #expect(best == expected.bestSellers)
      try expectBusinessTimeOrder(restaurant.log)

      let head = restaurant.log.head
      let again = try await importer.run(file)
      #expect(restaurant.log.head == head)
      #expect(again.events == 0)
      #expect(again.imported == 0)
      #expect(again.repeated == expected.lines)
      #expect(again.gross == summary.gross)
      #expect(again.orders == expected.orders)
      try await restaurant.close()
    }
  }
}

/// A service for writing in a directory.
func openRestaurant(
  _ directory: FilePath, policies: RestaurantConfiguration.PolicyMode = .following
) throws -> Restaurant {
  let clock = SystemLogClock()
  var configuration = RestaurantConfiguration(
    directory: directory, mode: .writing(create: true), fileSystem: POSIXFileSystem(), clock: clock,
    ids: UUIDv7Generator { Timestamp(microseconds: clock.now().rawValue) })
  configuration.policies = policies
  return try Restaurant.open(configuration)
}

/// Expects that positions and business times ascend together.
func expectBusinessTimeOrder(_ log: SegmentedEventLog) throws {
  var cursor = try log.events(.all, after: .origin, through: log.head)
  var last = Timestamp(microseconds: .min)
  while let event = try cursor.next() {
    #expect(event.context.occurredAt >= last)
    last = event.context.occurredAt
  }
}

/// Runs `body` with a directory that is removed behind it.
func withTemporaryDirectory(_ body: (FilePath) async throws -> Void) async throws {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-import-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  try await body(FilePath(url.path))
}
