/// A number of bytes, or an offset in a file counted in bytes.
public struct ByteCount: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public var rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Shorthand for `init(rawValue:)`.
  public init(_ rawValue: Int) { self.rawValue = rawValue }

  /// A number of kibibytes (1,024 bytes).
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count << 10) }

  /// A number of mebibytes (1,048,576 bytes).
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(count << 20) }

  public static let zero = ByteCount(0)

  public static func < (a: ByteCount, b: ByteCount) -> Bool { a.rawValue < b.rawValue }
  public static func + (a: ByteCount, b: ByteCount) -> ByteCount { ByteCount(a.rawValue + b.rawValue) }
  public static func - (a: ByteCount, b: ByteCount) -> ByteCount { ByteCount(a.rawValue - b.rawValue) }
  public static func += (a: inout ByteCount, b: ByteCount) { a.rawValue += b.rawValue }

  public var description: String { "\(rawValue) bytes" }
}
