import EventSourcing
import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

@testable import EventStore

/// The `.tags` files of a log that is damaged while, and before, it is open.
@Suite struct TagFilesTests {
  private func filled() async throws -> SimulatedLog {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    for number in 1...1_200 as ClosedRange<UInt64> {
      try await log.append([ThingMade(thing(number)), ThingPainted(thing(number % 50), "c\(number % 9)")], noon)
    }
    try log.close()
    return simulated
  }

  /// What the log must answer, whatever happened to its index.
  private func expectRightAnswers(_ log: SegmentedEventLog, _ note: String) throws {
    let cases: [(Query, [UInt64])] = [
      (Query(tags: [Tag(.thing, thing(777))]), [1_553]),
      (Query(tags: [Tag(.thing, thing(999_999))]), []),
      (
        Query(types: [ThingPainted.type], tags: [Tag(.thing, thing(13)), Tag(.colour, text: "c4")]),
        (1...1_200).filter { $0 % 50 == 13 && $0 % 9 == 4 }.map { $0 * 2 }
      ),
    ]
    for (query, expected) in cases {
      #expect(try all(log, query).map(\.context.position.rawValue) == expected, "\(note)")
      #expect(try log.newest(query, after: .origin)?.rawValue == expected.last, "\(note)")
    }
  }

  @Test func anyFlippedByteIsNoticedAtTheNextStart() async throws {
    let simulated = try await filled()
    let names = try simulated.files(endingIn: ".tags")
    #expect(names.count > 1)
    let whole = try simulated.bytes(of: names[0])
    for index in stride(from: 0, to: whole.count, by: 797) {
      var damaged = whole
      damaged[index] ^= 1 << UInt8(index % 8)
      try simulated.replace(names[0], by: damaged)
      let log = try simulated.openForReading()
      try expectRightAnswers(log, "byte \(index)")
      try log.close()
    }
  }

  @Test(arguments: [true, false]) func withoutOneOfItsSegmentsALogSaysWhichIsMissing(hasTags: Bool) async throws {
    let simulated = try await filled()
    let segments = try simulated.files(endingIn: ".lz4").sorted()
    #expect(segments.count > 2)
    if !hasTags {
      for name in try simulated.files(endingIn: ".tags") {
        try simulated.disk.remove(SimulatedLog.directory.appending(name))
      }
    }
    for name in segments {
      let whole = try simulated.bytes(of: name)
      try simulated.disk.remove(SimulatedLog.directory.appending(name))
      let reading = await failure {
        let log = try simulated.openForReading()
        defer { try? log.close() }
        _ = try all(log, .all)
      }
      let writing = await failure { try simulated.open().close() }
      for found in [reading, writing] {
        guard case EventLogError.storage(let error)? = found else {
          Issue.record("without \(name): \(String(describing: found))")
          continue
        }
        #expect([.missing, .corrupt].contains(error.code), "without \(name): \(error)")
      }
      try simulated.replace(name, by: whole)
    }
    try expectRightAnswers(try simulated.openForReading(), "complete again")
  }

  @Test func aDamagedActiveSegmentIsAnErrorWhereItIsReadAndNowhereElse() async throws {
    let simulated = try await filled()
    let active = try #require(try simulated.files(endingIn: ".lz4").max())
    var bytes = try simulated.bytes(of: active)
    let commit = try #require(
      stride(from: 512, to: bytes.count, by: 512).first { bytes[$0..<$0 + 4] == [0x04, 0x22, 0x4D, 0x18] })
    bytes[commit + 40] ^= 1
    try simulated.replace(active, by: bytes)
    let log = try simulated.openForReading()
    let query = Query(tags: [Tag(.thing, thing(13))])
    let closed = Position(try #require(try log.reader.closedSegments().last).lastPosition)
    var found = 0
    let error = await failure {
      var cursor = try log.events(query, after: .origin, through: nil)
      while try cursor.next() != nil { found += 1 }
    }
    guard case EventLogError.storage(let cause)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(cause.code == .corrupt && cause.place.position == closed.next.logPosition && found > 0)
    try log.close()
  }

  @Test func everyEventOfClosedSegmentsMatchesTheQueryForAll() async throws {
    let simulated = try await filled()
    let log = try simulated.open()
    let base = log.index.memoryBase
    #expect(base > .origin)
    #expect(try log.index.matchInFiles(.all, after: .origin, through: base) == base)
    #expect(try log.index.matchInFiles(.all, after: base.previous, through: base) == base)
    try log.close()
  }

