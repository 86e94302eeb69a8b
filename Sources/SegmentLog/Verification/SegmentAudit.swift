internal import Crypto
internal import SystemPackage

/// What is wrong at one place of a segment.
enum AuditFault: Error {
  /// Bytes are not what a write leaves. At the end of a log this may be a write that was never finished.
  case damage(String, at: Int)
  /// Every checksum is right and the content cannot be.
  case contradiction(String, at: Int)
  /// A newer version wrote this.
  case newerFormat(String, at: Int)
  case wrongLog(String, at: Int)
  case unreadable(Errno, at: Int)
}

/// What checking one segment gave.
struct SegmentResult: Sendable {
  let id: SegmentID
  let path: FilePath
  /// The first entry; nil if it could not be read.
  var start: SegmentEntry?
  var seal: SealEntry?
  var frames = 0
  var commits = 0
  var records: UInt64 = 0
  var entryBytes = 0
  var fileBytes = 0
  var firstCommittedAt: LogTimestamp?
  var lastCommittedAt: LogTimestamp?
  var lastCommitIsClosing = false
  /// Where the frames are.
  var found: [FoundFrame] = []
  /// Behind the last frame that is right, with its padding.
  var end = 0
  /// The tree up to the last record that was read.
  var head: TreeHead?
  var published: TreeHead?
  /// Everything up to the end of the segment was read.
  var isComplete = false
  var isTorn = false
  var findings: [VerificationReport.Finding] = []
  var notes: [VerificationReport.Note] = []

  /// The position of the last record that was read; that before the segment if it has none.
  var lastPosition: LogPosition { LogPosition(id.firstPosition.rawValue - 1 + records) }
}

/// Checks one segment file from its first byte to its last. One thread at a time.
///
/// Two layouts are told apart by what follows the first frame:
///
/// ```
/// active, closed   frame | padding | frame | padding | ... | rest      every frame on a boundary
/// packed           frame | frame | frame | ...                         nothing else
/// ```
final class SegmentAudit {
  enum Layout { case aligned, packed }

  var result: SegmentResult
  /// Nothing comes after this segment.
  let isLast: Bool
  /// What `head` says, as far as it is known.
  var head: HeadAudit?
  var walk: FrameWalk
  /// Where the next piece starts.
  var offset = 0
  var layout: Layout?
  /// Every frame so far holds one entry other than records, and all of its records.
  var framesAreSingle = true
  let rereadHead: () -> HeadAudit?

  // What the entries said so far.
  var next: UInt64
  var commitEnd: UInt64
  var appendEnd: UInt64
  var lastRootSize: UInt64
  /// The number of the frame in which the last commit began.
  var commitFrame = 0
  var commitEntries = SHA256()
  var leaves: [Digest] = []
  var tree: RangeTree?
  var pendingRoots: [PendingRoot] = []
  var rootsDiffer = false

  /// A root to be compared as soon as the leaves are there.
  struct PendingRoot {
    var size: UInt64
    /// Nil: only to be computed.
    var expected: Digest?
    var holder: String
    var offset: Int
  }

  /// `published`: the size of the tree to be computed on the way.
  init(
    _ id: SegmentID, path: FilePath, file: any File, isLast: Bool, head: HeadAudit?, published: UInt64?,
    rereadHead: @escaping () -> HeadAudit?
  ) throws(Errno) {
    result = SegmentResult(id: id, path: path)
    self.isLast = isLast
    self.head = head
    self.rereadHead = rereadHead
    walk = try FrameWalk(file)
    next = id.firstPosition.rawValue
    commitEnd = next
    appendEnd = next
    lastRootSize = next - 1
    result.fileBytes = walk.fileBytes
    if let published {
      pendingRoots.append(PendingRoot(size: published, expected: nil, holder: "head", offset: 0))
    }
  }

  /// Reads the whole segment; whatever is wrong is in the result. `progress` gets bytes and records after each frame.
  func run(progress: (_ bytes: Int, _ records: UInt64) -> Void) -> SegmentResult {
    var retries = 0
    while true {
      let before = offset
      let records = result.records
      do {
        let goesOn = try step()
        progress((goesOn ? offset : walk.fileBytes) - before, result.records - records)
        if goesOn { continue }
        result.isComplete = true
        break
      } catch {
        guard case .damage(let reason, let at) = error else {
          conclude(error)
          break
        }
        if retryIsDue(&retries, since: before) { continue }
        let proof = proofOfDurability(at)
        // The search for it reads on, and what it finds may have been written since the damage was seen.
        if case .found = proof, retryIsDue(&retries, since: before) { continue }
        concludeDamage(reason, at, proof)
        break
      }
    }
    flush()
    result.end = offset
    result.head = tree.map { TreeHead(size: $0.end, root: $0.root(of: $0.end)) }
    if result.isComplete { checkEnd() }
    return result
  }

