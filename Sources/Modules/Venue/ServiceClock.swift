public import EventSourcing
public import Vocabulary

/// The clock of one service day of a venue: which instants its times are.
///
/// On most days the clock does not change, and a time is a matter of one addition: the time-zone database is asked
/// twice for the whole day.
public struct ServiceClock: Sendable {
  /// The service day.
  public let date: ServiceDate
  private let zone: ZoneRules
  /// Microseconds after the epoch of the day's midnight, if the clock does not change from the day before to the day
  /// after the next.
  private let midnight: Int64?

  /// The clock of a day in a zone.
  public init(_ zone: ZoneRules, _ date: ServiceDate) {
    self.zone = zone
    self.date = date
    // No zone changes twice within four days, so equal offsets at both ends mean that there is no change between.
    let utc = Int64(date.daysSinceEpoch) * Self.day
    let before = zone.offset(at: Timestamp(microseconds: utc - Self.day))
    let after = zone.offset(at: Timestamp(microseconds: utc + 3 * Self.day))
    midnight = before == after ? utc - Int64(before) * 1_000_000 : nil
  }

  /// The instant at which the clock shows a time of the service day; the first of two. Nil if the clock skips it.
  public func instant(_ time: TimeOfDay) -> Timestamp? {
    if let midnight { return Timestamp(microseconds: midnight + Int64(time.minutes) * Self.minute) }
    switch zone.resolve(reading(time)) {
    case .exact(let instant), .ambiguous(let instant, _): return instant
    case .skipped: return nil
    }
  }

  /// The instant that ends the service day: 48:00, or where the clock went on if it skipped that.
  public var end: Timestamp {
    if let midnight { return Timestamp(microseconds: midnight + 2 * Self.day) }
    return zone.resolve(LocalTime(date: date.adding(days: 2), secondsAfterMidnight: 0)).earliest
  }

  /// Minutes that the clock is ahead of UTC at an instant.
  public func offsetMinutes(at time: Timestamp) -> Int32 { Int32(zone.offset(at: time) / 60) }

  private func reading(_ time: TimeOfDay) -> LocalTime {
    LocalTime(date: date, secondsAfterMidnight: Int(time.minutes) * 60)
  }

  private static let minute: Int64 = 60_000_000
  private static let day: Int64 = 86_400_000_000
}

extension Timestamp {
  /// The start of the minute that the instant lies in.
  public var wholeMinute: Timestamp {
    let minutes = microseconds / 60_000_000
    let floored = microseconds < 0 && minutes * 60_000_000 != microseconds ? minutes - 1 : minutes
    return Timestamp(microseconds: floored * 60_000_000)
  }

  /// The instant so many minutes later.
  public func adding(minutes: Int64) -> Timestamp { Timestamp(microseconds: microseconds &+ minutes &* 60_000_000) }
}
