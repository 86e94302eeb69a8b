import Testing

@testable import SegmentLog

@Suite struct EntryTests {
  private let commit = CommitEntry(
    firstPosition: LogPosition(300), count: 2, committedAt: LogTimestamp(microseconds: -5), root: .zero, mark: 7)

  @Test func `entries are read back as they were written`() throws {
    let logID = try #require(LogID(Array(0..<16)))
    let segment = SegmentEntry(
      format: 1, logID: logID, firstPosition: LogPosition(4), peaks: [.zero, .zero], alignment: ByteCount(512))
    let seal = SealEntry(lastPosition: LogPosition(9), root: .zero, commitsDigest: .zero)
    var bytes: [UInt8] = []
    EntryEncoding.append(segment, to: &bytes)
    EntryEncoding.append(commit, to: &bytes)
    EntryEncoding.append(seal, to: &bytes)
    unsafe bytes.withUnsafeBytes { raw in
      var parser = unsafe EntryParser(raw)
      #expect(parser.next() == .segment)
      #expect(parser.segmentEntry() == segment)
      #expect(parser.next() == .commit)
      #expect(parser.commitEntry() == commit)
      #expect(parser.next() == .seal)
      #expect(parser.sealEntry() == seal)
      #expect(parser.next() == .end)
    }
  }

  @Test func `a commit is stored as the worked example says`() {
    var bytes: [UInt8] = []
    EntryEncoding.append(
      CommitEntry(
        firstPosition: LogPosition(1), count: 1, committedAt: LogTimestamp(microseconds: 1), root: nil, mark: 0x0102),
      to: &bytes)
    #expect(
      bytes == [
        0x0A, 0x18, 0x12, 0x16,  // Log.entry, Entry.commit
        0x08, 1, 0x10, 1,  // first position, count
        0x19, 1, 0, 0, 0, 0, 0, 0, 0,  // committed at
        0x29, 2, 1, 0, 0, 0, 0, 0, 0,  // log
      ])
  }

  @Test func `truncated and damaged entries are malformed, never a crash`() {
    var bytes: [UInt8] = []
    EntryEncoding.append(commit, to: &bytes)
    bytes += [0x0A, 0x04, 0x1A, 0x02, 1, 2]
    for length in 0..<bytes.count { walk(Array(bytes[..<length])) }
    for index in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[index] = value
        walk(damaged)
      }
    }
    #expect(kinds([0x0A, 0x04, 0x2A, 0x02, 1, 2]) == [.unknown], "an entry of a later version")
    #expect(kinds([0x0A, 0x05, 0x1A, 0x02, 1, 2, 3]) == [.malformed], "the entry is longer than its message")
    #expect(kinds([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) == [.malformed])
  }

  private func walk(_ bytes: [UInt8]) {
    for kind in kinds(bytes) where kind == .malformed { return }
  }

  private func kinds(_ bytes: [UInt8]) -> [EntryParser.Kind] {
    unsafe bytes.withUnsafeBytes { raw in
      var parser = unsafe EntryParser(raw)
      var kinds: [EntryParser.Kind] = []
      while true {
        let kind = parser.next()
        if kind == .end { return kinds }
        kinds.append(kind)
        if kind == .commit { _ = parser.commitEntry() }
        if kind == .seal { _ = parser.sealEntry() }
        if kind == .segment { _ = parser.segmentEntry() }
        if kind == .malformed || kind == .unknown { return kinds }
      }
    }
  }
}
