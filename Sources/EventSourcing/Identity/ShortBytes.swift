/// Bytes of which the first 24 need no heap: a UUID and a date fit.
public struct ShortBytes: Hashable, Sendable {
  /// How many bytes lie inline.
  public static let inlineCapacity = 24

  // Inline bytes as little-endian words, the rest zero; all zero when `long` is used.
  @usableFromInline let a: UInt64
  @usableFromInline let b: UInt64
  @usableFromInline let c: UInt64
  @usableFromInline let inlineCount: UInt32
  @usableFromInline let long: [UInt8]?

  /// Copies the bytes.
  @unsafe @inlinable public init(_ raw: UnsafeRawBufferPointer) {
    guard raw.count <= Self.inlineCapacity else {
      (a, b, c, inlineCount) = (0, 0, 0, 0)
      long = unsafe Array(raw)
      return
    }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyMemory(from: raw) }
    (a, b, c) = (UInt64(littleEndian: words.0), UInt64(littleEndian: words.1), UInt64(littleEndian: words.2))
    inlineCount = UInt32(truncatingIfNeeded: raw.count)
    long = nil
  }

  /// Copies the bytes.
  public init(_ bytes: [UInt8]) { self = unsafe bytes.withUnsafeBytes { unsafe ShortBytes($0) } }

  /// The sixteen bytes of a UUID.
  @inlinable public init(_ uuid: RawUUID) {
    a = uuid.high.byteSwapped
    b = uuid.low.byteSwapped
    c = 0
    inlineCount = 16
    long = nil
  }

  /// A UUID and four bytes, big-endian.
  @inlinable public init(_ uuid: RawUUID, _ four: UInt32) {
    a = uuid.high.byteSwapped
    b = uuid.low.byteSwapped
    c = UInt64(four.byteSwapped)
    inlineCount = 20
    long = nil
  }

  /// Eight bytes, big-endian.
  @inlinable public init(_ eight: UInt64) {
    a = eight.byteSwapped
    b = 0
    c = 0
    inlineCount = 8
    long = nil
  }

  /// How many bytes there are.
  @inlinable public var count: Int { long?.count ?? Int(inlineCount) }

  /// Lends the bytes, without a copy. The pointer must not leave `body`.
  @inlinable
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    if let long {
      return try unsafe long.span.withUnsafeBytes { (raw) throws(E) -> R in try unsafe body(raw) }
    }
    let words = (a.littleEndian, b.littleEndian, c.littleEndian)
    return try unsafe Swift.withUnsafeBytes(of: words) { (raw) throws(E) -> R in
      try unsafe body(UnsafeRawBufferPointer(rebasing: raw[..<Int(inlineCount)]))
    }
  }

  /// The bytes.
  public var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
