import EventSourcing
import Foundation
import Testing
import Vocabulary

@testable import Restaurant

/// What becomes of rows, before anything is recorded.
@Suite struct ImportFileTests {
  private func finding(_ row: String, _ mapping: OrderMapping? = nil) throws -> ImportFinding {
    let good = "9,01/01/2018 10:00,Tea,1,2"
    let result = try OrderFile(file(good, row, good), try mapping ?? standardMapping())
    #expect(result.rows == 3)
    #expect(result.orders.flatMap(\.rows).count == 2, "the rows around it are kept")
    return try #require(result.findings.first)
  }

  private func standardMapping() throws -> OrderMapping { try mapping() }

  @Test(arguments: [
    ("1,01/01/2018 10:00,Tea,x,2", ImportFinding.Code.valueUnreadable, "quantity"),
    ("1,01/01/2018 10:00,Tea,0,2", .valueUnreadable, "quantity"),
    ("1,01/01/2018 10:00,Tea,-1,2", .valueUnreadable, "quantity"),
    ("1,01/01/2018 10:00,Tea,1001,2", .valueUnreadable, "quantity"),
    ("1,01/01/2018 10:00,Tea,1,", .valueMissing, "price"),
    ("1,01/01/2018 10:00,Tea,1,two", .valueUnreadable, "price"),
    ("1,01/01/2018 10:00,Tea,1,-2", .valueUnreadable, "price"),
    ("1,01/01/2018 10:00,Tea,1,2.005", .valueUnreadable, "price"),
    ("1,01/01/2018 10:00,Tea,1,99999999999999999999", .valueUnreadable, "price"),
    ("1,01/01/2018 10:00,Tea,1000,99999999999999", .amountTooLarge, "price"),
    ("1,01/01/2018 10:00,,1,2", .valueMissing, "item"),
    (",01/01/2018 10:00,Tea,1,2", .valueMissing, "order"),
    ("1,30/02/2018 10:00,Tea,1,2", .valueUnreadable, "time"),
    ("1,,Tea,1,2", .valueMissing, "time"),
    ("1,25/03/2018 01:30,Tea,1,2", .timeSkipped, "time"),
  ])
  func aRowThatCannotBeReadIsRefusedWithLineColumnAndReason(
    _ row: String, _ code: ImportFinding.Code, _ column: String
  ) throws {
    let finding = try finding(row)
    #expect(finding.severity == .refused)
    #expect(finding.code == code)
    #expect(finding.column == column)
    #expect(finding.line == 3)
    #expect(finding.rows == 1)
    #expect(!finding.reason.isEmpty)
  }

  @Test(arguments: [
    ("1,01/01/2018 10:00,Tea,1", ImportFinding.Code.columnCountDiffers),
    ("1,01/01/2018 10:00,Tea,1,2,3", .columnCountDiffers),
    ("1,01/01/2018 10:00,\"Tea,1,2", .rowDamaged),
    ("1,01/01/2018 10:00,\(String(repeating: "x", count: 1 << 20)),1,2", .rowDamaged),
  ])
  func aRowOfAnotherShapeIsRefused(_ row: String, _ code: ImportFinding.Code) throws {
    let finding = try finding(row)
    #expect(finding.code == code)
    #expect(finding.line == 3)
  }

  @Test func malformedUnicodeIsRefusedOrReadInItsEncoding() throws {
    let head = Array("order,time,item,quantity,price\n1,01/01/2018 10:00,Caf".utf8)
    let bytes = head + [0xE9] + Array(",1,2\n".utf8)
    let refused = try OrderFile(bytes, try mapping())
    #expect(refused.findings.map(\.code) == [.textMalformed])
    #expect(refused.findings.map(\.column) == ["item"])
    let latin = try mapping(
      replacing: "\"order\": {", with: "\"file\": { \"encoding\": \"windows-1252\" }, \"order\": {")
    #expect(try OrderFile(bytes, latin).orders.first?.rows.first?.item == "Café")
  }

  @Test func aRepeatedHourIsTheFirstOneWithAWarning() throws {
    let result = try OrderFile(file("1,28/10/2018 01:30,Tea,1,2"), try mapping())
    #expect(result.orders.first?.time == Timestamp("2018-10-28T00:30:00Z"))
    #expect(result.findings.map(\.severity) == [.warning])
    #expect(result.findings.map(\.code) == [.timeRepeated])
  }

  @Test func rowsOfOneOrderBelongTogetherWhereverTheyStand() throws {
    let result = try OrderFile(
      file("2,02/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Tea,1,2", "2,02/01/2018 10:00,Bun,2,1.5"), try mapping())
    #expect(result.orders.map(\.label) == ["1", "2"])
    #expect(result.orders.map { $0.rows.map(\.item) } == [["Tea"], ["Tea", "Bun"]])
    #expect(result.orders.map { $0.rows.map(\.total.minorUnits) } == [[200], [200, 300]])
  }

  @Test func ordersOfOneTimeKeepTheOrderInWhichTheyWerePlaced() throws {
    let forwards = try OrderFile(
      file("1,01/01/2018 10:00,Tea,1,2", "2,01/01/2018 10:00,Tea,1,2", "3,01/01/2018 11:00,Tea,1,2"), try mapping())
    #expect(forwards.orders.map(\.label) == ["1", "2", "3"])
    let backwards = try OrderFile(
      file("3,01/01/2018 11:00,Tea,1,2", "2,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Tea,1,2"), try mapping())
    #expect(backwards.orders.map(\.label) == ["1", "2", "3"])
  }

