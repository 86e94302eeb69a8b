public import EventSourcing

/// A wall-clock time of a service day, in minutes after its midnight.
///
/// May run past midnight, as time-tables write it: `25:30` is half past one in the night that ends the service day.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes after the midnight that starts the service day: 0 to 2,880.
  public let minutes: UInt32

  /// A service day may run into the next calendar day, no further: 48:00.
  public static let limit: UInt32 = 2 * 1440

  /// The midnight that starts the service day.
  public static let midnight = TimeOfDay(unchecked: 0)

  /// So many minutes after midnight, or nil beyond 48:00.
  public init?(minutes: UInt32) {
    guard minutes <= Self.limit else { return nil }
    self.minutes = minutes
  }

  init(unchecked minutes: UInt32) { self.minutes = minutes }

  /// Reads `17:30` or `25:30`; nil if it is not a time in exactly this form.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
      let hours = UInt32(parts[0]), let minutes = UInt32(parts[1]), minutes < 60
    else { return nil }
    self.init(minutes: hours * 60 + minutes)
  }

  /// In ascending order.
  @inlinable public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  /// `17:30`, `25:30`.
  public var description: String { "\(padded(Int(minutes / 60), 2)):\(padded(Int(minutes % 60), 2))" }
}

extension TimeOfDay: FieldWrapper {
  /// A time is never assumed.
  @inlinable public static var requirement: FieldRequirement { .present }
  /// Minutes after midnight.
  @inlinable public var rawValue: UInt32 { minutes }

  /// A time that the caller vouches for.
  public init(rawValue: UInt32) { self.init(unchecked: rawValue) }

  /// Refuses times beyond 48:00.
  public static func accept(_ minutes: UInt32) throws(FieldError) -> TimeOfDay {
    guard let time = TimeOfDay(minutes: minutes) else {
      throw FieldError(.outOfRange, "minute \(minutes) lies beyond 48:00")
    }
    return time
  }

  /// Writes `17:30`.
  public func write(to json: inout JSONWriter) { json.write(description) }

  /// Reads `17:30`.
  public static func read(from json: JSONValue) throws(FieldError) -> TimeOfDay {
    let text = try String.read(from: json)
    guard let time = TimeOfDay(text) else {
      throw FieldError(.invalidValue, "\"\(text)\" is no time of day such as 17:30, or 25:30 for the night")
    }
    return time
  }
}
