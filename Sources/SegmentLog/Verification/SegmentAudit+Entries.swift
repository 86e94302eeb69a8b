internal import Crypto

extension SegmentAudit {
  /// Checks the entries of the frame that was just decompressed.
  func frame(at start: Int) throws(AuditFault) {
    let content = walk.content
    let count = walk.contentCount
    let bytes = content.span
    guard count > 0 else { throw .contradiction("a frame without content", at: start) }
    let found = FoundFrame(
      offset: UInt64(start), firstPosition: next,
      commitFramesBack: next < commitEnd ? UInt64(result.frames - commitFrame) : 0)
    var at = 0
    var heads = 0
    while at < count {
      let entryStart = at
      guard let (kind, body) = Self.entry(bytes, &at, count) else {
        throw .contradiction("byte \(entryStart) of the decompressed frame begins no entry", at: start)
      }
      let isFirst = result.frames == 0 && entryStart == 0
      guard isFirst == (kind == SegmentFormat.segmentField) else {
        throw .contradiction("the segment's own entry is not exactly the first of the file", at: start)
      }
      if kind != SegmentFormat.recordField { heads += 1 }
      switch kind {
      case SegmentFormat.recordField: try record(bytes, body, start)
      case SegmentFormat.commitField: try commit(bytes, body, entry: entryStart..<at, start)
      case SegmentFormat.segmentField: try segment(bytes, body, start)
      case SegmentFormat.sealField: try seal(bytes, body, start)
      default: throw .newerFormat("an entry of kind \(kind), which this version does not know", at: start)
      }
    }
    if heads != 1 || next != commitEnd { framesAreSingle = false }
    if layout == .aligned, next != commitEnd {
      throw .contradiction("a commit lacks \(commitEnd - next) records", at: start)
    }
    if layout == .aligned { try checkSingle(at: start) }
    result.found.append(found)
    result.frames += 1
    result.entryBytes += count
  }

  /// In a segment that is not packed, a frame is a commit.
  func checkSingle(at start: Int) throws(AuditFault) {
    guard framesAreSingle else {
      throw .contradiction("a frame of a segment that is not packed holds something else than one commit", at: start)
    }
  }

