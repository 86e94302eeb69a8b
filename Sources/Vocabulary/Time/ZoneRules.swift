public import EventSourcing
import Foundation

/// The rules of an IANA time zone, as far as this machine's time-zone database knows them.
///
/// Only commands consult them. Events carry the local date and the offset that were decided on, so a replay gives
/// the same answer after governments have changed their minds.
public struct ZoneRules: Sendable {
  private let zone: TimeZone

  /// The IANA name, such as `Europe/London`.
  public let name: String

  /// The rules of the zone with this IANA name, or nil if the database has none.
  ///
  /// Offsets (`GMT+1`) and abbreviations (`EST`) are refused: they have no daylight-saving rules.
  public init?(name: String) {
    guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
    self.name = name
  }

  /// Where a wall-clock reading falls.
  public enum Resolution: Hashable, Sendable {
    /// The reading happens once.
    case exact(Timestamp)
    /// The clock went forward over this reading; it never happened.
    ///
    /// `resumed` is the instant that is as long after the change as the reading lies beyond the hole's start.
    case skipped(resumed: Timestamp)
    /// The clock went back and showed this reading twice.
    case ambiguous(first: Timestamp, second: Timestamp)

    /// The earliest instant that can be meant: what iCalendar (RFC 5545, 3.3.5) prescribes for all three cases.
    public var earliest: Timestamp {
      switch self {
      case .exact(let time), .skipped(let time): time
      case .ambiguous(let first, _): first
      }
    }
  }

  /// Seconds that local clocks are ahead of UTC at an instant.
  public func offset(at time: Timestamp) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
  }

  /// What local clocks show at an instant, to the second.
  public func local(_ time: Timestamp) -> LocalTime {
    let seconds = time.seconds + Int64(offset(at: time))
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    return LocalTime(
      date: ServiceDate(daysSinceEpoch: Int32(clamping: days)), secondsAfterMidnight: Int(seconds - days * 86_400))
  }

  /// The instant, or instants, at which local clocks show this reading.
  ///
  /// No zone changes twice within two days, so the offsets a day before and a day after are the only candidates.
  public func resolve(_ local: LocalTime) -> Resolution {
    let reading = local.secondsSinceEpoch
    let before = offset(atSeconds: reading - 86_400)
    let after = offset(atSeconds: reading + 86_400)
    let hits = Set([before, after]).map { reading - Int64($0) }.filter { offset(atSeconds: $0) == Int(reading - $0) }
      .sorted()
    switch hits.count {
    case 0: return .skipped(resumed: Timestamp(seconds: reading - Int64(before)))
    case 1: return .exact(Timestamp(seconds: hits[0]))
    default: return .ambiguous(first: Timestamp(seconds: hits[0]), second: Timestamp(seconds: hits[1]))
    }
  }

  private func offset(atSeconds seconds: Int64) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }
}

extension Timestamp {
  /// Whole seconds since the Unix epoch, rounded down.
  var seconds: Int64 {
    let micros = microseconds
    return micros >= 0 ? micros / 1_000_000 : (micros - 999_999) / 1_000_000
  }

  /// An instant so many seconds after the Unix epoch.
  init(seconds: Int64) { self.init(microseconds: seconds * 1_000_000) }
}
