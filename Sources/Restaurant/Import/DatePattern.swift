import Vocabulary

/// How an export writes the time of an order: the field symbols of Unicode TS #35 that such exports use.
///
/// | Symbol | Means | Symbol | Means |
/// |---|---|---|---|
/// | `yyyy` | year, four digits | `HH`, `H` | hour 0-23, two digits, one or two |
/// | `yy` | year of 2000-2099 | `hh`, `h` | hour 1-12 |
/// | `MM`, `M` | month | `a` | `AM` or `PM`, in any case |
/// | `MMM` | `Jan` ... `Dec`, in any case | `mm` | minute |
/// | `dd`, `d` | day | `ss` | second |
/// | `XXX` | offset from UTC: `Z`, `+01:00` | `'text'` | that text |
///
/// All else stands for itself. A text must match from end to end.
public struct DatePattern: Sendable, Equatable {
  /// The pattern as the mapping writes it.
  public let text: String
  /// When on its day an order was placed, if the pattern says the day only.
  let timeOfDay: LocalTime?
  private let parts: [Part]

  private enum Part: Sendable, Equatable {
    case number(Field, digits: ClosedRange<Int>)
    case monthName
    case dayHalf
    case offset
    case literal(Character)
  }

  enum Field: Sendable { case year, shortYear, month, day, hour, halfDayHour, minute, second }

  /// Why a text is no pattern.
  struct Unusable: Error, Equatable {
    let reason: String
  }

  /// A pattern; it must name year, month and day, and hour and minute unless a time of day is given instead.
  init(_ text: String, timeOfDay: LocalTime? = nil) throws(Unusable) {
    var parts: [Part] = []
    var rest = text[...]
    while let symbol = rest.first {
      if symbol == "'" {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "'") else { throw Unusable(reason: "a ' is not closed") }
        parts += rest[..<end].map(Part.literal)
        rest = rest[end...].dropFirst()
        continue
      }
      let run = rest.prefix { $0 == symbol }
      rest = rest[run.endIndex...]
      guard symbol.isASCII, symbol.isLetter else {
        parts += run.map(Part.literal)
        continue
      }
      guard let part = Self.symbols[String(run)] else {
        throw Unusable(reason: "\"\(run)\" is not one of \(Self.symbols.keys.sorted().joined(separator: " "))")
      }
      parts.append(part)
    }
    self.text = text
    self.timeOfDay = timeOfDay
    self.parts = parts
    try requireWholeTime()
  }

  /// Whether the pattern carries the offset from UTC, so that no zone is needed to know the instant.
  var hasOffset: Bool { parts.contains(.offset) }

  private static let symbols: [String: Part] = [
    "yyyy": .number(.year, digits: 4...4), "yy": .number(.shortYear, digits: 2...2),
    "MM": .number(.month, digits: 2...2), "M": .number(.month, digits: 1...2), "MMM": .monthName,
    "dd": .number(.day, digits: 2...2), "d": .number(.day, digits: 1...2),
    "HH": .number(.hour, digits: 2...2), "H": .number(.hour, digits: 1...2),
    "hh": .number(.halfDayHour, digits: 2...2), "h": .number(.halfDayHour, digits: 1...2), "a": .dayHalf,
    "mm": .number(.minute, digits: 2...2), "ss": .number(.second, digits: 2...2), "XXX": .offset,
  ]

  private func requireWholeTime() throws(Unusable) {
    var fields: [Field] = []
    for case .number(let field, _) in parts { fields.append(field) }
    let has = { (candidates: Field...) in fields.contains { candidates.contains($0) } }
    guard Set(fields).count == fields.count else { throw Unusable(reason: "it names a field twice") }
    guard has(.year, .shortYear), has(.month) || parts.contains(.monthName), has(.day) else {
      throw Unusable(reason: "it must name year, month and day")
    }
    guard timeOfDay == nil || !has(.hour, .halfDayHour, .minute, .second) else {
      throw Unusable(reason: "it names a time, and time_of_day does, too; one of them must go")
    }
    guard timeOfDay != nil || has(.hour, .halfDayHour) && has(.minute) else {
      throw Unusable(reason: "it must name hour and minute, or time_of_day must")
    }
    guard has(.halfDayHour) == parts.contains(.dayHalf) else { throw Unusable(reason: "h and a need each other") }
  }

  // MARK: Reading

  /// A wall-clock reading, and the offset that the text itself states.
  struct Reading: Equatable {
    var local: LocalTime
    var offsetSeconds: Int?
  }

  /// What the text says; nil if it does not match, or names a day or time that no calendar or clock shows.
  func read(_ text: String) -> Reading? {
    var scan = Scan(rest: text.trimmed[...])
    for part in parts {
      guard scan.take(part) else { return nil }
    }
    guard scan.rest.isEmpty, let date = ServiceDate(year: scan.year, month: scan.month, day: scan.day) else {
      return nil
    }
    if var local = timeOfDay {
      local.date = date
      return Reading(local: local, offsetSeconds: scan.offset)
    }
    guard let hour = scan.hour,
      let local = LocalTime(date: date, hour: hour, minute: scan.minute, second: scan.second)
    else { return nil }
    return Reading(local: local, offsetSeconds: scan.offset)
  }

  private struct Scan {
    var rest: Substring
    var year = 0, month = 0, day = 0, clockHour = 0, minute = 0, second = 0
    var isAfternoon: Bool?
    var offset: Int?

    /// The hour of the day, from the hour and the half of the day if there is one.
    var hour: Int? {
      guard let isAfternoon else { return clockHour }
      guard (1...12).contains(clockHour) else { return nil }
      return clockHour % 12 + (isAfternoon ? 12 : 0)
    }

    mutating func take(_ part: Part) -> Bool {
      switch part {
      case .literal(let character):
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
      case .number(let field, let digits):
        guard let value = number(digits) else { return false }
        set(field, value)
        return true
      case .monthName:
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        guard let index = names.firstIndex(of: rest.prefix(3).lowercased()) else { return false }
        month = index + 1
        rest = rest.dropFirst(3)
        return true
      case .dayHalf:
        let half = rest.prefix(2).lowercased()
        guard half == "am" || half == "pm" else { return false }
        isAfternoon = half == "pm"
        rest = rest.dropFirst(2)
        return true
      case .offset: return takeOffset()
      }
    }

    private mutating func set(_ field: Field, _ value: Int) {
      switch field {
      case .year: year = value
      case .shortYear: year = 2000 + value
      case .month: month = value
      case .day: day = value
      case .hour, .halfDayHour: clockHour = value
      case .minute: minute = value
      case .second: second = value
      }
    }

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
      let run = rest.prefix(digits.upperBound).prefix { $0.isASCII && $0.isNumber }
      guard run.count >= digits.lowerBound else { return nil }
      rest = rest[run.endIndex...]
      return Int(run)
    }

    private mutating func takeOffset() -> Bool {
      if rest.first == "Z" {
        rest.removeFirst()
        offset = 0
        return true
      }
      guard let sign = rest.first, sign == "+" || sign == "-" else { return false }
      rest.removeFirst()
      guard let hours = number(2...2), rest.first == ":" else { return false }
      rest.removeFirst()
      guard let minutes = number(2...2), hours < 24, minutes < 60 else { return false }
      offset = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
      return true
    }
  }
}
