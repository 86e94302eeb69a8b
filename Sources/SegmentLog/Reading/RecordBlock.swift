/// What a record's commit says.
public struct CommitInfo: Hashable, Sendable {
  /// The position of the commit's first record.
  public var firstPosition: LogPosition
  /// The number of its records.
  public var count: UInt32
  /// When it was made.
  public var committedAt: LogTimestamp

  init(_ entry: CommitEntry) {
    firstPosition = entry.firstPosition
    count = entry.count
    committedAt = entry.committedAt
  }

  init(firstPosition: LogPosition, count: UInt32, committedAt: LogTimestamp) {
    self.firstPosition = firstPosition
    self.count = count
    self.committedAt = committedAt
  }

  /// The position after its last record.
  public var endPosition: LogPosition { firstPosition.advanced(by: UInt64(count)) }
}

/// One frame of the log, decompressed and checked: its checksums before decompression, its entries, counts and
/// positions after. Immutable; may be read from any number of threads.
public final class RecordBlock: Sendable {
  /// The segment that the frame is in.
  public let segment: SegmentID
  /// Where the frame starts in the segment's file.
  public let fileOffset: ByteCount
  /// The frame's length in the file, without padding.
  public let fileBytes: ByteCount
  /// The position of the first record, or of the next record to come if the block is empty.
  public let firstPosition: LogPosition
  /// The number of records.
  public let count: Int
  /// The length of the decompressed frame.
  public var entryBytes: ByteCount { ByteCount(content.count) }
  /// The position of the last record; that before `firstPosition` if the block is empty.
  public var lastPosition: LogPosition { LogPosition(firstPosition.rawValue + UInt64(count) - 1) }
  /// Whether the block holds no record.
  public var isEmpty: Bool { count == 0 }

  /// The commit that was begun in an earlier frame, if the frame starts inside one.
  private let continued: CommitInfo?
  /// The commit that ends in a later frame, if the frame ends inside one.
  let unfinished: CommitInfo?
  /// Whether the frame holds the segment's seal.
  let isSealed: Bool
  private let content: FrameBytes

  /// Checks a frame's entries. `next` is the position that its first record must have.
  init(
    _ frame: Frame, segment: SegmentID, next: LogPosition, continuing continued: CommitInfo?, mark: UInt64
  ) throws(EntryFault) {
    var parser = unsafe EntryParser(frame.content.raw)
    var position = next
    var commit = continued
    var sealed = false
    scan: while true {
      switch parser.next() {
      case .record:
        guard let open = commit, position < open.endPosition else { throw .contradiction("a record outside a commit") }
        position = position.next
      case .commit:
        guard let entry = parser.commitEntry() else { throw .malformed(at: parser.entryStart) }
        if let open = commit, position != open.endPosition { throw .contradiction("a commit lacks records") }
        guard entry.mark == mark else { throw .contradiction("a commit of another log") }
        guard entry.firstPosition == position else {
          throw .contradiction("a commit says position \(entry.firstPosition) where \(position) is next")
        }
        commit = CommitInfo(entry)
      case .seal:
        guard let entry = parser.sealEntry() else { throw .malformed(at: parser.entryStart) }
        guard entry.lastPosition.next == position else { throw .contradiction("the seal names another last position") }
        sealed = true
      case .segment:
        guard let entry = parser.segmentEntry() else { throw .malformed(at: parser.entryStart) }
        guard entry.firstPosition == segment.firstPosition, entry.logID.commitMark == mark else {
          throw .contradiction("the first entry is of another segment or log")
        }
      case .unknown: throw .unknownKind
      case .malformed: throw .malformed(at: parser.entryStart)
      case .end: break scan
      }
    }
    self.segment = segment
    fileOffset = frame.offset
    fileBytes = frame.byteCount
    firstPosition = next
    count = Int(position.rawValue - next.rawValue)
    self.continued = continued
    unfinished = commit.flatMap { $0.endPosition > position ? $0 : nil }
    isSealed = sealed
    content = frame.content
  }

  /// Calls `body` for every record from `first` to `last`, both included, that this block holds: with its position, its
  /// commit and the bytes of its `Record` message. The bytes are valid for as long as the block lives. Nothing is copied
  /// or allocated per record.
  public func forEachRecord<E: Error>(
    from first: LogPosition = .origin, through last: LogPosition = LogPosition(.max),
    _ body: (LogPosition, borrowing CommitInfo, UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    var parser = unsafe EntryParser(content.raw)
    var position = firstPosition
    var commit =
      continued
      ?? CommitInfo(
        firstPosition: firstPosition, count: 0, committedAt: LogTimestamp(microseconds: 0))
    while position <= last {
      switch parser.next() {
      case .record:
        if position >= first { try unsafe body(position, commit, parser.body) }
        position = position.next
      case .commit:
        if let entry = parser.commitEntry() { commit = CommitInfo(entry) }
      case .segment, .seal: continue
      case .end, .malformed, .unknown: return
      }
    }
  }

  /// Calls `body` with one record's commit and the bytes of its `Record` message, which are valid during the call only.
  /// Nil if the record is not in this block.
  public func record<R>(
    at position: LogPosition, _ body: (CommitInfo, UnsafeRawBufferPointer) -> R
  ) -> R? {
    var result: R?
    unsafe forEachRecord(from: position, through: position) { _, commit, bytes in
      result = unsafe body(copy commit, bytes)
    }
    return result
  }
}

/// What is wrong with a frame's entries although its checksums are right.
enum EntryFault: Error, Hashable {
  case malformed(at: Int)
  case contradiction(String)
  case unknownKind

  /// The error for a fault in a file.
  func error(_ place: SegmentError.Place) -> SegmentError {
    switch self {
    case .malformed(let offset):
      SegmentError(.corrupt, "an entry is malformed (byte \(offset) of the frame); run verify, restore", place: place)
    case .contradiction(let text):
      SegmentError(.corrupt, "the log contradicts itself: \(text); run verify, restore", place: place)
    case .unknownKind:
      SegmentError(
        .unsupportedVersion, "an entry of a kind that this version does not know; use a newer version", place: place)
    }
  }
}