  @Test func rowsWithDifferentTimesAreAWarning() throws {
    let result = try OrderFile(
      file("1,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 09:00,Bun,1,2"), try mapping())
    #expect(result.orders.map(\.time) == [Timestamp("2018-01-01T09:00:00Z")].compactMap(\.self))
    #expect(result.findings.map(\.code) == [.orderContradictsItself])
  }

  @Test func theOtherRowsOfAnOrderAreKeptUnlessTheMappingRefusesThem() throws {
    let bytes = file("1,01/01/2018 10:00,Tea,1,2", "1,01/01/2018 10:00,Bun,none,2")
    let kept = try OrderFile(bytes, try mapping())
    #expect(kept.orders.map(\.rows.count) == [1])
    #expect(kept.findings.map(\.line) == [3])
    let strict = try mapping(
      replacing: "\"columns\": [\"order\"]", with: "\"columns\": [\"order\"], \"incomplete\": \"refuse\"")
    let refused = try OrderFile(bytes, strict)
    #expect(refused.orders.isEmpty)
    #expect(refused.findings.reduce(0) { $0 + $1.rows } == 2)
  }

  @Test func aRefusedRowTouchesNoOrderOfAnotherVenue() throws {
    let mapping = try mapping(venue: "{ \"column\": \"venue\" }", refusingIncomplete: true)
    func venues(_ refused: String) throws -> [String?] {
      let rows = ["order,time,item,quantity,price,venue", "1,01/01/2018 10:00,Tea,1,2,north", refused]
      return try OrderFile(Array(rows.joined(separator: "\n").utf8), mapping).orders.map(\.venue)
    }
    #expect(try venues("1,01/01/2018 10:00,Bun,none,2,south") == ["north"])
    #expect(try venues("1,01/01/2018 10:00,Bun,none,2,") == ["north"])
    #expect(try venues("1,01/01/2018 10:00,Bun,none,2,north").isEmpty)
    let bytes =
      Array("order,time,item,quantity,price,venue\n1,01/01/2018 10:00,Tea,1,2,north\n".utf8)
      + Array("1,01/01/2018 10:00,Bun,none,2,".utf8) + [0xFF]
    #expect(try OrderFile(bytes, mapping).orders.isEmpty, "it may be a row of any venue")
  }

  @Test func withoutAnOrderColumnEachRowIsAnOrderAndEqualRowsAreCounted() throws {
    let mapping = try mapping(replacing: "\"order\": { \"columns\": [\"order\"] },", with: "")
    let row = "1,01/01/2018 10:00,Tea,1,2"
    let result = try OrderFile(file(row, "2,01/01/2018 09:00,Bun,1,2", row, row), mapping)
    #expect(result.orders.map(\.ordinal) == [0, 0, 1, 2])
    let keys = result.orders.map { ImportIdentity($0, source: "test", venue: .none).idempotencyKey }
    #expect(Set(keys).count == 4)
  }

  @Test func anInventedTimeDependsOnTheLineAlone() throws {
    let mapping = try mapping(
      replacing: "\"columns\": [\"time\"], \"format\": \"dd/MM/yyyy HH:mm\"",
      with: "\"start\": \"2018-07-01T10:00\", \"every_seconds\": 60")
    let good = try OrderFile(file("1,,Tea,1,2", "2,,Tea,1,2", "3,,Tea,1,2"), mapping)
    let mended = try OrderFile(file("1,,Tea,1,2", "2,,Tea,zero,2", "3,,Tea,1,2"), mapping)
    #expect(good.orders.map(\.time.microseconds).last == mended.orders.map(\.time.microseconds).last)
    #expect(good.orders.first?.time == Timestamp("2018-07-01T09:00:00Z"))
  }

  @Test func aFileWithoutHeaderNumbersItsColumns() throws {
    let json = """
      { "source": "x", "file": { "header": false, "delimiter": ";" },
        "time": { "columns": ["1"], "format": "yyyy-MM-dd HH:mm", "zone": "Asia/Kolkata" },
        "item": { "column": "2" }, "price": { "column": "3", "means": "line_total", "currency": "INR" } }
      """
    let result = try OrderFile(Array("2018-01-01 10:00;Dosa;80\n".utf8), try mapping(json))
    #expect(result.orders.first?.rows.first?.item == "Dosa")
    #expect(result.orders.first?.time == Timestamp("2018-01-01T04:30:00Z"))
  }

  @Test func identityComesFromTheOrderAndNotFromItsPlaceInTheFile() throws {
    let rows = ["1,01/01/2018 10:00,Tea,1,2", "2,02/01/2018 10:00,Bun,1,2"]
    let one = try OrderFile(file(rows[0], rows[1]), try mapping()).orders
    let other = try OrderFile(file(rows[1], rows[0]), try mapping()).orders
    let identities = [one, other].map { $0.map { ImportIdentity($0, source: "test", venue: .none).id } }
    #expect(identities[0] == identities[1])
    #expect(Set(identities[0]).count == 2)
    #expect(ImportIdentity(one[0], source: "other", venue: .none).id != identities[0][0])
  }
}
