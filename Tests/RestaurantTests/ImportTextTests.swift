import EventSourcing
import Testing
import Vocabulary

@testable import Restaurant

@Suite struct ImportDelimitedReaderTests {
  /// Lines and rows; damaged rows as their reason.
  private func rows(_ text: String, delimiter: Character = ",", quotes: Bool = true) -> [(Int, [String])] {
    rows(Array(text.utf8), delimiter: delimiter, quotes: quotes)
  }

  private func rows(_ bytes: [UInt8], delimiter: Character = ",", quotes: Bool = true) -> [(Int, [String])] {
    var reader = DelimitedReader(bytes, delimiter: .character(delimiter.asciiValue ?? 0), quotes: quotes)
    var rows: [(Int, [String])] = []
    while let (line, row) = reader.next() {
      switch row {
      case .fields(let fields): rows.append((line, fields.map { String(decoding: $0, as: UTF8.self) }))
      case .damaged(let reason): rows.append((line, ["damaged", reason]))
      }
    }
    return rows
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func knowsEveryLineEnd(_ end: String) {
    let found = rows(["a,b", "", "1,2", "3,", ""].joined(separator: end))
    #expect(found.map(\.0) == [1, 3, 4])
    #expect(found.map(\.1) == [["a", "b"], ["1", "2"], ["3", ""]])
  }

  @Test func quotedFieldsHoldDelimitersLineBreaksAndQuotes() {
    let found = rows("a,\"b,\r\n\"\"c\"\"\"\n\"\",x \"y\"\n")
    #expect(found.map(\.0) == [1, 3])
    #expect(found.map(\.1) == [["a", "b,\r\n\"c\""], ["", "x \"y\""]])
  }

  @Test func skipsAByteOrderMark() {
    #expect(rows([0xEF, 0xBB, 0xBF] + Array("a,b".utf8)).map(\.1) == [["a", "b"]])
  }

  @Test func takesAQuoteForAnyOtherCharacterWhereTheMappingSaysSo() {
    #expect(rows("5\" pan\t\"x\n", delimiter: "\t", quotes: false).map(\.1) == [["5\" pan", "\"x"]])
  }

  @Test func runsOfBlanksAndTabsSeparateFieldsWhereTheMappingSaysSo() {
    var reader = DelimitedReader(Array(" a  b\t\tc \n  \nd e\tf".utf8), delimiter: .whitespace, quotes: false)
    var rows: [[String]] = []
    var lines: [Int] = []
    while let (line, row) = reader.next() {
      lines.append(line)
      if case .fields(let fields) = row { rows.append(fields.map { String(decoding: $0, as: UTF8.self) }) }
    }
    #expect(lines == [1, 3])
    #expect(rows == [["a", "b", "c"], ["d", "e", "f"]])
  }

  @Test func anUnclosedQuoteCostsItsLineOnly() {
    let found = rows("a,b\n\"c,d\ne,f\ng,h\n")
    #expect(found.map(\.0) == [1, 2, 3, 4])
    #expect(found[1].1[0] == "damaged")
    #expect(found[3].1 == ["g", "h"])
  }

  @Test func textBehindAClosingQuoteCostsItsLineOnly() {
    let found = rows("\"a\"b,c\nd,e\n")
    #expect(found.map(\.1[0]) == ["damaged", "d"])
  }

  @Test func aHugeFieldCostsItsLineOnly() {
    let huge = String(repeating: "x", count: 1 << 20)
    for field in [huge, "\"\(huge)\""] {
      let found = rows("a,b\n\(field),1\nc,d\n")
      #expect(found.map(\.1[0]) == ["a", "damaged", "c"])
      #expect(found.map(\.0) == [1, 2, 3])
    }
  }

  @Test func aHugeRowCostsItsLineOnly() {
    let found = rows("a,b\n" + String(repeating: ",", count: ImportLimits.columns) + "\nc,d\n")
    #expect(found.map(\.1[0]) == ["a", "damaged", "c"])
  }

  @Test func readsManyDamagedRowsInLinearTime() {
    let count = 40_000
    let found = rows(String(repeating: "\"a\"b\n", count: count))
    #expect(found.count == count)
    #expect(found.last?.0 == count)
  }

  @Test func readsAnyBytesWithoutEnd() {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let alphabet = Array("a,\"\r\n\t".utf8) + [0, 0xFF]
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      var last = 0
      for (line, _) in rows(bytes) {
        #expect(line > last)
        last = line
      }
    }
  }
}

