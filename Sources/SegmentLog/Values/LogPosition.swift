/// The place of a record in the log: contiguous, from 1, never reused.
///
/// Log and position together identify a record. `origin` (0) is before the first record.
public struct LogPosition: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number of this record, counted from 1.
  public var rawValue: UInt64

  /// Any number is a position; whether a log has it is another question.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Shorthand for `init(rawValue:)`.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Before the first record.
  public static let origin = LogPosition(0)

  /// The position that follows this one.
  public var next: LogPosition { LogPosition(rawValue + 1) }

  /// The position `count` records further on.
  public func advanced(by count: UInt64) -> LogPosition { LogPosition(rawValue + count) }

  /// Order in the log.
  public static func < (a: LogPosition, b: LogPosition) -> Bool { a.rawValue < b.rawValue }

  /// The number in decimal digits.
  public var description: String { String(rawValue) }
}