  @Test func aFullDiskKeepsNoLogFromOpening() async throws {
    let simulated = try await filled()
    let names = try simulated.files(endingIn: ".tags")
    for name in names { try simulated.disk.remove(SimulatedLog.directory.appending(name)) }
    simulated.disk.inject(SimulatedFault(.write, of: ".tags.new", error: .noSpace))
    let log = try simulated.open()
    try expectRightAnswers(log, "one table in memory")
    try await log.append([ThingMade(thing(5_000))], noon)
    #expect(try all(log, Query(tags: [Tag(.thing, thing(5_000))])).count == 1)
    try log.close()
    #expect(try simulated.files(endingIn: ".tags.new").isEmpty)
    let reopened = try simulated.open()
    try expectRightAnswers(reopened, "files again")
    try reopened.close()
    #expect(try simulated.files(endingIn: ".tags").count >= names.count)
  }

  @Test func damageToAnOpenIndexIsNoticedWhenItIsRead() async throws {
    let simulated = try await filled()
    let log = try simulated.openForReading()
    for name in try simulated.files(endingIn: ".tags") {
      let bytes = try simulated.bytes(of: name)
      try simulated.replace(name, by: bytes.map { $0 ^ 0xFF })
    }
    try expectRightAnswers(log, "every page damaged")
    for name in try simulated.files(endingIn: ".tags") {
      try simulated.disk.remove(SimulatedLog.directory.appending(name))
    }
    try expectRightAnswers(log, "deleted")
    try log.close()
  }

  @Test func theIndexOfAnotherSegmentIsNotTakenForTheRightOne() async throws {
    let simulated = try await filled()
    let names = try simulated.files(endingIn: ".tags")
    let first = try simulated.bytes(of: names[0])
    let second = try simulated.bytes(of: names[1])
    try simulated.replace(names[0], by: second)
    try simulated.replace(names[1], by: first)
    let reader = try simulated.openForReading()
    try expectRightAnswers(reader, "swapped, reading")
    try reader.close()
    #expect(try simulated.bytes(of: names[0]) == second, "a reader changes nothing")
    let writer = try simulated.open()
    try expectRightAnswers(writer, "swapped, writing")
    try writer.close()
    #expect(try simulated.bytes(of: names[0]) == first, "a writer puts it right")
    #expect(try simulated.bytes(of: names[1]) == second)
  }

  @Test func anIndexThatCannotBeWrittenStaysInMemoryAndIsWrittenLater() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    for _ in 1...50 { simulated.disk.inject(SimulatedFault(.write, of: ".tags.new")) }
    for number in 1...1_200 as ClosedRange<UInt64> {
      try await log.append([ThingMade(thing(number)), ThingPainted(thing(number % 50), "c\(number % 9)")], noon)
    }
    try expectRightAnswers(log, "in memory")
    try log.close()
    simulated.disk.clearFaults()
    let again = try simulated.open()
    try expectRightAnswers(again, "written at the next start")
    #expect(try simulated.files(endingIn: ".tags").count == again.reader.segments().count - 1)
    try again.close()
  }

  /// Many pages of directory: look-ups jump to where a hash ought to be and search from there.
  @Test(arguments: 1...5 as ClosedRange<UInt64>) func aDirectoryOfManyPagesFindsEveryTag(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tags = (0..<4_000).map { _ in
      EventSourcing.Tag(.thing, thing(UInt64.random(in: 1...UInt64(1) << 40, using: &random)))
    }
    var table = PostingTable(after: .origin)
    for tag in tags { table.append(type: ThingMade.type, tags: [tag]) }
    let subject = TagFileLayout.Subject(
      logID: Array(repeating: 1, count: 16), base: .origin, last: Position(rawValue: 4_000),
      sealRoot: Array(repeating: 2, count: 32))
    let bytes = TagFileLayout.encode(table, subject)
    let file = try TagFile(
      { { offset, count in Array(bytes[offset..<min(offset + count, bytes.count)]) } }, recent: RecentTagPages())
    #expect(file.header.directoryPages > 10)
    for (index, tag) in tags.enumerated() {
      #expect(try file.postings(tag).map(\.position).contains(Position(rawValue: UInt64(index + 1))), "seed \(seed)")
    }
    for _ in 0..<2_000 {
      let absent = EventSourcing.Tag(.thing, thing(UInt64.random(in: 1 << 41...1 << 42, using: &random)))
      #expect(try file.postings(absent).isEmpty)
    }
  }
}