@Suite struct ImportNumberTests {
  @Test(arguments: [
    ("0.5", 50), ("12", 1200), ("12.", 1200), (".5", 50), ("$2.39 ", 239), ("1,234.50", 123_450), ("2.3900", 239),
    ("2.39 $", 239), ("0", 0), ("90,071,992,547,409.93", 9_007_199_254_740_993),
  ])
  func readsAmountsExactly(_ text: String, _ minorUnits: Int64) throws {
    #expect(try DecimalText(symbol: "$").amount(text, in: .gbp).minorUnits == minorUnits)
  }

  @Test(arguments: [
    "", " ", "abc", "1.2.3", "1,23.0", "1e3", "-1", "(1)", "$-1", "٣", "0x10", "1.005", ".", "+1", "1 000",
  ])
  func refusesWhatIsNoAmount(_ text: String) {
    #expect(throws: DecimalText.Unreadable.self) { try DecimalText(symbol: "$").amount(text, in: .gbp) }
  }

  @Test func anAmountThatOverflowsIsRefused() throws {
    let number = DecimalText()
    #expect(try number.amount("92233720368547758.07", in: .gbp).minorUnits == .max)
    #expect(throws: DecimalText.Unreadable.self) { try number.amount("92233720368547758.08", in: .gbp) }
  }

  @Test func followsTheCurrencyAndTheSeparators() throws {
    let german = DecimalText(decimalSeparator: ",", groupSeparator: ".", symbol: "€")
    #expect(try german.amount("1.234,50 €", in: .eur).minorUnits == 123_450)
    #expect(try DecimalText().amount("1,200", in: .jpy).minorUnits == 1_200)
    #expect(throws: DecimalText.Unreadable.self) { try DecimalText().amount("1.5", in: .jpy) }
  }

  @Test(arguments: ["0", "-1", "1.5", "4294967296", "x", ""])
  func refusesWhatIsNoQuantity(_ text: String) {
    #expect(throws: DecimalText.Unreadable.self) { try DecimalText().quantity(text) }
  }

  @Test func readsQuantities() throws {
    #expect(try DecimalText().quantity("3") == 3)
    #expect(try DecimalText().quantity(" 2.0 ") == 2)
  }
}

@Suite struct ImportModifierTests {
  @Test(arguments: [
    ("[Salsa, [Rice, Beans]]", [["Salsa"], ["Rice", "Beans"]]), ("[Clementine]", [["Clementine"]]),
    ("[[A (Mild), B], [C]]", [["A (Mild)", "B"], ["C"]]), ("[]", []), (" [ A ,B ] ", [["A"], ["B"]]),
    ("[A, [B, [C, D]]]", [["A"], ["B", "C", "D"]]),
  ])
  func readsNestedLists(_ text: String, _ groups: [[String]]) throws {
    #expect(try ModifierSyntax.nestedList.groups(text) == groups)
  }

  @Test(arguments: ["A", "[A", "[A]]", "[A,]", "[,A]", "[A [B]]", "[[[[[A]]]]]", "[A] B"])
  func refusesBrokenLists(_ text: String) {
    #expect(throws: ModifierSyntax.Unreadable.self) { try ModifierSyntax.nestedList.groups(text) }
  }

  @Test func readsFlatNames() throws {
    #expect(try ModifierSyntax.flat(separator: ";").groups(" Rice; Beans ;") == [["Rice", "Beans"]])
    #expect(try ModifierSyntax.flat(separator: ";").groups(" ; ") == [])
  }
}

