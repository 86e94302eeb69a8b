import Glibc

/// A moment in microseconds since the Unix epoch, UTC.
public struct LogTimestamp: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public var rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Shorthand for `init(rawValue:)`.
  public init(microseconds: Int64) { rawValue = microseconds }

  public static func < (a: LogTimestamp, b: LogTimestamp) -> Bool { a.rawValue < b.rawValue }

  public var description: String { "\(rawValue) us" }
}

/// Tells the log what time it is. Only the composition root constructs one.
public protocol LogClock: Sendable {
  /// The present moment. It may step backwards; the log's own times never do.
  func now() -> LogTimestamp
}

/// The machine's real-time clock.
public struct SystemLogClock: LogClock {
  public init() {}

  public func now() -> LogTimestamp {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_REALTIME, &time)
    precondition(result == 0, "CLOCK_REALTIME exists on every Linux")
    return LogTimestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }
}
