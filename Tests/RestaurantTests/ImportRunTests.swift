import EventSourcing
import Foundation
import Ordering
import Synchronization
import Testing
import Venue
import Vocabulary

@testable import Restaurant

/// A whole import, into a sink that keeps what it is given.
@Suite struct ImportRunTests {
  private func run(
    _ bytes: [UInt8], _ mapping: OrderMapping? = nil, into sink: FakeSink = FakeSink()
  ) async throws -> ImportSummary {
    let file = try OrderFile(bytes, try mapping ?? Self.standardMapping())
    return try await OrderImporter(into: sink).run(file)
  }

  private static func standardMapping() throws -> OrderMapping { try mapping() }

  private let small = file("2,02/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Bun,3,1.5")

  @Test func setsUpRecordsAndSums() async throws {
    let sink = FakeSink()
    let summary = try await run(small, into: sink)
    #expect((summary.rows, summary.imported, summary.refused, summary.repeated) == (3, 3, 0, 0))
    #expect((summary.orders, summary.lines, summary.quantity, summary.gross.minorUnits) == (2, 3, 5, 850))
    #expect(summary.events == 1 + 1 + 2 + 4, "venue, section, two items, two orders of two events")
    #expect(summary.firstOrderAt == Timestamp("2018-01-01T10:00:00Z"))
    #expect(summary.lastOrderAt == Timestamp("2018-01-02T10:00:00Z"))
    let recorded = sink.state.withLock(\.recordedInOrder)
    #expect(recorded.map(\.lines.count) == [2, 1])
    #expect(recorded.first?.at == Timestamp("2018-01-01T10:00:00Z"))
  }

  @Test func manyOrdersOnTheirWayAtOnceAreSequencedByTime() async throws {
    let rows = (0..<2_000).map { index -> String in
      let minute = (index * 7_919) % 2_000
      return
        "\(index),\(1 + minute / 1_440)/01/2018 \(minute / 60 % 24):\(minute % 60 < 10 ? "0" : "")\(minute % 60),Tea,1,2"
    }
    let mapping = try mapping(replacing: "dd/MM/yyyy HH:mm", with: "d/MM/yyyy H:mm")
    let sink = FakeSink()
    let text = (["order,time,item,quantity,price"] + rows).joined(separator: "\n")
    _ = try await run(Array(text.utf8), mapping, into: sink)
    let times = sink.state.withLock { $0.recordedInOrder.compactMap(\.at) }
    #expect(times.count == 2_000)
    #expect(times == times.sorted())
  }

  @Test func importingAgainAddsNothingWhateverTheOrderOfTheFile() async throws {
    let sink = FakeSink()
    let first = try await run(small, into: sink)
    let reversed = file("1,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Bun,3,1.5", "2,02/01/2018 10:00,Tea,1,2")
    let second = try await run(reversed, into: sink)
    #expect(second.events == 0)
    #expect((second.imported, second.repeated) == (0, 3))
    #expect(second.gross == first.gross)
  }

  @Test func aGrownFileAddsWhatIsNew() async throws {
    let sink = FakeSink()
    _ = try await run(small, into: sink)
    let summary = try await run(small + Array("\n3,03/01/2018 10:00,Cake,1,4".utf8), into: sink)
    #expect((summary.imported, summary.repeated, summary.orders) == (1, 3, 3))
    #expect(summary.events == 1 + 2, "one item, one order")
  }

  @Test func anImportThatWasCutOffAnywhereIsFinishedByTheNext() async throws {
    let complete = FakeSink()
    let expected = try await run(small, into: complete)
    for failure in 1...complete.state.withLock(\.commands) {
      let sink = FakeSink(failsAt: failure)
      await #expect(throws: FakeSink.Broken.self) { try await run(small, into: sink) }
      let summary = try await run(small, into: sink)
      #expect(summary.gross == expected.gross)
      #expect(summary.orders == expected.orders)
      #expect(summary.imported + summary.repeated == expected.rows)
      let all = try await run(small, into: sink)
      #expect(all.events == 0)
    }
  }

