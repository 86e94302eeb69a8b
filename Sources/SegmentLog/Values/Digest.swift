/// A SHA-256 value, 32 bytes inline.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The bytes in memory order, so that they can be hashed and compared as words.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// The number of bytes of a digest.
  public static let byteCount = 32

  /// 32 zero bytes: no digest of anything known.
  public static let zero = Digest(words: (0, 0, 0, 0))

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Reads a digest; nil unless there are exactly 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ index: Int) -> UInt64 {
      bytes.dropFirst(8 * index).prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << (8 * $1.offset) }
    }
    words = (
      UInt64(littleEndian: word(0)), UInt64(littleEndian: word(1)),
      UInt64(littleEndian: word(2)), UInt64(littleEndian: word(3))
    )
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { unsafe withBytes { unsafe Array($0) } }

  /// Calls `body` with the 32 bytes, which are valid during the call only.
  public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try unsafe withUnsafeBytes(of: words) { (bytes) throws(E) -> R in try unsafe body(bytes) }
  }

  /// Whether all 32 bytes are equal. Not in constant time: digests are public.
  public static func == (a: Digest, b: Digest) -> Bool {
    a.words.0 == b.words.0 && a.words.1 == b.words.1 && a.words.2 == b.words.2 && a.words.3 == b.words.3
  }

  /// Half of the bytes: a digest's bytes are random already.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  /// 64 hexadecimal digits.
  public var description: String { Hex.string(bytes) }
}

/// Lower-case hexadecimal text.
enum Hex {
  static func string(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
