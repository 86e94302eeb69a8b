/// The place of an event in its log: contiguous, starting at 1.
///
/// A log's id together with a position identifies an event for ever; there is no other event id. Order is the
/// position, never a time.
public struct Position: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number itself: 1 for the first event of a log.
  public let rawValue: UInt64

  /// Wraps a number that is known to be a position.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Before the first event. Reading *after* the origin reads everything.
  public static let origin = Position(rawValue: 0)

  /// The position behind this one.
  @inlinable public var next: Position { Position(rawValue: rawValue + 1) }

  /// The position before this one. The origin has none.
  @inlinable public var previous: Position {
    precondition(rawValue > 0, "nothing lies before the origin")
    return Position(rawValue: rawValue - 1)
  }

  /// The position `count` events further on.
  @inlinable public func advanced(by count: Int) -> Position {
    precondition(count >= 0, "positions only advance")
    return Position(rawValue: rawValue + UInt64(count))
  }

  /// By order in the log.
  @inlinable public static func < (a: Position, b: Position) -> Bool { a.rawValue < b.rawValue }
}

extension Position: CustomStringConvertible {
  /// One line for people.
  public var description: String { String(rawValue) }
}
