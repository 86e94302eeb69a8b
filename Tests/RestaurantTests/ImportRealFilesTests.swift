import EventSourcing
import Foundation
import Ordering
import Synchronization
import Testing
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
    var warnings: Int

    var testDescription: String { data }
  }

  static let files = [
    Expectation(
      data: "chipotle-orders.tsv", mapping: "chipotle.json", orders: 1_834, lines: 4_622, quantity: 4_972,
      gross: 3_450_016, warnings: 0),
    Expectation(
      data: "takeaway-orders-2015-2018.csv", mapping: "takeaway.json", orders: 10_127, lines: 56_945,
      quantity: 70_927, gross: 34_097_050, warnings: 185),
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
    let sink = FakeSink()
    let importer = OrderImporter(mapping, into: sink, clock: ContinuousClock())
    let summary = try await importer.run(bytes)
    #expect(summary.rows == expected.lines)
    #expect(summary.imported == expected.lines)
    #expect(summary.refused == 0)
    #expect(summary.orders == expected.orders)
    #expect(summary.lines == expected.lines)
    #expect(summary.quantity == expected.quantity)
    #expect(summary.gross.minorUnits == expected.gross)
    #expect(summary.warnings == expected.warnings)
    let times = sink.state.withLock { $0.recordedInOrder.compactMap(\.at) }
    #expect(times == times.sorted())

    let again = try await importer.run(bytes)
    #expect(again.events == 0)
    #expect(again.repeated == expected.lines)
    #expect(again.gross == summary.gross)
  }
}
