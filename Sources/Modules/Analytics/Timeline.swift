import EventSourcing

/// What held from when on, by business time.
///
/// A change that is taken in later counts from its own time on, whatever was taken in before it: the values that began
/// at that time or after it are forgotten. So the value at a time is the one that the last change, by position, of those
/// until then set: what a fold of the events that had happened by then would say.
struct Timeline<Value: Sendable>: Sendable {
  /// The changes, by strictly ascending time.
  private(set) var changes: [(from: Timestamp, value: Value)] = []

  /// Lets a value hold from a time on.
  mutating func set(_ value: Value, from time: Timestamp) {
    while let last = changes.last, last.from >= time { changes.removeLast() }
    changes.append((time, value))
  }

  /// What holds just before a time; nil if nothing had been set by then.
  func value(before time: Timestamp) -> Value? { changes.last { $0.from < time }?.value }
}
