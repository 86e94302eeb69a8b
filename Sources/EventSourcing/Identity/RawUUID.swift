/// The sixteen bytes of a UUID, inline.
public struct RawUUID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first eight bytes, big-endian.
  public let high: UInt64
  /// The last eight bytes, big-endian.
  public let low: UInt64

  /// A UUID from its halves.
  @inlinable public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// All zero: no UUID.
  @inlinable public static var none: RawUUID { RawUUID(high: 0, low: 0) }

  /// Byte order, which for UUIDv7 is the order of creation.
  @inlinable public static func < (a: RawUUID, b: RawUUID) -> Bool { (a.high, a.low) < (b.high, b.low) }

  /// A hash for tables of random IDs: one multiplication, no protection against chosen keys.
  @inlinable public var mixedHash: UInt64 { mix64(high ^ 0x9E37_79B9_7F4A_7C15, low ^ 0xD6E8_FEB8_6659_FD93) }

  /// A UUIDv7: 48 bits of milliseconds, 12 bits, 62 bits; what lies beyond those widths is dropped.
  @inlinable
  public init(version7 milliseconds: UInt64, _ twelve: UInt64, _ sixtyTwo: UInt64) {
    high = milliseconds << 16 | 0x7000 | (twelve & 0xfff)
    low = 1 << 63 | (sixtyTwo & (1 << 62 - 1))
  }

  /// A name-based ID, for imports and tests: the UUIDv7 of a business time with the first 74 bits of a digest in
  /// place of random bits. The same time and digest give the same ID on every run, so repeating an import repeats its
  /// IDs; IDs still sort by business time. The digest must be of at least ten bytes and well mixed (SHA-256, HMAC) over
  /// everything that tells the entity from others. Times before 1970 count as 1970.
  public init(named digest: some Sequence<UInt8>, at time: Timestamp) {
    var bytes = digest.makeIterator()
    func take(_ count: Int) -> UInt64 {
      (0..<count).reduce(0) { value, _ in
        guard let byte = bytes.next() else { preconditionFailure("a digest of ten bytes is needed") }
        return value << 8 | UInt64(byte)
      }
    }
    let twelve = take(2) >> 4
    self.init(version7: UInt64(max(0, time.microseconds / 1000)), twelve, take(8))
  }

  /// The sixteen bytes in order.
  public var bytes: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
  }

  /// The UUID in the usual form, `01890a5d-ac96-774b-bcce-b302099a8057`.
  public var description: String {
    let hex = hexText(bytes)
    return [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
      .map { hex.dropFirst($0.0).prefix($0.1 - $0.0) }.joined(separator: "-")
  }
}

/// Folds the 128-bit product of two words into one (the step of wyhash): every bit of the result depends on all.
@inlinable func mix64(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

/// Lower-case hexadecimal.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// The bytes of hexadecimal text of either case; nil if it is not.
func hexBytes(_ text: Substring) -> [UInt8]? {
  guard text.utf8.count.isMultiple(of: 2) else { return nil }
  let nibbles = text.utf8.compactMap { byte -> UInt8? in
    switch byte {
    case 48...57: byte - 48
    case 97...102: byte - 87
    case 65...70: byte - 55
    default: nil
    }
  }
  guard nibbles.count == text.utf8.count else { return nil }
  return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
}