  @Test func anOrderThatTheFileTellsOtherwiseNowIsRefusedAndKept() async throws {
    let sink = FakeSink()
    _ = try await run(small, into: sink)
    let changed = file("2,02/01/2018 10:00,Tea,5,2", "1,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Bun,3,1.5")
    let summary = try await run(changed, into: sink)
    #expect(summary.events == 0)
    #expect(summary.refused == 1)
    #expect(summary.findings.map(\.code) == [.orderChanged])
    #expect(summary.findings.map(\.line) == [2])
    #expect(summary.gross.minorUnits == 850)
  }

  @Test func anOrderOverTheLimitOfLinesIsRefusedWithAllItsRows() async throws {
    let rows = (0..<5_000).map { "1,01/01/2018 10:00,Tea,\($0 % 9 + 1),2" } + ["2,01/01/2018 11:00,Tea,1,2"]
    let text = (["order,time,item,quantity,price"] + rows).joined(separator: "\n")
    let summary = try await run(Array(text.utf8))
    #expect((summary.imported, summary.refused, summary.orders) == (1, 5_000, 1))
    #expect(summary.findings.map(\.code) == [.orderRejected])
    #expect(summary.findings.map(\.reason) == ["the order has too many lines"])
  }

  @Test func anItemOfRefusedOrdersOnlyStaysOnTheMenuAndIsReported() async throws {
    let rows = (0..<1_001).map { _ in "1,01/01/2018 10:00,Bun,1,2" } + ["2,01/01/2018 11:00,Tea,1,2"]
    let text = (["order,time,item,quantity,price"] + rows).joined(separator: "\n")
    let sink = FakeSink()
    let summary = try await run(Array(text.utf8), into: sink)
    #expect((summary.imported, summary.refused, summary.notes, summary.items) == (1, 1_001, 1, 2))
    #expect(summary.findings.map(\.code) == [.orderRejected, .itemNotOrdered])
    #expect(summary.findings.last?.reason.hasPrefix("Bun was put on the menu") == true)
    let again = try await run(Array(text.utf8), into: sink)
    #expect((again.items, again.findings.map(\.code)) == (0, [.orderRejected]), "it is told once")
  }

  @Test func anOrderOverTheLimitOfLinesIsFoundByCheckingTheFile() throws {
    let rows = (0..<1_001).map { _ in "1,01/01/2018 10:00,Bun,1,2" } + ["2,01/01/2018 11:00,Tea,1,2"]
    let text = (["order,time,item,quantity,price"] + rows).joined(separator: "\n")
    let summary = try OrderFile(Array(text.utf8), try mapping()).preview()
    #expect((summary.imported, summary.refused, summary.orders, summary.gross.minorUnits) == (1, 1_001, 1, 200))
    #expect(summary.findings.map(\.code) == [.orderRejected])
  }

  @Test func anItemThatTheMenuRefusesCostsItsRowsOnly() async throws {
    let name = String(repeating: "n", count: 300)
    let summary = try await run(file("1,01/01/2018 10:00,\(name),1,2", "1,01/01/2018 10:00,Tea,1,2"))
    #expect((summary.imported, summary.refused, summary.lines) == (1, 1, 1))
    #expect(summary.findings.map(\.code) == [.itemRejected])
    #expect(summary.findings.map(\.line) == [2])
    #expect(summary.findings.first?.reason.contains("the name is too long") == true)
  }

  @Test func pricesThatVaryAreANoteAndTheUsualOneGoesOnTheMenu() async throws {
    let sink = FakeSink()
    let summary = try await run(
      file("1,01/01/2018 10:00,Tea,1,3", "2,01/01/2018 11:00,Tea,1,2", "3,01/01/2018 12:00,Tea,1,2"), into: sink)
    #expect(summary.findings.map(\.code) == [.priceVaries])
    #expect((summary.warnings, summary.notes) == (0, 1))
    let menu = sink.state.withLock { $0.menus.values.first }
    #expect(menu?.items["Tea"]?.price.minorUnits == 200)
  }

  @Test func checkingAMappingGivesNoCommand() throws {
    let summary = try OrderFile(small, try mapping()).preview()
    #expect((summary.rows, summary.orders, summary.quantity, summary.gross.minorUnits) == (3, 2, 5, 850))
  }

