import SystemPackage
import Testing

@testable import SegmentLog

/// Segments whose checksums are all right and whose content is not what a writer writes.
@Suite struct VerifyingContradictions {
  static let logID: LogID = {
    var random = SystemRandomNumberGenerator()
    return LogID.random(using: &random)
  }()

  /// A segment file put together by hand, entry by entry, with correct frames.
  struct Forgery {
    var tree = MerkleTree()
    var format = SegmentFormat.version
    var alignment = 512
    private(set) var frames: [[UInt8]] = []
    private var time: Int64 = 0
    private var commits = RunningDigest()

    init(format: UInt32 = SegmentFormat.version, firstPosition: UInt64 = 1, alignment: Int = 512, peaks: [Digest] = [])
    {
      var entry: [UInt8] = []
      EntryEncoding.append(
        SegmentEntry(
          format: format, logID: logID, firstPosition: LogPosition(firstPosition), peaks: peaks,
          alignment: ByteCount(alignment)),
        to: &entry)
      frames.append(entry)
    }

    mutating func add(raw: [UInt8]) { frames.append(raw) }

    /// A right commit, after `change` had its way with it.
    mutating func commit(_ records: [[UInt8]], _ change: (inout CommitEntry) -> Void = { _ in }) {
      time += 1
      var entry = CommitEntry(
        firstPosition: LogPosition(tree.size + 1), count: UInt32(records.count),
        committedAt: LogTimestamp(microseconds: time), root: nil, mark: logID.commitMark)
      for record in records { unsafe record.withUnsafeBytes { unsafe tree.append(TreeHash.leaf($0)) } }
      entry.root = tree.root
      change(&entry)
      var bytes: [UInt8] = []
      EntryEncoding.append(entry, to: &bytes)
      commits.append(bytes[...])
      for record in records {
        EntryEncoding.appendRecordHeader(messageBytes: record.count, to: &bytes)
        bytes += record
      }
      frames.append(bytes)
    }

    mutating func seal(_ change: (inout SealEntry) -> Void = { _ in }) {
      var entry = SealEntry(lastPosition: LogPosition(tree.size), root: tree.root, commitsDigest: commits.value)
      change(&entry)
      var bytes: [UInt8] = []
      EntryEncoding.append(entry, to: &bytes)
      frames.append(bytes)
    }

    /// The file: every frame on its boundary, or all of them without a gap.
    func file(packed: Bool = false) -> [UInt8] {
      let compressor = FrameCompressor(level: 0)
      var bytes: [UInt8] = []
      for frame in frames {
        var compressed: [UInt8] = []
        let length = compressor.compress(frame, into: &compressed, spare: 0)
        let layout = FrameLayout(offset: ByteCount(bytes.count), frameBytes: length, alignment: 512)
        bytes += compressed[..<length]
        let gap = layout.next - layout.end
        if !packed { bytes += FrameLayout.skippable(gap, written: gap) }
      }
      return bytes
    }
  }

  private func verify(_ forgery: Forgery, packed: Bool = false, name: UInt64 = 1) throws -> VerificationReport {
    var report = VerificationReport()
    try withVerifiedLog { log in
      try log.replace(log.path(SegmentID(firstPosition: LogPosition(name))), with: forgery.file(packed: packed))
      report = try log.verify()
    }
    return report
  }

  @Test func `a forgery without a lie is clean, packed or not`() throws {
    var forgery = Forgery()
    forgery.commit([recordMessage(1, appendCount: 2), recordMessage(2), recordMessage(3)])
    forgery.commit([recordMessage(4)])
    #expect(try verify(forgery).findings == [])
    forgery.seal()
    #expect(try verify(forgery).findings == [])
    let packed = try verify(forgery, packed: true)
    #expect(packed.findings == [])
    #expect(packed.head == forgery.tree.head)
    #expect(packed.tail == .closed)
  }

