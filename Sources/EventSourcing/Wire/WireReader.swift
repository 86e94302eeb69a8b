/// Reads fields from canonical Protocol Buffers in one forward pass.
///
/// The reader stands on a decoded key. `seek` skips, unread, every field with a lower number than the one asked for:
/// a message that describes few fields reads only those. The pointer arithmetic of all reading is in this file, and
/// every step checks `end` first.
///
/// A reader made from a pointer must not outlive the bytes; `reading` bounds its life for you. After a thrown error it
/// must not be used again.
@safe
public struct WireReader {
  @usableFromInline var cursor: UnsafeRawPointer
  /// The end of the message that the reader stands in.
  @usableFromInline var end: UnsafeRawPointer
  /// The key ahead: number << 3 | wire type; `WireReader.ended` at the end of the message.
  @usableFromInline var key: UInt32
  @usableFromInline var depth: UInt32

  /// A number above every valid one, so that one comparison tells "later or never".
  @inlinable static var ended: UInt32 { .max }
  /// Before the first key; field numbers start at 1, and keys must not fall.
  @inlinable static var started: UInt32 { 1 << 3 }

  /// A reader at the start of a message. The bytes must outlive it and not change.
  @unsafe @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) throws(FieldError) {
    if let base = bytes.baseAddress {
      unsafe cursor = base
      unsafe end = base + bytes.count
    } else {
      unsafe cursor = Self.nowhere
      unsafe end = Self.nowhere
    }
    key = Self.started
    depth = 0
    try advance()
  }

  /// An address for empty messages; never read from, because `end` is the same.
  @inlinable static var nowhere: UnsafeRawPointer {
    guard let address = unsafe UnsafeRawPointer(bitPattern: 16) else { preconditionFailure("16 is not null") }
    return unsafe address
  }

  /// Lends a reader over `bytes` to `body`.
  @inlinable
  public static func reading<R>(
    _ bytes: [UInt8], _ body: (inout WireReader) throws(FieldError) -> R
  ) throws(FieldError) -> R {
    try unsafe bytes.span.withUnsafeBytes { (raw) throws(FieldError) -> R in
      var reader = try unsafe WireReader(raw)
      return try body(&reader)
    }
  }

  /// Whether the message has no further field.
  @inlinable public var isAtEnd: Bool { key == Self.ended }
  /// The number of the field ahead; above every valid number at the end.
  @inlinable public var number: UInt32 { key >> 3 }

  /// Skips to the field `number`; false if the message does not have it.
  @inlinable @inline(__always)
  public mutating func seek(_ number: UInt32) throws(FieldError) -> Bool {
    if key >> 3 < number { try skip(before: number) }
    return key >> 3 == number
  }

  /// Skips every field with a lower number. In one loop of its own, so that a narrow reader's calls are few.
  @usableFromInline
  mutating func skip(before number: UInt32) throws(FieldError) {
    repeat {
      try skip()
      try advance()
    } while key >> 3 < number
  }

  /// Skips to the field `number` and checks its wire type; false if the message does not have it.
  @inlinable @inline(__always)
  public mutating func seek(_ number: UInt32, _ type: WireType) throws(FieldError) -> Bool {
    guard try seek(number) else { return false }
    if key & 7 != type.rawValue { throw wrongWireType() }
    return true
  }

  /// Reads the key after a value. Keys never fall.
  @inlinable @inline(__always)
  public mutating func advance() throws(FieldError) {
    guard unsafe cursor < end else {
      key = Self.ended
      return
    }
    let first = unsafe cursor.load(as: UInt8.self)
    var next = UInt32(first)
    if first < 0x80 { unsafe cursor += 1 } else { next = try readLongKey() }
    if next >> 3 < key >> 3 { throw notAscending(next) }
    key = next
  }

  /// Like `advance`, but the same number again is an error: the field holds one value.
  @inlinable @inline(__always)
  public mutating func advancePast(_ number: UInt32) throws(FieldError) {
    try advance()
    if key >> 3 == number { throw repeated() }
  }

  @inline(never)
  @usableFromInline mutating func readLongKey() throws(FieldError) -> UInt32 {
    // Every event's key is one of two or three bytes.
    if unsafe end - cursor >= 4 {
      let word = unsafe UInt32(littleEndian: cursor.loadUnaligned(as: UInt32.self))
      let (low, middle, high) = (word & 0x7f, word >> 1 & 0x3f80, word >> 2 & 0x1f_c000)
      if word & 0x8080 == 0x80, middle != 0 {
        unsafe cursor += 2
        return low | middle
      }
      if word & 0x80_8080 == 0x8080, high != 0 {
        unsafe cursor += 3
        return low | middle | high
      }
    }
    let value = try readVarint()
    guard let key = UInt32(exactly: value), key >> 3 < Self.ended >> 3 else {
      throw FieldError(.malformed, "a field number is out of range")
    }
    return key
  }

  /// Skips the value behind the key.
  @inlinable @inline(__always)
  mutating func skip() throws(FieldError) {
    switch key & 7 {
    case WireType.varint.rawValue: _ = try readVarint()
    case WireType.fixed64.rawValue: _ = try unsafe take(8)
    case WireType.bytes.rawValue: _ = try unsafe take(readLength())
    case WireType.fixed32.rawValue: _ = try unsafe take(4)
    default: throw unusedWireType()
    }
  }

  /// How many values of the field ahead follow each other: what an array of them needs to allocate once. Ends at what
  /// is malformed; reading meets that again and says so.
  @usableFromInline
  func countAhead() -> Int {
    let number = self.number
    var (ahead, count) = (self, 0)
    while ahead.number == number, count < FieldLimits.elements {
      do throws(FieldError) {
        try ahead.skip()
        try ahead.advance()
      } catch {
        return count
      }
      count += 1
    }
    return count
  }

  /// Moves past `count` bytes and returns where they start.
  @unsafe @inlinable @inline(__always)
  mutating func take(_ count: Int) throws(FieldError) -> UnsafeRawPointer {
    guard unsafe count <= end - cursor else { throw truncated() }
    let start = unsafe cursor
    unsafe cursor += count
    return unsafe start
  }

  /// Reads a base-128 integer.
  @inlinable @inline(__always)
  public mutating func readVarint() throws(FieldError) -> UInt64 {
    guard unsafe cursor < end else { throw truncated() }
    let first = unsafe cursor.load(as: UInt8.self)
    if first < 0x80 {
      unsafe cursor += 1
      return UInt64(first)
    }
    return try readLongVarint()
  }

  @usableFromInline mutating func readLongVarint() throws(FieldError) -> UInt64 {
    // Eight bytes at once hold most integers: the first byte without its upper bit is the last one.
    if unsafe end - cursor >= 8 {
      let word = unsafe UInt64(littleEndian: cursor.loadUnaligned(as: UInt64.self))
      let stops = ~word & 0x8080_8080_8080_8080
      if stops != 0 {
        let bits = stops.trailingZeroBitCount + 1
        let bytes = word & (UInt64.max >> UInt64(64 - bits))
        guard bytes >> UInt64(bits - 8) != 0 else { throw tooLongInteger() }
        unsafe cursor += bits / 8
        return Self.sevenBitGroups(bytes)
      }
    }
    return try readVarintByBytes()
  }

  /// Puts the lower seven bits of each byte together: pairs of bytes, then of pairs, then of those.
  private static func sevenBitGroups(_ bytes: UInt64) -> UInt64 {
    let ones = bytes & 0x7f7f_7f7f_7f7f_7f7f
    let twos = (ones & 0x7f00_7f00_7f00_7f00) >> 1 | (ones & 0x007f_007f_007f_007f)
    let fours = (twos & 0x3fff_0000_3fff_0000) >> 2 | (twos & 0x0000_3fff_0000_3fff)
    return (fours & 0x0fff_ffff_0000_0000) >> 4 | (fours & 0x0000_0000_0fff_ffff)
  }

  private mutating func readVarintByBytes() throws(FieldError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while unsafe cursor < end {
      let byte = unsafe cursor.load(as: UInt8.self)
      unsafe cursor += 1
      // The tenth byte holds one bit, and a last byte of zero says nothing.
      if byte == 0 || (shift == 63 && byte > 1) { throw tooLongInteger() }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw truncated()
  }

  /// Reads a length, without checking it against the bytes that are left.
  @inlinable @inline(__always)
  mutating func readLength() throws(FieldError) -> Int {
    let value = try readVarint()
    guard value <= UInt64(Int32.max) else { throw truncated() }
    return Int(truncatingIfNeeded: value)
  }

  /// Reads eight bytes, little-endian.
  @inlinable @inline(__always)
  public mutating func readFixed64() throws(FieldError) -> UInt64 {
    UInt64(littleEndian: unsafe try take(8).loadUnaligned(as: UInt64.self))
  }

  /// Reads sixteen bytes behind their length: the high half first, big-endian.
  @inlinable @inline(__always)
  public mutating func readSixteen() throws(FieldError) -> (high: UInt64, low: UInt64) {
    let length = try readLength()
    guard length == 16 else { throw wrongLength(length, 16) }
    let start = try unsafe take(16)
    return unsafe (
      UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
      UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }

  /// Reads three bytes behind their length, the first one highest; nil, and nothing is read, if there are not three.
  @inlinable
  public mutating func readThree() throws(FieldError) -> UInt32? {
    guard unsafe end - cursor >= 4, unsafe cursor.load(as: UInt8.self) == 3 else { return nil }
    let start = try unsafe take(4)
    return unsafe UInt32(bigEndian: start.loadUnaligned(as: UInt32.self)) & 0xff_ffff
  }

  /// The bytes behind their length, where they lie. They must not be used longer than the reader's bytes live.
  @unsafe @inlinable @inline(__always)
  public mutating func readRaw() throws(FieldError) -> UnsafeRawBufferPointer {
    let length = try readLength()
    let start = try unsafe take(length)
    return unsafe UnsafeRawBufferPointer(start: start, count: length)
  }

  /// Reads bytes behind their length, at most `FieldLimits.stringBytes`.
  @inlinable
  public mutating func readBytes() throws(FieldError) -> [UInt8] {
    let raw = try unsafe readRaw()
    guard raw.count <= FieldLimits.stringBytes else { throw tooLong(raw.count) }
    return unsafe Array(raw)
  }

  /// Reads UTF-8 behind its length, at most `FieldLimits.stringBytes`.
  @inlinable
  public mutating func readString() throws(FieldError) -> String {
    let raw = try unsafe readRaw()
    guard raw.count <= FieldLimits.stringBytes else { throw tooLong(raw.count) }
    guard let text = unsafe String(validating: raw, as: UTF8.self) else {
      throw FieldError(.invalidUTF8, "the string is not valid UTF-8")
    }
    return text
  }

  /// Steps into the message behind its length, lends itself to `body`, and steps out behind it, whatever was read.
  @inlinable
  public mutating func readMessage<R>(_ body: (inout WireReader) throws(FieldError) -> R) throws(FieldError) -> R {
    guard depth < FieldLimits.depth else { throw tooDeep() }
    let outerEnd = unsafe end
    let outerKey = key
    let length = try readLength()
    guard unsafe length <= end - cursor else { throw truncated() }
    unsafe end = cursor + length
    key = Self.started
    depth += 1
    try advance()
    let result = try body(&self)
    depth -= 1
    unsafe cursor = end
    unsafe end = outerEnd
    key = outerKey
    return result
  }
}

extension WireReader {
  @inline(never)
  @usableFromInline func truncated() -> FieldError { FieldError(.truncated, "the bytes end inside a field") }

  @inline(never)
  func tooLongInteger() -> FieldError {
    FieldError(.malformed, "an integer is longer than it needs to be or than 64 bits")
  }

  @inline(never)
  @usableFromInline func repeated() -> FieldError { FieldError(.repeated, "the field occurs twice") }

  @inline(never)
  @usableFromInline func unusedWireType() -> FieldError {
    FieldError(.malformed, "wire type \(key & 7) of field \(key >> 3) is not used here")
  }

  @inline(never)
  @usableFromInline func wrongWireType() -> FieldError {
    FieldError(.wrongType, "wire type \(key & 7) is not the field's")
  }

  @inline(never)
  @usableFromInline func wrongLength(_ length: Int, _ wanted: Int) -> FieldError {
    FieldError(.wrongType, "\(length) bytes where \(wanted) are due")
  }

  @inline(never)
  @usableFromInline func notAscending(_ next: UInt32) -> FieldError {
    FieldError(.notAscending, "field \(next >> 3) follows field \(key >> 3)")
  }
}
