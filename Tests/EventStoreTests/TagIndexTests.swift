import EventSourcing
import SegmentLog
import SystemPackage
import Testing

@testable import EventStore

/// The index against an oracle that looks at every event.
@Suite struct TagIndexTests {
  private struct Entry {
    var type: EventType
    var tags: Tags
  }

  private func random(_ count: Int, _ random: inout SplitMix64) -> [Entry] {
    (0..<count).map { _ in
      let tags = (0..<UInt64.random(in: 0...3, using: &random)).map { _ in
        EventSourcing.Tag(.colour, text: "t\(UInt64.random(in: 0..<40, using: &random))")
      }
      return Entry(type: EventType(unnamed: UInt32(9001 + UInt64.random(in: 0..<4, using: &random))), tags: Tags(tags))
    }
  }

  private func query(_ random: inout SplitMix64) -> Query {
    Query(
      (0..<UInt64.random(in: 1...3, using: &random)).map { _ in
        let entry = self.random(1, &random)[0]
        let types: Set<EventType> = Bool.random(using: &random) ? [entry.type] : []
        return Query.Item(
          types: types,
          tags: types.isEmpty && entry.tags.isEmpty ? [EventSourcing.Tag(.colour, text: "t1")] : entry.tags)
      })
  }

  private func table(_ entries: [Entry], after base: Position) -> PostingTable {
    var table = PostingTable(after: base)
    for entry in entries { table.append(type: entry.type, tags: entry.tags) }
    return table
  }

  private let subject = { (base: UInt64, last: UInt64) in
    TagFileLayout.Subject(
      logID: Array(repeating: 1, count: 16), base: Position(rawValue: base), last: Position(rawValue: last),
      sealRoot: Array(repeating: 2, count: 32))
  }

