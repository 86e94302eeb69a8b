import EventSourcing
import Foundation
import Testing
import Vocabulary

@testable import Restaurant

@Suite struct ImportMappingTests {
  private func problems(_ json: String) -> [String] {
    do throws(MappingError) {
      _ = try OrderMapping(json: Array(json.utf8))
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func aSmallMappingNeedsLittle() throws {
    let mapping = try mapping()
    #expect(mapping.file == ExportFormat())
    #expect(mapping.section == "Imported")
    #expect(mapping.order.service == .takeout)
    #expect(mapping.order.incomplete == .record)
  }

  @Test(arguments: ["chipotle.json", "takeaway.json", "cdnow.json"])
  func theProjectsMappingsAreRead(_ name: String) throws {
    _ = try OrderMapping(json: try #require(try read("Fixtures/mappings/\(name)")))
  }

  @Test func theExampleInTheDocumentationIsRead() throws {
    let source = try #require(try read("Sources/Restaurant/Import/OrderMapping.swift"))
    let lines = String(decoding: source, as: UTF8.self).split(separator: "\n")
    let inside = lines.drop { !$0.contains("```json") }.dropFirst().prefix { !$0.contains("```") }
    let json = inside.map { $0.replacing("///", with: "", maxReplacements: 1) }.joined(separator: "\n")
    #expect(problems(json) == [])
  }

  @Test func unknownKeysAreRefusedWithTheirPath() {
    let found = problems(smallMapping.replacingOccurrences(of: "\"means\"", with: "\"meens\": 1, \"means\""))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("price.meens: is not a key of a mapping; known here are column, ") == true)
  }

  @Test func aVenueOfAnotherCurrencyIsNotSetUp() {
    let means = "\"unit_price\", \"currency\": "
    #expect(smallMapping.contains(means + "\"GBP\""))
    let found = problems(smallMapping.replacingOccurrences(of: means + "\"GBP\"", with: means + "\"USD\""))
    #expect(found == ["venue.set_up.currency: GBP is not the currency of the prices, USD"])
  }

  @Test func allProblemsAreReportedAtOnce() {
    let found = problems(
      """
      { "file": { "delimiter": ";;", "encoding": "ebcdic" },
        "time": { "columns": [], "format": "dd/MM", "zone": "Mars/Olympus" },
        "price": { "column": 7, "means": "gross", "currency": "XXQ" },
        "modifiers": { "column": "a", "syntax": "flat", "separator": "" },
        "customer": {}, "venue": { "column": "a", "constant": "b" }, "more": true }
      """)
    for path in [
      "source", "file.delimiter", "file.encoding", "time.columns", "time.format", "time.zone", "item", "price.column",
      "price.means", "price.currency", "modifiers.separator", "customer", "venue", "more",
    ] {
      #expect(found.contains { $0.hasPrefix("\(path): ") }, "\(path) in \(found)")
    }
  }

  @Test(arguments: ["", "[]", "{", "{\"source\": \"a\", \"source\": \"b\"}", "nonsense"])
  func whatIsNoObjectIsRefused(_ json: String) {
    #expect(!problems(json).isEmpty)
  }

  @Test func whatIsNotUnicodeIsRefused() {
    #expect(throws: MappingError.self) { try OrderMapping(json: [0x7B, 0xFF, 0x7D]) }
  }

  @Test func columnsMayBeNamedByTheMapping() throws {
    let mapping = try mapping(
      smallMapping.replacingOccurrences(
        of: "\"order\": {",
        with:
          "\"file\": {\"delimiter\": \"whitespace\", \"header\": [\"order\", \"time\", \"quantity\", \"price\"]}, \"order\": {"
      )
      .replacingOccurrences(of: "dd/MM/yyyy HH:mm\"", with: "yyyyMMdd\", \"time_of_day\": \"12:30\"")
      .replacingOccurrences(of: "\"item\": { \"column\"", with: "\"item\": { \"constant\""))
    let file = try OrderFile(Array("  7   20260701  2 1.50\n\t8 20260702 1   3  \n9 20260703 1\n".utf8), mapping)
    #expect(file.rows == 3)
    #expect(file.orders.map(\.time.description) == ["2026-07-01T11:30:00.000000Z", "2026-07-02T11:30:00.000000Z"])
    #expect(file.orders.flatMap(\.rows).map(\.item) == ["item", "item"])
    #expect(file.orders.flatMap(\.rows).map(\.total.minorUnits) == [300, 300])
    #expect(file.findings.map(\.code) == [.columnCountDiffers])
  }

  @Test func aTimeOfDayGoesWithDaysOnly() {
    let twice = smallMapping.replacingOccurrences(of: "HH:mm\"", with: "HH:mm\", \"time_of_day\": \"12:00\"")
    #expect(problems(twice).contains { $0.hasPrefix("time.format: ") })
    let none = smallMapping.replacingOccurrences(of: " HH:mm\"", with: "\"")
    #expect(problems(none).contains { $0.hasPrefix("time.format: ") })
    let odd = smallMapping.replacingOccurrences(of: " HH:mm\"", with: "\", \"time_of_day\": \"25:00\"")
    #expect(problems(odd).contains { $0.hasPrefix("time.time_of_day: ") })
  }

  @Test func columnsAndAnInventedStartExcludeEachOther() {
    let both = smallMapping.replacingOccurrences(of: "\"format\"", with: "\"start\": \"2012-01-01T00:00\", \"format\"")
    #expect(problems(both).contains { $0.hasPrefix("time: ") })
  }

  @Test func aColumnThatTheFileLacksIsNamedWithThoseThatItHas() throws {
    let mapping = try mapping(replacing: "\"column\": \"item\"", with: "\"column\": \"dish\"")
    #expect {
      try OrderFile(file("1,01/01/2018 10:00,Tea,1,2"), mapping)
    } throws: {
      "\($0)".contains("item.column: the file has no column \"dish\"; it has \"order\", \"time\", \"item\"")
    }
  }

  @Test func aColumnThatTheFileHasTwiceIsAmbiguous() throws {
    let mapping = try mapping()
    #expect {
      try OrderFile(Array("order,time,item,item,quantity,price\n".utf8), mapping)
    } throws: {
      "\($0)".contains("2 columns \"item\"")
    }
  }

  @Test func filesInUTF16AndEmptyFilesAreRefused() throws {
    let mapping = try mapping()
    #expect(throws: MappingError.self) { try OrderFile([0xFF, 0xFE, 0x61, 0], mapping) }
    #expect(throws: MappingError.self) { try OrderFile([], mapping) }
    #expect(throws: MappingError.self) { try OrderFile([0x0A, 0x0A], mapping) }
  }
}
