/// A field of a Protocol Buffers message: its number and where its value is.
struct WireField {
  var number: UInt64
  var value: Value

  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32
    /// Indices of the bytes.
    case bytes(Range<Int>)
  }
}

/// Walks the Protocol Buffers wire format, checking every bound.
enum WireWalk {
  /// The field at `at`, which moves behind it; nil if there is none before `end` or it is malformed.
  @inline(__always)
  static func field(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> WireField? {
    guard let tag = varint(bytes, &at, end), tag >> 3 > 0 else { return nil }
    switch tag & 7 {
    case 0:
      guard let value = varint(bytes, &at, end) else { return nil }
      return WireField(number: tag >> 3, value: .varint(value))
    case 1:
      guard end - at >= 8 else { return nil }
      var value: UInt64 = 0
      for index in 0..<8 { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
      at += 8
      return WireField(number: tag >> 3, value: .fixed64(value))
    case 2:
      guard let count = varint(bytes, &at, end), count <= UInt64(end - at) else { return nil }
      let range = at..<(at + Int(count))
      at = range.upperBound
      return WireField(number: tag >> 3, value: .bytes(range))
    case 5:
      guard end - at >= 4 else { return nil }
      at += 4
      return WireField(number: tag >> 3, value: .fixed32)
    default:
      return nil
    }
  }

  @inline(__always)
  private static func varint(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < end, shift < 64 {
      let byte = bytes[at]
      at += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

/// The log's own messages, read strictly: known fields only, each of its type, ascending, and only `peaks` repeated.
/// Whatever else a message holds, this version did not write it.
enum WireMessage {
  static func segment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> SegmentEntry? {
    var format: UInt64 = 0
    var logID: LogID?
    var first: UInt64 = 0
    var peaks: [Digest] = []
    var alignment: UInt64 = 0
    let complete = walk(bytes, range, repeated: 4) { field in
      switch (field.number, field.value) {
      case (1, .varint(let value)): format = value
      case (2, .bytes(let range)): logID = LogID(array(bytes, range))
      case (3, .varint(let value)): first = value
      case (4, .bytes(let range)):
        guard let peak = Digest(array(bytes, range)) else { return false }
        peaks.append(peak)
      case (5, .varint(let value)): alignment = value
      default: return false
      }
      return true
    }
    guard complete, let logID, let format = UInt32(exactly: format), let alignment = Int(exactly: alignment) else {
      return nil
    }
    return SegmentEntry(
      format: format, logID: logID, firstPosition: LogPosition(first), peaks: peaks, alignment: ByteCount(alignment))
  }

  /// The format of a segment entry, which a newer version may have given other fields.
  static func segmentFormat(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    var at = range.lowerBound
    guard let field = WireWalk.field(bytes, &at, range.upperBound), field.number == 1,
      case .varint(let format) = field.value
    else { return nil }
    return format
  }

  static func commit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> CommitEntry? {
    var first: UInt64 = 0
    var count: UInt64 = 0
    var committedAt: UInt64 = 0
    var root: Digest?
    var mark: UInt64 = 0
    let complete = walk(bytes, range) { field in
      switch (field.number, field.value) {
      case (1, .varint(let value)): first = value
      case (2, .varint(let value)): count = value
      case (3, .fixed64(let value)): committedAt = value
      case (4, .bytes(let range)):
        guard let digest = Digest(array(bytes, range)) else { return false }
        root = digest
      case (5, .fixed64(let value)): mark = value
      default: return false
      }
      return true
    }
    guard complete, let count = UInt32(exactly: count) else { return nil }
    return CommitEntry(
      firstPosition: LogPosition(first), count: count,
      committedAt: LogTimestamp(microseconds: Int64(bitPattern: committedAt)), root: root, mark: mark)
  }

  static func seal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> SealEntry? {
    var last: UInt64 = 0
    var root: Digest?
    var commits: Digest?
    let complete = walk(bytes, range) { field in
      switch (field.number, field.value) {
      case (1, .varint(let value)): last = value
      case (2, .bytes(let range)): root = Digest(array(bytes, range))
      case (3, .bytes(let range)): commits = Digest(array(bytes, range))
      default: return false
      }
      return true
    }
    guard complete, let root, let commits else { return nil }
    return SealEntry(lastPosition: LogPosition(last), root: root, commitsDigest: commits)
  }

  /// `Record.append_count`, the only field of a record that the log's rules speak of; 0 if it is absent, nil if the
  /// message is malformed. Other fields may be anything.
  static func appendCount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    var at = range.lowerBound
    var count: UInt64 = 0
    while at < range.upperBound {
      guard let field = WireWalk.field(bytes, &at, range.upperBound) else { return nil }
      if field.number == appendCountField {
        guard case .varint(let value) = field.value else { return nil }
        count = value
      }
    }
    return count
  }

  /// `Record.append_count`.
  private static let appendCountField: UInt64 = 7

  private static func walk(
    _ bytes: Span<UInt8>, _ range: Range<Int>, repeated: UInt64? = nil, _ take: (WireField) -> Bool
  ) -> Bool {
    var at = range.lowerBound
    var last: UInt64 = 0
    while at < range.upperBound {
      guard let field = WireWalk.field(bytes, &at, range.upperBound),
        field.number > last || field.number == last && field.number == repeated, take(field)
      else { return false }
      last = field.number
    }
    return true
  }

  private static func array(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] { range.map { bytes[$0] } }
}
