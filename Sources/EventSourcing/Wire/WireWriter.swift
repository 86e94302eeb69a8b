/// Writes fields in canonical Protocol Buffers into one growing buffer.
///
/// A writer may be kept and used for many records: `removeAll` keeps the memory. Lengths cost no second pass: one byte
/// is reserved before a message, and the rare message of 128 bytes or more is moved up to make room.
public struct WireWriter: Sendable {
  @usableFromInline var storage: [UInt8] = []
  @usableFromInline var used = 0
  /// How far the record now being written may reach.
  @usableFromInline var limit = FieldLimits.recordBytes
  @usableFromInline var depth = 0

  /// An empty writer.
  @inlinable public init() {}

  /// Bytes written.
  @inlinable public var count: Int { used }

  /// Everything written.
  @inlinable public var bytes: ArraySlice<UInt8> { storage[..<used] }

  /// Lends everything written, without a copy. The pointer must not leave `body`.
  @inlinable public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try unsafe storage.span.withUnsafeBytes { (all) throws(E) -> R in
      try unsafe body(UnsafeRawBufferPointer(rebasing: all[..<used]))
    }
  }

  /// Forgets what was written and keeps the memory.
  @inlinable public mutating func removeAll() {
    used = 0
    depth = 0
    limit = FieldLimits.recordBytes
  }

  /// Takes back everything behind `count`, such as a record that failed half-way.
  @inlinable public mutating func truncate(to count: Int) {
    precondition(count <= used)
    used = count
    depth = 0
  }

  /// Gives what follows a record limit of its own.
  @inlinable public mutating func beginRecord() { limit = used + FieldLimits.recordBytes }

  /// Checks that the record since `beginRecord` is within its limit.
  @inlinable public func endRecord() throws(FieldError) { if used > limit { throw tooLarge() } }

  /// Everything written, as an array, once the record limit is checked.
  @inlinable public func finished() throws(FieldError) -> [UInt8] {
    try endRecord()
    return Array(bytes)
  }

  /// Makes room for `count` more bytes.
  @inlinable mutating func reserve(_ count: Int) throws(FieldError) {
    if storage.count - used < count { try grow(count) }
  }

  @inline(never)
  @usableFromInline mutating func grow(_ count: Int) throws(FieldError) {
    guard used + count <= limit + 16 else { throw tooLarge() }
    let wanted = max(256, storage.count * 2, used + count)
    storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
  }

  @inline(never)
  @usableFromInline func tooLarge() -> FieldError {
    FieldError(.tooLarge, "the record is larger than \(FieldLimits.recordBytes) bytes")
  }

  /// Appends a base-128 integer.
  @inlinable public mutating func writeVarint(_ value: UInt64) throws(FieldError) {
    try reserve(10)
    let start = used
    used = unsafe storage.withUnsafeMutableBufferPointer { buffer in
      var rest = value
      var index = start
      while rest >= 0x80 {
        unsafe buffer[index] = UInt8(truncatingIfNeeded: rest) | 0x80
        rest >>= 7
        index += 1
      }
      unsafe buffer[index] = UInt8(truncatingIfNeeded: rest)
      return index + 1
    }
  }

  /// Appends eight bytes, little-endian.
  @inlinable public mutating func writeFixed64(_ value: UInt64) throws(FieldError) {
    try reserve(8)
    unsafe storage.withUnsafeMutableBytes { buffer in
      unsafe buffer.storeBytes(of: value.littleEndian, toByteOffset: used, as: UInt64.self)
    }
    used += 8
  }

  /// Appends a length and sixteen bytes, the high half first, big-endian.
  @inlinable public mutating func writeSixteen(_ high: UInt64, _ low: UInt64) throws(FieldError) {
    try reserve(17)
    unsafe storage.withUnsafeMutableBytes { buffer in
      unsafe buffer[used] = 16
      unsafe buffer.storeBytes(of: high.bigEndian, toByteOffset: used + 1, as: UInt64.self)
      unsafe buffer.storeBytes(of: low.bigEndian, toByteOffset: used + 9, as: UInt64.self)
    }
    used += 17
  }

  /// Appends a length and the bytes.
  @inlinable public mutating func writeBytes(_ bytes: [UInt8]) throws(FieldError) {
    try unsafe bytes.span.withUnsafeBytes { (raw) throws(FieldError) in try unsafe writeBytes(raw) }
  }

  /// Appends a length and the UTF-8.
  @inlinable public mutating func writeString(_ text: String) throws(FieldError) {
    try unsafe text.utf8.span.withUnsafeBytes { (raw) throws(FieldError) in try unsafe writeBytes(raw) }
  }

  /// Appends a length and the bytes.
  @unsafe @inlinable public mutating func writeBytes(_ raw: UnsafeRawBufferPointer) throws(FieldError) {
    guard raw.count <= FieldLimits.stringBytes else { throw tooLong(raw.count) }
    try writeVarint(UInt64(raw.count))
    try unsafe writeRaw(raw)
  }

  /// Appends the bytes as they are.
  @unsafe @inlinable public mutating func writeRaw(_ raw: UnsafeRawBufferPointer) throws(FieldError) {
    let count = raw.count
    try reserve(count)
    unsafe storage.withUnsafeMutableBytes { buffer in
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + count]).copyMemory(from: raw)
    }
    used += count
  }

  @inlinable mutating func writeKey(_ number: UInt32, _ type: WireType) throws(FieldError) {
    try writeVarint(UInt64(number << 3 | type.rawValue))
  }

  /// Reserves one byte for a length and returns where the content starts.
  @inlinable mutating func beginLength() throws(FieldError) -> Int {
    try reserve(1)
    used += 1
    return used
  }

  /// Fills in the length of the content since `start`.
  @inlinable mutating func endLength(_ start: Int) throws(FieldError) {
    let length = used - start
    if length < 0x80 { storage[start - 1] = UInt8(truncatingIfNeeded: length) } else { try widenLength(start, length) }
  }

  @inline(never)
  @usableFromInline mutating func widenLength(_ start: Int, _ length: Int) throws(FieldError) {
    let extra = (Int.bitWidth - length.leadingZeroBitCount + 6) / 7 - 1
    try reserve(extra)
    unsafe storage.withUnsafeMutableBytes { buffer in
      let content = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<start + length])
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start + extra..<start + extra + length])
        .copyMemory(from: content)
    }
    let end = used + extra
    used = start - 1
    try writeVarint(UInt64(length))
    used = end
  }
}

@inline(never)
@usableFromInline func tooLong(_ count: Int) -> FieldError {
  FieldError(.tooLong, "\(count) bytes are more than the \(FieldLimits.stringBytes) that a string or bytes may have")
}