@Suite struct ImportDateTests {
  @Test(arguments: [
    ("dd/MM/yyyy HH:mm", "31/12/2018 21:56", "2018-12-31T21:56:00"),
    ("M/d/yyyy h:mm a", "7/4/2024 12:05 am", "2024-07-04T00:05:00"),
    ("M/d/yy h:mm a", "12/31/24 12:05 PM", "2024-12-31T12:05:00"),
    ("yyyy-MM-dd'T'HH:mm:ss", "2024-02-29T23:59:59", "2024-02-29T23:59:59"),
    ("d MMM yyyy, H:mm", "1 sep 2015, 9:07", "2015-09-01T09:07:00"),
  ])
  func readsTheUsualForms(_ format: String, _ text: String, _ local: String) throws {
    #expect(try DatePattern(format).read(text)?.local == LocalTime(local))
  }

  @Test(arguments: [
    "31/02/2018 10:00", "29/02/2019 10:00", "01/13/2018 10:00", "00/01/2018 10:00", "01/01/2018 24:00",
    "01/01/2018 10:60", "1/1/2018 10:00", "01/01/2018", "01/01/2018 10:00 ", "01/01/0000 10:00", "01/01/2018 10:00x",
  ])
  func refusesDatesThatNoCalendarShows(_ text: String) throws {
    let isOnlyPadded = text.hasSuffix(" ")
    #expect((try DatePattern("dd/MM/yyyy HH:mm").read(text) != nil) == isOnlyPadded)
  }

  @Test(arguments: [
    "dd/MM/yyyy", "HH:mm", "dd/MM/yyyy hh:mm", "dd/MM/yyyy HH:mm a", "dd/MM/yyyy HH:mm qq", "'x", "dd dd",
  ])
  func refusesPatternsThatMakeNoTime(_ format: String) {
    #expect(throws: DatePattern.Unusable.self) { try DatePattern(format) }
  }

  private func rules(
    _ zone: String, _ skipped: TimeSource.Skipped = .refuse, _ repeated: TimeSource.Repeated = .first
  ) throws -> TimeSource.ClockRules {
    TimeSource.ClockRules(
      zone: zone, skipped: skipped, repeated: repeated, rules: try #require(ZoneRules(name: zone)))
  }

  private func reading(_ local: String, offset: Int? = nil) throws -> DatePattern.Reading {
    DatePattern.Reading(local: try #require(LocalTime(local)), offsetSeconds: offset)
  }

  @Test func aSkippedHourIsRefusedUnlessTheMappingTakesItLater() throws {
    let skipped = try reading("2018-03-25T01:30")
    #expect { try rules("Europe/London").moment(skipped) } throws: {
      ($0 as? TimeSource.ClockRules.NoSuchMoment)?.code == .timeSkipped
    }
    let later = try rules("Europe/London", .later).moment(skipped)
    #expect(later.time == Timestamp("2018-03-25T01:30:00Z"))
    #expect(later.isAmbiguous)
  }

  @Test func aRepeatedHourIsTheFirstUnlessTheMappingSaysOtherwise() throws {
    let repeated = try reading("2018-10-28T01:30")
    #expect(try rules("Europe/London").moment(repeated).time == Timestamp("2018-10-28T00:30:00Z"))
    #expect(try rules("Europe/London", .refuse, .second).moment(repeated).time == Timestamp("2018-10-28T01:30:00Z"))
    #expect { try rules("Europe/London", .refuse, .refuse).moment(repeated) } throws: {
      ($0 as? TimeSource.ClockRules.NoSuchMoment)?.code == .timeRepeated
    }
  }

  @Test func aStatedOffsetNeedsNoZone() throws {
    let pattern = try DatePattern("yyyy-MM-dd HH:mmXXX")
    let read = try #require(pattern.read("2018-03-25 01:30+05:30"))
    #expect(try rules("Europe/London").moment(read).time == Timestamp("2018-03-24T20:00:00Z"))
  }
}
