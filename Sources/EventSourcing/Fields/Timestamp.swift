/// An instant: microseconds since 1970-01-01T00:00:00Z, without leap seconds. On the wire `sfixed64`.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch, UTC; negative before it.
  public var microseconds: Int64

  /// The instant `microseconds` after the Unix epoch.
  @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The Unix epoch.
  @inlinable public static var zero: Timestamp { Timestamp(microseconds: 0) }

  /// By time.
  @inlinable public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }
}

extension Timestamp: FieldScalar {
  /// Eight bytes.
  @inlinable public static var wireType: WireType { .fixed64 }
  /// A time is never assumed; the epoch itself is a legal one.
  @inlinable public static var requirement: FieldRequirement { .present }
  /// `sfixed64`.
  public static var schema: ScalarSchema { ScalarSchema("sfixed64") }
  /// Appends eight bytes.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try writer.writeFixed64(UInt64(bitPattern: microseconds))
  }
  /// Reads eight bytes.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Timestamp {
    Timestamp(microseconds: Int64(bitPattern: try reader.readFixed64()))
  }
  /// Appends RFC 3339 text.
  public func write(to json: inout JSONWriter) { json.write(description) }
  /// Reads RFC 3339 text.
  public static func read(from json: JSONValue) throws(FieldError) -> Timestamp {
    let text = try String.read(from: json)
    guard let time = Timestamp(text) else {
      throw FieldError(.invalidValue, "\"\(text)\" is no RFC 3339 time such as 2026-11-22T18:05:00Z")
    }
    return time
  }
}

extension Timestamp: LosslessStringConvertible {
  private static let perDay: Int64 = 86_400_000_000

  /// RFC 3339 in UTC with six decimals: `2026-11-22T18:05:00.000000Z`. Years beyond 9999 keep all their digits.
  public var description: String {
    let day = microseconds.flooredQuotient(Self.perDay)
    // The day may have begun before the earliest time that there is.
    let inDay = microseconds &- day &* Self.perDay
    let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1_000_000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(CivilDate(daysSinceEpoch: day))T\(time).\(padded(fraction, 6))Z"
  }

  /// Reads RFC 3339: four-digit year, up to six decimals, `Z` or an offset. Nil for anything else, for dates that do
  /// not exist and for a leap second.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    guard let date = CivilDate(prefix: &rest), rest.popFirst() == UInt8(ascii: "T"),
      let hour = rest.digits(2), hour < 24, rest.popFirst() == UInt8(ascii: ":"),
      let minute = rest.digits(2), minute < 60, rest.popFirst() == UInt8(ascii: ":"),
      let second = rest.digits(2), second < 60
    else { return nil }
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let count = rest.prefix { $0 &- 48 < 10 }.count
      guard (1...6).contains(count), let value = rest.digits(count) else { return nil }
      fraction = (count..<6).reduce(value) { scaled, _ in scaled * 10 }
    }
    guard let offset = Self.offsetMinutes(&rest), rest.isEmpty else { return nil }
    let seconds = hour * 3600 + (minute - offset) * 60 + second
    self.init(microseconds: date.daysSinceEpoch * Self.perDay + seconds * 1_000_000 + fraction)
  }

  private static func offsetMinutes(_ rest: inout Substring.UTF8View) -> Int64? {
    let sign = rest.popFirst()
    if sign == UInt8(ascii: "Z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = rest.digits(2), hours < 24,
      rest.popFirst() == UInt8(ascii: ":"), let minutes = rest.digits(2), minutes < 60
    else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
