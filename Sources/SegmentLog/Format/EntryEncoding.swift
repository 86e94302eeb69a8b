/// Encodes entries in the Protocol Buffers wire format: ascending fields, zero values left out.
enum EntryEncoding {
  static func append(_ entry: SegmentEntry, to bytes: inout [UInt8]) {
    var message: [UInt8] = []
    message.appendField(1, varint: UInt64(entry.format))
    message.appendField(2, bytes: entry.logID.bytes)
    message.appendField(3, varint: entry.firstPosition.rawValue)
    for peak in entry.peaks { message.appendField(4, digest: peak) }
    message.appendField(5, varint: UInt64(entry.alignment.rawValue))
    append(SegmentFormat.segmentField, message, to: &bytes)
  }

  static func append(_ entry: CommitEntry, to bytes: inout [UInt8]) {
    var message: [UInt8] = []
    message.reserveCapacity(80)
    message.appendField(1, varint: entry.firstPosition.rawValue)
    message.appendField(2, varint: UInt64(entry.count))
    message.appendField(3, fixed64: UInt64(bitPattern: entry.committedAt.rawValue))
    if let root = entry.root { message.appendField(4, digest: root) }
    message.appendField(5, fixed64: entry.mark)
    append(SegmentFormat.commitField, message, to: &bytes)
  }

  static func append(_ entry: SealEntry, to bytes: inout [UInt8]) {
    var message: [UInt8] = []
    message.appendField(1, varint: entry.lastPosition.rawValue)
    message.appendField(2, digest: entry.root)
    message.appendField(3, digest: entry.commitsDigest)
    append(SegmentFormat.sealField, message, to: &bytes)
  }

  /// The two tags and lengths that stand before a record message of `count` bytes.
  static func appendRecordHeader(messageBytes count: Int, to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: largestRecordHeader) { bytes in
      bytes.appendVarint(wireTag(SegmentFormat.logEntryField, .lengthDelimited))
      bytes.appendVarint(UInt64(1 + varintBytes(UInt64(count)) + count))
      bytes.appendVarint(wireTag(SegmentFormat.recordField, .lengthDelimited))
      bytes.appendVarint(UInt64(count))
    }
  }

  /// Two tags of a byte, two lengths of ten at most.
  private static let largestRecordHeader = 22

  private static func append(_ field: UInt32, _ message: [UInt8], to bytes: inout [UInt8]) {
    bytes.appendVarint(wireTag(SegmentFormat.logEntryField, .lengthDelimited))
    bytes.appendVarint(UInt64(1 + varintBytes(UInt64(message.count)) + message.count))
    bytes.appendField(field, bytes: message)
  }
}

/// The wire types that the log itself uses.
enum WireType: UInt64 {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
}

func wireTag(_ field: UInt32, _ type: WireType) -> UInt64 { UInt64(field) << 3 | type.rawValue }

/// How many bytes a number takes as a varint.
func varintBytes(_ value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }

extension OutputSpan<UInt8> {
  fileprivate mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

extension [UInt8] {
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  mutating func appendLittleEndian(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
  }

  mutating func appendLittleEndian(_ value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }

  fileprivate mutating func appendField(_ field: UInt32, varint value: UInt64) {
    if value == 0 { return }
    appendVarint(wireTag(field, .varint))
    appendVarint(value)
  }

  fileprivate mutating func appendField(_ field: UInt32, fixed64 value: UInt64) {
    if value == 0 { return }
    appendVarint(wireTag(field, .fixed64))
    appendLittleEndian(value)
  }

  fileprivate mutating func appendField(_ field: UInt32, bytes: [UInt8]) {
    appendVarint(wireTag(field, .lengthDelimited))
    appendVarint(UInt64(bytes.count))
    append(contentsOf: bytes)
  }

  fileprivate mutating func appendField(_ field: UInt32, digest: Digest) {
    appendVarint(wireTag(field, .lengthDelimited))
    appendVarint(UInt64(Digest.byteCount))
    unsafe digest.withBytes { unsafe append(contentsOf: $0) }
  }
}