  /// The number and the message of the entry at `at`, which moves behind it.
  @inline(__always)
  static func entry(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> (UInt32, Range<Int>)? {
    guard let wrapper = WireWalk.field(bytes, &at, end), wrapper.number == UInt64(SegmentFormat.logEntryField),
      case .bytes(let range) = wrapper.value
    else { return nil }
    var inner = range.lowerBound
    guard let entry = WireWalk.field(bytes, &inner, range.upperBound), inner == range.upperBound,
      case .bytes(let body) = entry.value, let kind = UInt32(exactly: entry.number)
    else { return nil }
    return (kind, body)
  }

  // MARK: kinds of entries

  private func segment(_ bytes: Span<UInt8>, _ body: Range<Int>, _ at: Int) throws(AuditFault) {
    guard let format = WireMessage.segmentFormat(bytes, body) else {
      throw .contradiction("the segment's own entry is malformed", at: at)
    }
    guard format == UInt64(SegmentFormat.version) else { throw .newerFormat("format \(format)", at: at) }
    guard let entry = WireMessage.segment(bytes, body), SegmentFormat.alignments.contains(entry.alignment.rawValue)
    else { throw .contradiction("the segment's own entry is malformed", at: at) }
    // Before the peaks are counted, of which another position has others.
    guard entry.firstPosition == result.id.firstPosition else {
      throw .contradiction("the file's name and its first entry (position \(entry.firstPosition)) differ", at: at)
    }
    guard let tree = RangeTree(start: next - 1, peaks: entry.peaks, leaves: []) else {
      throw .contradiction("the segment's own entry is malformed", at: at)
    }
    result.start = entry
    self.tree = tree
  }

  private func commit(
    _ bytes: Span<UInt8>, _ body: Range<Int>, entry: Range<Int>, _ at: Int
  ) throws(AuditFault) {
    try checkBetweenCommits(at)
    guard let commit = WireMessage.commit(bytes, body), commit.count <= SegmentFormat.maximumCommitRecords else {
      throw .contradiction("a malformed commit", at: at)
    }
    guard commit.mark == result.start?.logID.commitMark else { throw .wrongLog("a commit of another log", at: at) }
    guard commit.firstPosition.rawValue == next else {
      throw .contradiction("a commit from position \(commit.firstPosition), where \(next) comes next", at: at)
    }
    if let last = result.lastCommittedAt, commit.committedAt <= last {
      throw .contradiction("a commit that is not later than the one before", at: at)
    }
    let end = next + UInt64(commit.count)
    if let root = commit.root {
      expect(root, size: end - 1, in: "commit", at)
    } else if commit.count == 0 || end - 1 - lastRootSize >= SegmentFormat.positionsPerRoot {
      throw .contradiction("a commit without the tree root that it must hold", at: at)
    }
    unsafe bytes.extracting(entry).withUnsafeBytes { unsafe commitEntries.update(bufferPointer: $0) }
    result.commits += 1
    if result.firstCommittedAt == nil { result.firstCommittedAt = commit.committedAt }
    result.lastCommittedAt = commit.committedAt
    result.lastCommitIsClosing = commit.count == 0
    commitEnd = end
    commitFrame = result.frames
    appendEnd = next
  }

  @inline(__always)
  private func record(_ bytes: Span<UInt8>, _ body: Range<Int>, _ at: Int) throws(AuditFault) {
    guard next < commitEnd else { throw .contradiction("a record outside a commit", at: at) }
    guard let appended = WireMessage.appendCount(bytes, body) else {
      throw .contradiction("a record that is no Protocol Buffers message", at: at)
    }
    if appended > 0 {
      guard next >= appendEnd, appended <= commitEnd - next else {
        throw .contradiction("an append of \(appended) records that reaches into another, or beyond its commit", at: at)
      }
      appendEnd = next + appended
    }
    leaves.append(RangeHash.leaf(bytes.extracting(body)))
    next += 1
    result.records += 1
    if leaves.count == Self.leavesAtOnce { flush() }
  }

  private func seal(_ bytes: Span<UInt8>, _ body: Range<Int>, _ at: Int) throws(AuditFault) {
    try checkBetweenCommits(at)
    guard let seal = WireMessage.seal(bytes, body) else { throw .contradiction("a malformed seal", at: at) }
    guard seal.lastPosition.rawValue == next - 1 else {
      throw .contradiction("a seal that says position \(seal.lastPosition), where \(next - 1) is the last", at: at)
    }
    guard seal.commitsDigest == RangeHash.digest(commitEntries.finalize()) else {
      throw .contradiction("the commits do not match the seal's digest of them", at: at)
    }
    expect(seal.root, size: next - 1, in: "seal", at)
    result.seal = seal
  }

  private func checkBetweenCommits(_ at: Int) throws(AuditFault) {
    guard next == commitEnd else { throw .contradiction("a commit lacks \(commitEnd - next) records", at: at) }
    guard result.seal == nil else { throw .contradiction("an entry behind the segment's seal", at: at) }
  }

  // MARK: tree

  /// Leaves whose subtrees are built together: enough to make a call cheap, and 4 MiB of memory for all levels.
  private static let leavesAtOnce = 65_536

  private func expect(_ root: Digest, size: UInt64, in holder: String, _ at: Int) {
    lastRootSize = size
    pendingRoots.append(PendingRoot(size: size, expected: root, holder: holder, offset: at))
  }

  /// Adds the leaves so far to the tree, and compares the roots that are known by now.
  func flush() {
    guard let before = tree,
      let grown = RangeTree(start: before.end, peaks: before.peaks, leaves: leaves)
    else { return }
    leaves.removeAll(keepingCapacity: true)
    tree = grown
    pendingRoots.removeAll { pending in
      guard pending.size <= grown.end else { return false }
      compare(pending, with: grown)
      return true
    }
  }

  /// Reports the first root that differs; all later ones differ for the same reason.
  private func compare(_ pending: PendingRoot, with tree: RangeTree) {
    guard pending.size >= tree.start else { return }
    let root = tree.root(of: pending.size)
    guard let expected = pending.expected else {
      result.published = TreeHead(size: pending.size, root: root)
      return
    }
    guard root != expected, !rootsDiffer else { return }
    rootsDiffer = true
    var place = place(pending.offset)
    place.position = LogPosition(pending.size)
    result.findings.append(
      VerificationReport.Finding(
        code: .corrupt, place: place,
        what: "the records up to this position do not have the tree root that the \(pending.holder) holds",
        advice: Self.restore))
  }
}
