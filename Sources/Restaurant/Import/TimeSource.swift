public import EventSourcing
import Vocabulary

/// Where the times of orders come from.
public enum TimeSource: Sendable, Equatable {
  /// The file has them.
  case columns([String], DatePattern, ClockRules)
  /// The file has none: the first order of the file was placed at `start`, each next one so many seconds later.
  case invented(start: Timestamp, everySeconds: Int64)

  /// How wall-clock times become moments.
  public struct ClockRules: Sendable, Equatable {
    /// The zone's IANA name.
    public internal(set) var zone: String
    /// What to do with a time that daylight saving skipped.
    public internal(set) var skipped: Skipped
    /// What to do with a time that daylight saving shows twice.
    public internal(set) var repeated: Repeated
    /// The zone.
    let rules: ZoneRules

    /// Two rules are the same if they say the same of the same zone.
    public static func == (a: ClockRules, b: ClockRules) -> Bool {
      (a.zone, a.skipped, a.repeated) == (b.zone, b.skipped, b.repeated)
    }
  }

  /// What to do with a time that daylight saving skipped. No correct clock has shown it.
  public enum Skipped: String, CaseIterable, Sendable {
    /// Refuse the row.
    case refuse
    /// Take it as that much later: a clock that nobody had put forward.
    case later
  }

  /// What to do with a time that daylight saving shows twice.
  public enum Repeated: String, CaseIterable, Sendable {
    /// The earlier moment, with a warning.
    case first
    /// The later moment, with a warning.
    case second
    /// Refuse the row.
    case refuse
  }
}

extension TimeSource.ClockRules {
  /// A moment, and what is odd about it.
  struct Moment: Equatable {
    var time: Timestamp
    var isAmbiguous = false
  }

  /// Why a reading is no moment.
  struct NoSuchMoment: Error, Equatable {
    let code: ImportFinding.Code
    let reason: String
  }

  /// The moment of a reading.
  func moment(_ reading: DatePattern.Reading) throws(NoSuchMoment) -> Moment {
    if let offset = reading.offsetSeconds {
      guard case .exact(let time) = TimeSource.utc.resolve(reading.local) else {
        preconditionFailure("UTC skips and repeats nothing")
      }
      return Moment(time: time.later(bySeconds: Int64(-offset)))
    }
    switch rules.resolve(reading.local) {
    case .exact(let time): return Moment(time: time)
    case .skipped(let resumed):
      guard skipped == .later else {
        throw NoSuchMoment(
          code: .timeSkipped, reason: "the clocks of \(zone) never showed \(reading.local): daylight saving skipped it")
      }
      return Moment(time: resumed, isAmbiguous: true)
    case .ambiguous(let first, let second):
      guard repeated != .refuse else {
        throw NoSuchMoment(
          code: .timeRepeated, reason: "the clocks of \(zone) showed \(reading.local) twice when daylight saving ended")
      }
      return Moment(time: repeated == .first ? first : second, isAmbiguous: true)
    }
  }
}

extension TimeSource {
  /// UTC, for texts that state their offset.
  static let utc: ZoneRules = {
    guard let rules = ZoneRules(name: "UTC") else { preconditionFailure("every time-zone database has UTC") }
    return rules
  }()
}

extension Timestamp {
  /// The moment so many seconds later, at the latest when calendars end: with the year 9999.
  func later(bySeconds seconds: Int64) -> Timestamp {
    let (added, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, isTooLate) = microseconds.addingReportingOverflow(added)
    if isTooLong || isTooLate { return seconds < 0 ? self : .endOfCalendars }
    return min(Timestamp(microseconds: sum), .endOfCalendars)
  }

  /// 9999-12-31T23:59:59Z.
  private static let endOfCalendars = Timestamp(microseconds: 253_402_300_799_000_000)
}