  private func expectCorrupt(
    _ text: String, code: SegmentError.Code = .corrupt, packed: Bool = false,
    location: SourceLocation = #_sourceLocation, _ make: (inout Forgery) -> Void
  ) throws {
    var forgery = Forgery()
    forgery.commit([recordMessage(1), recordMessage(2)])
    make(&forgery)
    forgery.commit([recordMessage(9)])
    let report = try verify(forgery, packed: packed)
    #expect(
      report.findings.contains { $0.code == code && $0.what.contains(text) }, "\(report.findings)",
      sourceLocation: location)
  }

  @Test func `a commit that contradicts the log is corruption, whatever its checksums`() throws {
    let record = recordMessage(3)
    try expectCorrupt("a commit from position 5, where 3 comes next") {
      $0.commit([record]) { $0.firstPosition = LogPosition(5) }
    }
    try expectCorrupt("a commit lacks 1 records") { $0.commit([record]) { $0.count = 2 } }
    try expectCorrupt("a record outside a commit") { $0.commit([record, record]) { $0.count = 1 } }
    try expectCorrupt("not later than the one before") {
      $0.commit([record]) { $0.committedAt = LogTimestamp(microseconds: 1) }
    }
    try expectCorrupt("do not have the tree root that the commit holds") { $0.commit([record]) { $0.root = .zero } }
    try expectCorrupt("a malformed commit") { $0.commit([record]) { $0.count = UInt32.max } }
    try expectCorrupt("another log", code: .wrongLog) { $0.commit([record]) { $0.mark = 1 } }
  }

  @Test func `a root is due every 64 positions and in a closing commit`() throws {
    let records = (0..<63).map { recordMessage($0) }
    var forgery = Forgery()
    forgery.commit(records) { $0.root = nil }
    #expect(try verify(forgery).isClean)
    try expectCorrupt("without the tree root") { $0.commit(records + [recordMessage(64)]) { $0.root = nil } }
    try expectCorrupt("without the tree root") { $0.commit([]) { $0.root = nil } }
  }

  @Test func `an append lies within one commit and outside any other`() throws {
    try expectCorrupt("an append of 3 records") { $0.commit([recordMessage(1, appendCount: 3), recordMessage(2)]) }
    try expectCorrupt("an append of 1 records") {
      $0.commit([recordMessage(1, appendCount: 2), recordMessage(2, appendCount: 1)])
    }
    try expectCorrupt("an append of 5 records") { $0.commit([recordMessage(1), recordMessage(2, appendCount: 5)]) }
  }

  @Test func `a record that is no message is corruption, one of an unknown kind is not`() throws {
    try expectCorrupt("no Protocol Buffers message") { $0.commit([[0x0A, 0x20, 1]]) }
    var forgery = Forgery()
    forgery.commit([[0xFA, 0xFF, 0x03, 0x01, 0x55], []])
    #expect(try verify(forgery).findings == [])
  }

  @Test func `a seal must name the last position, the root and the commits`() throws {
    try expectCorrupt("a seal that says position 7") { $0.seal { $0.lastPosition = LogPosition(7) } }
    try expectCorrupt("the seal holds") { $0.seal { $0.root = .zero } }
    try expectCorrupt("digest of them") { $0.seal { $0.commitsDigest = .zero } }
    try expectCorrupt("behind the segment's seal") { $0.seal() }
  }

  @Test func `what a newer version wrote is not called corrupt`() throws {
    try expectCorrupt("an entry of kind 5", code: .unsupportedVersion) { $0.add(raw: [0x0A, 0x03, 0x2A, 0x01, 0x00]) }
    #expect(try verify(Forgery(format: 2)).findings.map(\.code) == [.unsupportedVersion])
  }

  @Test func `a segment's own entry must be right, first, and alone`() throws {
    #expect(try verify(Forgery(firstPosition: 2)).findings.first?.what.contains("name") == true)
    #expect(try verify(Forgery(alignment: 1000)).findings.map(\.code) == [.corrupt])
    #expect(try verify(Forgery(peaks: [.zero])).findings.map(\.code) == [.corrupt])
    try expectCorrupt("not exactly the first") { $0.add(raw: Forgery().frames[0]) }
    try expectCorrupt("begins no entry") { $0.add(raw: [0x12, 0x00]) }
    try expectCorrupt("begins no entry") { $0.add(raw: [0x0A, 0x04, 0x12, 0x00, 0x1A, 0x00]) }
  }

  @Test func `a packed segment has a seal, and no frame twice`() throws {
    var forgery = Forgery()
    forgery.commit([recordMessage(1)])
    #expect(try verify(forgery, packed: true).findings.map(\.what) == ["a packed segment has no seal"])
  }

  @Test func `peaks that are not those of the segment before are corruption`() throws {
    try withVerifiedLog { log in
      var first = Forgery()
      first.commit([recordMessage(1)])
      first.seal()
      var second = Forgery(firstPosition: 2, peaks: [.zero])
      second.tree = first.tree
      try log.replace(log.path(SegmentID(firstPosition: LogPosition(1))), with: first.file())
      try log.replace(log.path(SegmentID(firstPosition: LogPosition(2))), with: second.file())
      #expect(try log.verify().findings.first?.what.contains("peaks do not fold") == true)
      try log.replace(
        log.path(SegmentID(firstPosition: LogPosition(2))),
        with: Forgery(firstPosition: 2, peaks: first.tree.peaks).file())
      #expect(try log.verify().findings == [])
    }
  }
}
