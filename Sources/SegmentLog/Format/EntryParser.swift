/// Walks the entries of decompressed bytes without copying or allocating. All unsafe parsing of the log is here.
///
/// The memory must outlive the parser; whoever makes one sees to that.
@safe struct EntryParser {
  /// What `next` found.
  enum Kind {
    case segment, commit, record, seal
    /// An entry of a kind that this version does not know.
    case unknown
    /// Not an entry.
    case malformed
    case end
  }

  private let base: UnsafeRawPointer?
  private let end: Int
  /// Where the next entry starts.
  private(set) var offset = 0
  /// Where the entry that `next` returned starts.
  private(set) var entryStart = 0
  private var bodyStart = 0
  private var bodyEnd = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    unsafe base = bytes.baseAddress
    end = bytes.count
  }

  /// The message inside the entry that `next` returned.
  var body: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base.map { unsafe $0 + bodyStart }, count: bodyEnd - bodyStart)
  }

  /// The whole entry that `next` returned, with its tags and lengths.
  var entry: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base.map { unsafe $0 + entryStart }, count: bodyEnd - entryStart)
  }

  /// Goes to the next entry.
  @inline(__always)
  mutating func next() -> Kind {
    guard offset < end else { return .end }
    entryStart = offset
    guard byte() == UInt8(wireTag(SegmentFormat.logEntryField, .lengthDelimited)), let length = varint(),
      length >= 2, length <= UInt64(end - offset)
    else { return .malformed }
    let entryEnd = offset + Int(length)
    guard let tag = byte(), tag & 7 == UInt8(WireType.lengthDelimited.rawValue), let count = varint(),
      offset <= entryEnd, count == UInt64(entryEnd - offset)
    else { return .malformed }
    bodyStart = offset
    bodyEnd = entryEnd
    offset = entryEnd
    switch UInt32(tag >> 3) {
    case SegmentFormat.recordField: return .record
    case SegmentFormat.commitField: return .commit
    case SegmentFormat.segmentField: return .segment
    case SegmentFormat.sealField: return .seal
    case 0: return .malformed
    default: return .unknown
    }
  }

  @inline(__always)
  private mutating func byte() -> UInt8? {
    guard offset < end, let base = unsafe base else { return nil }
    defer { offset += 1 }
    return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
  }

  @inline(__always)
  private mutating func varint() -> UInt64? {
    guard let first = byte() else { return nil }
    if first < 0x80 { return UInt64(first) }
    return longVarint(first)
  }

  private mutating func longVarint(_ first: UInt8) -> UInt64? {
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while let next = byte() {
      if shift == 63, next > 1 { return nil }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
      if shift > 63 { return nil }
    }
    return nil
  }

  // MARK: fields of the log's own messages

  private mutating func fixed64() -> UInt64? {
    guard end - offset >= 8, let base = unsafe base else { return nil }
    defer { offset += 8 }
    return UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private mutating func bytes() -> UnsafeRawBufferPointer? {
    guard let count = varint(), count <= UInt64(end - offset), let base = unsafe base else { return nil }
    defer { offset += Int(count) }
    return unsafe UnsafeRawBufferPointer(start: base + offset, count: Int(count))
  }

  private mutating func digest() -> Digest? {
    guard let bytes = unsafe bytes() else { return nil }
    return unsafe Digest(bytes)
  }

  /// Reads the segment entry that `next` returned; nil if it is malformed.
  func segmentEntry() -> SegmentEntry? {
    var fields = unsafe EntryParser(body)
    var format: UInt64 = 0
    var logID: LogID?
    var first: UInt64 = 0
    var peaks: [Digest] = []
    var alignment: UInt64 = 0
    while fields.offset < fields.end {
      switch fields.varint() {
      case 0x08: guard let value = fields.varint() else { return nil }; format = value
      case 0x12:
        guard let bytes = unsafe fields.bytes(), let id = unsafe LogID(bytes) else { return nil }
        logID = id
      case 0x18: guard let value = fields.varint() else { return nil }; first = value
      case 0x22:
        guard let peak = fields.digest(), peaks.count < SegmentFormat.maximumPeaks else { return nil }
        peaks.append(peak)
      case 0x28: guard let value = fields.varint() else { return nil }; alignment = value
      default: return nil
      }
    }
    guard let logID, first > 0, let format = UInt32(exactly: format), let alignment = Int(exactly: alignment) else {
      return nil
    }
    return SegmentEntry(
      format: format, logID: logID, firstPosition: LogPosition(first), peaks: peaks, alignment: ByteCount(alignment))
  }

  /// The format number of the segment entry that `next` returned, read past anything that a newer version may add.
  func segmentFormat() -> UInt32? {
    var fields = unsafe EntryParser(body)
    guard fields.varint() == 0x08, let format = fields.varint() else { return nil }
    return UInt32(exactly: format)
  }

  /// Reads the commit entry that `next` returned; nil if it is malformed.
  func commitEntry() -> CommitEntry? {
    var fields = unsafe EntryParser(body)
    var commit = CommitEntry(
      firstPosition: .origin, count: 0, committedAt: LogTimestamp(microseconds: 0), root: nil, mark: 0)
    while fields.offset < fields.end {
      switch fields.varint() {
      case 0x08:
        guard let value = fields.varint() else { return nil }
        commit.firstPosition = LogPosition(value)
      case 0x10:
        guard let value = fields.varint(), value <= UInt64(SegmentFormat.maximumCommitRecords) else { return nil }
        commit.count = UInt32(value)
      case 0x19:
        guard let value = fields.fixed64() else { return nil }
        commit.committedAt = LogTimestamp(microseconds: Int64(bitPattern: value))
      case 0x22: guard let root = fields.digest() else { return nil }; commit.root = root
      case 0x29: guard let mark = fields.fixed64() else { return nil }; commit.mark = mark
      default: return nil
      }
    }
    // A position so large that adding a count overflows was never written.
    guard commit.firstPosition > .origin, commit.firstPosition.rawValue < UInt64.max >> 1 else { return nil }
    return commit
  }

  /// Reads the seal entry that `next` returned; nil if it is malformed.
  func sealEntry() -> SealEntry? {
    var fields = unsafe EntryParser(body)
    var last: UInt64 = 0
    var root: Digest?
    var commits: Digest?
    while fields.offset < fields.end {
      switch fields.varint() {
      case 0x08: guard let value = fields.varint() else { return nil }; last = value
      case 0x12: guard let digest = fields.digest() else { return nil }; root = digest
      case 0x1A: guard let digest = fields.digest() else { return nil }; commits = digest
      default: return nil
      }
    }
    guard let root, let commits else { return nil }
    return SealEntry(lastPosition: LogPosition(last), root: root, commitsDigest: commits)
  }
}
