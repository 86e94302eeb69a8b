/// The stored identity of a kind of event: a number and a name, explicit, never reused.
///
/// `number` is the field number in the `event` oneof of `daybook.Record`, `name` the field's name. Two types are equal
/// when their numbers are.
public struct EventType: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The stored number, from `EventType.numbers`.
  public let number: UInt32
  @usableFromInline let storedName: StaticString

  /// The numbers that events may have: field numbers below are the record's own, above are not valid in a schema.
  public static let numbers: ClosedRange<UInt32> = 101...18_999

  /// An event type with its stored number and its stored name in snake case.
  @inlinable
  public init(_ number: UInt32, _ name: StaticString) {
    self.number = number
    storedName = name
  }

  /// A type that was read from a log and that this program has no name for.
  @inlinable
  public init(unnamed number: UInt32) { self.init(number, "") }

  /// The stored name in snake case; `event_<number>` if this program does not know the type.
  public var name: String { storedName.utf8CodeUnitCount == 0 ? "event_\(number)" : storedName.description }

  /// The name.
  public var description: String { name }

  /// Equal numbers.
  @inlinable
  public static func == (a: EventType, b: EventType) -> Bool { a.number == b.number }

  /// By number.
  @inlinable
  public static func < (a: EventType, b: EventType) -> Bool { a.number < b.number }

  /// Hashes the number.
  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