  /// Goes over the next piece of the file; false at the end.
  private func step() throws(AuditFault) -> Bool {
    let start = offset
    switch try piece(at: start) {
    case .endOfFile:
      guard result.frames > 0 else { throw .damage("the file is empty", at: 0) }
      return false
    case .frame(let end):
      guard result.seal == nil else { throw .contradiction("a frame behind the segment's seal", at: start) }
      if let alignment, start % alignment != 0 {
        guard layout != .aligned else { throw .damage("a frame that is not on a boundary of \(alignment)", at: start) }
        layout = .packed
      }
      try frame(at: start)
      offset = end
      return true
    case .skippable(let end):
      return try skippable(from: start, to: end)
    }
  }

  /// Checks padding, or the rest of the file.
  private func skippable(from start: Int, to end: Int) throws(AuditFault) -> Bool {
    guard let alignment else { throw .damage("the file does not begin with a frame", at: start) }
    guard layout != .packed else { throw .damage("a skippable frame in a packed segment", at: start) }
    layout = .aligned
    try checkSingle(at: start)
    let isPadding = start % alignment != 0
    let expected = isPadding ? paddingEnd(start, alignment) : walk.fileBytes
    guard end == expected else {
      throw .damage("\(isPadding ? "padding" : "the unused rest") of another length than it must have", at: start)
    }
    if let stray = try firstNonZero(from: start + SegmentFormat.skippableHeaderBytes, to: end) {
      throw .damage("a byte at offset \(stray) that is not zero, where no commit wrote", at: start)
    }
    if isPadding { offset = end }
    return isPadding
  }

  /// Where the padding ends that starts at an offset: the first boundary with room for its header.
  func paddingEnd(_ start: Int, _ alignment: Int) -> Int {
    (start + SegmentFormat.skippableHeaderBytes + alignment - 1) / alignment * alignment
  }

  var alignment: Int? { result.start?.alignment.rawValue }

  /// What must hold when a segment was read to its end.
  private func checkEnd() {
    if next != commitEnd { conclude(.contradiction("the last commit lacks \(commitEnd - next) records", at: offset)) }
    if layout == .packed, result.seal == nil { conclude(.contradiction("a packed segment has no seal", at: offset)) }
  }

  // MARK: results

  /// Records what ended the walk.
  private func conclude(_ fault: AuditFault) {
    result.isComplete = false
    switch fault {
    case .damage(let reason, let at): concludeDamage(reason, at, proofOfDurability(at))
    case .contradiction(let what, let at): add(.corrupt, what, at, Self.restore)
    case .newerFormat(let what, let at): add(.unsupportedVersion, what, at, "verify with the version that wrote it")
    case .wrongLog(let what, let at): add(.wrongLog, what, at, "put back the file of this log")
    case .unreadable(let errno, let at):
      add(.io, "the file cannot be read (\(errno))", at, "check the device and its cables, then restore from a copy")
    }
  }

  static let restore = "change nothing, and restore this file from a copy"

  func add(_ code: SegmentError.Code, _ what: String, _ at: Int, _ advice: String) {
    result.findings.append(
      VerificationReport.Finding(code: code, place: place(at), what: what, advice: advice))
  }

  func place(_ at: Int) -> SegmentError.Place {
    SegmentError.Place(file: result.path, offset: ByteCount(at), position: LogPosition(next))
  }

  // MARK: reading

  func piece(at offset: Int) throws(AuditFault) -> FilePiece {
    do { return try walk.piece(at: offset) } catch { throw error.fault(at: offset) }
  }

  func firstNonZero(from: Int, to end: Int) throws(AuditFault) -> Int? {
    do { return try walk.firstNonZero(from: from, to: end) } catch { throw error.fault(at: from) }
  }
}

extension WalkFault {
  func fault(at offset: Int) -> AuditFault {
    switch self {
    case .damaged(let reason): .damage(reason, at: offset)
    case .unreadable(let errno): .unreadable(errno, at: offset)
    }
  }
}