  private func source(_ bytes: [UInt8]) -> TagFile.Source {
    { { (offset, count) in Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)]) } }
  }

  @Test func theOldestFiltersGiveWayToTheBudget() throws {
    var random = SplitMix64(seed: 7)
    var files: [TagFile] = []
    for number in 0..<4 as Range<UInt64> {
      let table = table(self.random(500, &random), after: Position(rawValue: number * 500))
      files.append(
        try TagFile(
          source(TagFileLayout.encode(table, subject(number * 500, number * 500 + 500))), recent: RecentTagPages()))
    }
    let budget = files[2].residentBytes + files[3].residentBytes
    let index = TagIndex(filterBudget: budget) { (base, _) in PostingTable(after: base) }
    for file in files { index.adopt(file) }
    #expect(index.residentFilterBytes == budget)
    let resident = index.parts(in: Position(rawValue: 1)...Position(rawValue: 2_000)).map { part in
      if case .file(let file) = part.place { file.residentBytes > 0 } else { false }
    }
    #expect(resident.prefix(4) == [false, false, true, true])
  }

  @Test func aTagGivenTwiceOnOneEventIsOnePosting() {
    let (red, blue) = (EventSourcing.Tag(.colour, text: "red"), EventSourcing.Tag(.colour, text: "blue"))
    let type = EventType(unnamed: 9001)
    var table = PostingTable(after: .origin)
    for _ in 0..<3 { table.append(type: type, tags: [red, blue, red]) }
    #expect(table.cursor(red)?.count == 3)
    table.rollBack(to: Position(rawValue: 2))
    table.append(type: type, tags: [blue, red, red, blue])
    #expect(table.cursor(red)?.count == 3 && table.cursor(blue)?.count == 3)
    let rest = table.split(after: Position(rawValue: 1))
    #expect(table.cursor(red)?.count == 1 && rest.cursor(red)?.count == 2 && rest.cursor(blue)?.count == 2)
  }

  /// Appends of all sizes, whose events share tags within and among them; some are taken back.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `an append of many events is filed as its events one by one are`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (whole, single) = (PostingTable(after: .origin), PostingTable(after: .origin))
    for _ in 0..<60 {
      let count = Int.random(in: 1...60, using: &random)
      let events = (0..<count).map { _ in
        let thing = thing(UInt64.random(in: 0..<200, using: &random))
        return Bool.random(using: &random) ? ThingMade(thing) as any Event : ThingPainted(thing, "c\(count % 7)")
      }
      let append = try PreparedAppend(events, noon)
      whole.append(append)
      for index in events.indices { single.append(type: append.types[index], tags: append.tags(of: index)) }
      guard UInt8.random(in: 0..<4, using: &random) == 0 else { continue }
      let back = Position(rawValue: UInt64.random(in: 0...whole.last.rawValue, using: &random))
      whole.rollBack(to: back)
      single.rollBack(to: back)
    }
    #expect(whole.last == single.last && whole.types == single.types)
    #expect(whole.entries.map(\.tag) == single.entries.map(\.tag))
    #expect(whole.appearances().places == single.appearances().places)
    #expect(whole.postings.map(\.previous) == single.postings.map(\.previous))
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func tablesAndFilesAnswerAsAnOracleDoes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let entries = self.random(3_000, &random)
    let table = table(entries, after: Position(rawValue: 100))
    let file = try TagFile(source(TagFileLayout.encode(table, subject(100, 3_100))), recent: RecentTagPages())
    var lean = file
    lean.dropFilter()
    #expect(lean.residentBytes == 0 && file.residentBytes > 0)
    for _ in 0..<40 {
      let query = query(&random)
      let low = UInt64.random(in: 101...3_000, using: &random)
      let range = Position(rawValue: low)...Position(rawValue: UInt64.random(in: low...3_100, using: &random))
      for item in query.items {
        let expected = entries.indices.map { Position(rawValue: UInt64($0) + 101) }
          .filter { range.contains($0) }
          .filter { item.matches(entries[Int($0.rawValue) - 101].type, entries[Int($0.rawValue) - 101].tags) }
        var found: [Position] = []
        table.forEachMatch(item, in: range) {
          found.append($0)
          return true
        }
        #expect(found.reversed() == expected, "seed \(seed), \(item)")
        #expect(try file.matches(item, in: range) == expected, "seed \(seed), \(item)")
        #expect(try lean.matches(item, in: range) == expected, "without a resident filter, seed \(seed), \(item)")
        #expect(table.newestMatch(item, in: range) == expected.last)
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func aTableSplitsAndRollsBackWithoutATrace(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let entries = self.random(500, &random)
    let cut = Int(UInt64.random(in: 0...500, using: &random))
    var whole = table(entries, after: .origin)
    let rest = whole.split(after: Position(rawValue: UInt64(cut)))
    var taken = table(entries, after: .origin)
    taken.rollBack(to: Position(rawValue: UInt64(cut)))
    let first = table(Array(entries[..<cut]), after: .origin)
    let second = table(Array(entries[cut...]), after: Position(rawValue: UInt64(cut)))
    for number in 0..<40 {
      let item = Query.Item(tags: [EventSourcing.Tag(.colour, text: "t\(number)")])
      let all = Position(rawValue: 1)...Position(rawValue: 500)
      for (one, other) in [(whole, first), (taken, first), (rest, second)] {
        #expect(one.newestMatch(item, in: all) == other.newestMatch(item, in: all), "seed \(seed), cut \(cut)")
      }
    }
  }

  @Test func aDamagedPageIsNoticedAndNeverAnswersWrongly() throws {
    var random = SplitMix64(seed: 7)
    let entries = self.random(600, &random)
    let bytes = TagFileLayout.encode(table(entries, after: .origin), subject(0, 600))
    let item = Query.Item(tags: [EventSourcing.Tag(.colour, text: "t3")])
    let all = Position(rawValue: 1)...Position(rawValue: 600)
    let expected = try TagFile(source(bytes), recent: RecentTagPages()).matches(item, in: all)
    #expect(!expected.isEmpty)
    for index in stride(from: 0, to: bytes.count, by: 13) {
      var damaged = bytes
      damaged[index] ^= 0x10
      do throws(TagFile.Damage) {
        #expect(
          try TagFile(source(damaged), recent: RecentTagPages()).matches(item, in: all) == expected, "byte \(index)")
      } catch {
        #expect(!error.reason.isEmpty)
      }
    }
    for length in stride(from: 0, to: bytes.count, by: 512) {
      let file = try? TagFile(source(Array(bytes[..<length])), recent: RecentTagPages())
      if let found = try? file?.matches(item, in: all) { #expect(found == expected) }
    }
  }

  @Test func theFilterNeverDeniesWhatIsThere() {
    var random = SplitMix64(seed: 11)
    var filter = TagFilter(expecting: 10_000)
    let present = (0..<10_000).map { _ in random.next() }
    for hash in present { filter.insert(hash) }
    #expect(present.allSatisfy(filter.mayContain))
    let wrong = (0..<100_000).filter { _ in filter.mayContain(random.next()) }.count
    #expect(wrong < 3_000, "\(wrong) of 100,000 misses would touch the disk")
  }
}
