import EventSourcing
import Vocabulary

extension TimeSource {
  /// Reads the section of a mapping.
  static func read(_ reader: MappingReader) -> TimeSource? {
    let zone = reader.zone()
    switch (reader.strings("columns"), reader.string("start")) {
    case (let columns?, nil):
      if columns.isEmpty { reader.problem("columns", "must not be empty") }
      let rules = ClockRules.read(reader, zone)
      guard let pattern = reader.pattern(), let rules else { return nil }
      return .columns(columns, pattern, rules)
    case (nil, let start?): return readStart(start, zone, reader)
    default:
      reader.problem(nil, "needs either columns, or a start where the file has no times")
      return nil
    }
  }

  private static func readStart(_ start: String, _ zone: ZoneRules?, _ reader: MappingReader) -> TimeSource? {
    let spacing = reader.integer("every_seconds", in: 0...86_400 * 366) ?? 60
    guard let local = LocalTime(start) else {
      reader.problem("start", "\"\(start)\" is not a local time such as 2012-01-02T11:00")
      return nil
    }
    return zone.map { .invented(start: $0.resolve(local).earliest, everySeconds: spacing) }
  }
}

extension TimeSource.ClockRules {
  /// Reads `skipped` and `repeated`; nil without a zone.
  static func read(_ reader: MappingReader, _ zone: ZoneRules?) -> TimeSource.ClockRules? {
    let skipped: TimeSource.Skipped = reader.choice("skipped", default: .refuse) ?? .refuse
    let repeated: TimeSource.Repeated = reader.choice("repeated", default: .first) ?? .first
    return zone.map { TimeSource.ClockRules(zone: $0.name, skipped: skipped, repeated: repeated, rules: $0) }
  }
}

extension MappingReader {
  /// The zone of the file's times.
  func zone() -> ZoneRules? {
    let name = requiredString("zone")
    let zone = name.flatMap { ZoneRules(name: $0) }
    if let name, zone == nil {
      problem("zone", "\"\(name)\" is not an IANA time zone such as Europe/London")
    }
    return zone
  }

  /// How the file writes its times.
  func pattern() -> DatePattern? {
    guard let format = requiredString("format") else { return nil }
    var timeOfDay: LocalTime?
    if let text = string("time_of_day") {
      timeOfDay = LocalTime("\(ServiceDate.epoch)T\(text)")
      if timeOfDay == nil { problem("time_of_day", "\"\(text)\" is not a time of day such as 12:00") }
    }
    do throws(DatePattern.Unusable) {
      return try DatePattern(format, timeOfDay: timeOfDay)
    } catch {
      problem("format", error.reason)
      return nil
    }
  }
}
