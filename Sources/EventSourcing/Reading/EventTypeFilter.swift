/// A set of event types that is asked once per record: a bit for each number.
public struct EventTypeFilter: Sendable {
  @usableFromInline let words: [UInt64]

  /// A filter of these types.
  public init(_ types: Set<EventType>) {
    var words = [UInt64](repeating: 0, count: Int(types.map(\.number).max() ?? 0) / 64 + 1)
    for type in types { words[Int(type.number / 64)] |= 1 << UInt64(type.number % 64) }
    self.words = words
  }

  /// Whether the type with a number is in the set.
  @inlinable
  public func contains(_ number: UInt32) -> Bool {
    let word = Int(number / 64)
    return word < words.count && words[word] >> UInt64(number % 64) & 1 == 1
  }
}