  @Test func aStoppedImportSaysSo() async throws {
    let sink = FakeSink()
    let task = Task { [small] in
      while !Task.isCancelled { await Task.yield() }
      return try await run(small, into: sink)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(sink.state.withLock(\.recordedInOrder).isEmpty)
  }

  @Test func theSummaryIsJSONWithTheAgreedKeys() async throws {
    let summary = try await run(small)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    let keys = try #require(json).keys
    for key in [
      "rows", "imported", "refused", "warnings", "events", "orders", "lines", "quantity", "gross_minor", "findings",
      "first_order_at", "last_order_at", "seconds", "rows_per_second", "repeated",
    ] {
      #expect(keys.contains(key))
    }
  }
}

@Suite struct ImportOptionsTests {
  private let json = smallMapping.replacingOccurrences(
    of: "\"quantity\":", with: "\"modifiers\": { \"column\": \"with\", \"syntax\": \"nested_list\" }, \"quantity\":")

  private func file(_ rows: String...) -> [UInt8] {
    Array((["order,time,item,quantity,price,with"] + rows).joined(separator: "\n").utf8)
  }

  private func run(_ bytes: [UInt8], into sink: FakeSink) async throws -> ImportSummary {
    try await OrderImporter(into: sink).run(try OrderFile(bytes, try mapping(json)))
  }

  private func choices(_ sink: FakeSink) -> [[String]] {
    sink.state.withLock { state in
      let items = state.menus.values.flatMap(\.items.values)
      return state.recordedInOrder.flatMap(\.lines).map { line in
        let item = items.first { $0.id == line.item }
        return line.options.map { choice in
          let group = item?.groups.first { $0.number == choice.group }
          let option = group?.options.first { $0.number == choice.option }
          return "\(group?.name ?? "?")/\(option?.name ?? "?") x\(choice.count ?? 1)"
        }
      }
    }
  }

  @Test func modifiersStayModifiers() async throws {
    let sink = FakeSink()
    _ = try await run(
      file("1,01/01/2018 10:00,Bowl,1,8,\"[Salsa, [Rice, Beans, Rice]]\"", "2,01/01/2018 11:00,Bowl,1,8,[Mild]"),
      into: sink)
    #expect(choices(sink) == [["Choice 1/Salsa x1", "Choice 2/Rice x2", "Choice 2/Beans x1"], ["Choice 1/Mild x1"]])
    _ = try await run(file("3,02/01/2018 11:00,Bowl,1,8,\"[Hot, Cheese]\""), into: sink)
    #expect(choices(sink).last == ["Choice 1/Hot x1", "Choice 2/Cheese x1"])
  }

  @Test func anOptionThatTheMenuRefusesCostsItsRowsOnly() async throws {
    let name = String(repeating: "o", count: 300)
    let summary = try await run(
      file("1,01/01/2018 10:00,Bowl,1,8,[\(name)]", "1,01/01/2018 10:00,Bowl,1,8,[Salsa]"), into: FakeSink())
    #expect((summary.imported, summary.refused) == (1, 1))
    #expect(summary.findings.map(\.column) == ["with"])
  }

  @Test func aBrokenListIsRefused() async throws {
    let summary = try await run(file("1,01/01/2018 10:00,Bowl,1,8,[Salsa"), into: FakeSink())
    #expect(summary.findings.map(\.code) == [.valueUnreadable])
    #expect(summary.refused == 1)
  }
}

@Suite struct ImportVenueTests {
  private let rows = file("1,01/01/2018 10:00,Tea,1,2", "2,01/01/2018 11:00,Tea,1,2")

  private func sink(_ names: String...) -> FakeSink {
    let sink = FakeSink()
    sink.state.withLock { state in
      state.venues = names.map { ImportVenue(id: .named($0), name: $0, currency: .gbp) }
    }
    return sink
  }

  private func run(_ bytes: [UInt8], _ mapping: OrderMapping, into sink: FakeSink) async throws -> ImportSummary {
    try await OrderImporter(into: sink).run(try OrderFile(bytes, mapping))
  }

  @Test func theOnlyVenueIsMeantIfTheMappingNamesNone() async throws {
    let sink = sink("Here")
    _ = try await run(rows, try mapping(venue: nil), into: sink)
    #expect(Set(sink.state.withLock { $0.recordedInOrder.map(\.venue) }) == [.named("Here")])
  }

