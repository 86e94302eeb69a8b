/// A number of bytes, or an offset in a file counted in bytes.
public struct ByteCount: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number of bytes.
  public var rawValue: Int

  /// A number of bytes.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Shorthand for `init(rawValue:)`.
  public init(_ rawValue: Int) { self.rawValue = rawValue }

  /// A number of kibibytes (1,024 bytes).
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count << 10) }

  /// A number of mebibytes (1,048,576 bytes).
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(count << 20) }

  /// No bytes; the start of a file.
  public static let zero = ByteCount(0)

  /// Fewer before more.
  public static func < (a: ByteCount, b: ByteCount) -> Bool { a.rawValue < b.rawValue }
  /// The sum; traps on overflow, which no file reaches.
  public static func + (a: ByteCount, b: ByteCount) -> ByteCount { ByteCount(a.rawValue + b.rawValue) }
  /// The difference; may be negative.
  public static func - (a: ByteCount, b: ByteCount) -> ByteCount { ByteCount(a.rawValue - b.rawValue) }
  /// Adds in place.
  public static func += (a: inout ByteCount, b: ByteCount) { a.rawValue += b.rawValue }

  /// The number with its unit.
  public var description: String { "\(rawValue) bytes" }
}
