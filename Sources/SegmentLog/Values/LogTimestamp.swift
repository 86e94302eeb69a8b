import Glibc

/// A moment in microseconds since the Unix epoch, UTC.
public struct LogTimestamp: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Microseconds since the Unix epoch, UTC.
  public var rawValue: Int64

  /// A moment from its microseconds since the Unix epoch.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Shorthand for `init(rawValue:)`.
  public init(microseconds: Int64) { rawValue = microseconds }

  /// Earlier before later.
  public static func < (a: LogTimestamp, b: LogTimestamp) -> Bool { a.rawValue < b.rawValue }

  /// The microseconds with their unit.
  public var description: String { "\(rawValue) us" }
}

/// Tells the log what time it is. Only the composition root constructs one.
public protocol LogClock: Sendable {
  /// The present moment. It may step backwards; the log's own times never do.
  func now() -> LogTimestamp
}

/// The machine's real-time clock.
public struct SystemLogClock: LogClock {
  /// There is nothing to configure.
  public init() {}

  /// `CLOCK_REALTIME`, cut to microseconds.
  public func now() -> LogTimestamp {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_REALTIME, &time)
    precondition(result == 0, "CLOCK_REALTIME exists on every Linux")
    return LogTimestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }
}