  @Test func noVenueOrSeveralAreAnError() async throws {
    let mapping = try mapping(venue: nil)
    await #expect(throws: ImportError.venueNotNamed(known: [])) { try await run(rows, mapping, into: sink()) }
    await #expect(throws: ImportError.venueNotNamed(known: ["A", "B"])) {
      try await run(rows, mapping, into: sink("B", "A"))
    }
  }

  @Test func aConstantNamesAVenueByNameOrID() async throws {
    for text in ["B", VenueID.named("B").description] {
      let sink = sink("A", "B")
      _ = try await run(rows, try mapping(venue: "{ \"constant\": \"\(text)\" }"), into: sink)
      #expect(Set(sink.state.withLock { $0.recordedInOrder.map(\.venue) }) == [.named("B")])
    }
    let mapping = try mapping(venue: "{ \"constant\": \"C\" }")
    await #expect(throws: ImportError.venueUnknown("C", known: ["A"])) { try await run(rows, mapping, into: sink("A")) }
  }

  @Test func aColumnSendsEachOrderToItsVenueAndUnknownOnesAreRefused() async throws {
    let sink = sink("A", "B")
    let bytes = Array(
      """
      order,time,item,quantity,price,shop
      1,01/01/2018 10:00,Tea,1,2,A
      1,01/01/2018 09:00,Tea,1,2,B
      2,01/01/2018 11:00,Tea,1,2,C
      """.utf8)
    let summary = try await run(bytes, try mapping(venue: "{ \"column\": \"shop\" }"), into: sink)
    #expect(sink.state.withLock { $0.recordedInOrder.map(\.venue) } == [.named("B"), .named("A")])
    #expect(summary.findings.map(\.code) == [.venueUnknown])
    #expect((summary.imported, summary.refused) == (2, 1))
  }

  @Test func anotherCurrencyIsAnError() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.venues = [ImportVenue(id: .named("A"), name: "A", currency: .eur)] }
    let mapping = try mapping(venue: nil)
    await #expect(throws: ImportError.currencyDiffers(venue: "A", .eur, mapping: .gbp)) {
      try await run(rows, mapping, into: sink)
    }
  }

  @Test func aVenueDescriptionIsReadStrictly() throws {
    let venue = "{ \"set_up\": { \"name\": \"A\", \"zone\": \"UTC\", \"currency\": \"GBP\", \"zoom\": 1 } }"
    #expect {
      try mapping(venue: venue)
    } throws: {
      "\($0)".contains("venue.set_up.zoom")
    }
  }

  @Test func customersAreTakenAsTheyAreOrByPseudonym() async throws {
    let known = CustomerID(RawUUID(named: Array("0123456789".utf8), at: .zero))
    let json = smallMapping.replacingOccurrences(
      of: "\"quantity\":", with: "\"customer\": { \"column\": \"who\" }, \"quantity\":")
    let bytes = Array(
      """
      order,time,item,quantity,price,who
      1,01/01/2018 10:00,Tea,1,2,\(known)
      2,01/01/2018 11:00,Tea,1,2,ann@example.org
      3,01/01/2018 12:00,Tea,1,2,
      4,01/01/2018 13:00,Tea,1,2,ann@example.org
      """.utf8)
    let sink = FakeSink()
    _ = try await run(bytes, try OrderMapping(json: Array(json.utf8)), into: sink)
    let customers = sink.state.withLock { $0.recordedInOrder.map(\.customer) }
    #expect(customers[0] == known)
    #expect(customers[1] != nil && customers[1] == customers[3] && customers[1] != known)
    #expect(customers[2] == nil)
  }

  @Test func aConstantCustomerMustBeAnID() async throws {
    let json = smallMapping.replacingOccurrences(
      of: "\"quantity\":", with: "\"customer\": { \"constant\": \"ann\" }, \"quantity\":")
    let mapping = try OrderMapping(json: Array(json.utf8))
    await #expect(throws: ImportError.customerInvalid("ann")) { try await run(rows, mapping, into: FakeSink()) }
  }
}
