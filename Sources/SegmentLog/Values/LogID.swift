/// The identity of a log: 16 random bytes, made once when the log is created.
public struct LogID: Hashable, Sendable, CustomStringConvertible {
  private var high: UInt64
  private var low: UInt64

  /// The number of bytes of an identity.
  public static let byteCount = 16

  /// Reads an identity; nil unless there are exactly 16 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A new identity from a source of randomness.
  public static func random(using generator: inout some RandomNumberGenerator) -> LogID {
    LogID(high: generator.next(), low: generator.next())
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The 16 bytes.
  public var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
  }

  /// What every commit of this log carries: the first 8 bytes as a little-endian number.
  public var commitMark: UInt64 { high.byteSwapped }

  /// 32 hexadecimal digits.
  public var description: String { Hex.string(bytes) }
}
