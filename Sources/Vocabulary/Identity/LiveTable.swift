public import EventSourcing

/// A key that is random enough to be its own hash, such as an ID.
public protocol RandomKey: Comparable, Sendable {
  /// A hash for tables; no protection against chosen keys.
  var mixedHash: UInt64 { get }
}

extension TypeID: RandomKey {}

/// Values by random keys that come and go, changed where they lie: several times faster than a `Dictionary`.
///
/// ```text
/// slots    . 3 . 1 . . 2 .      open addressing: number + 1 of the entry, zero is free; at most three quarters full
/// entries  a b c                without gaps, in no order that means anything
/// ```
///
/// Removing closes the gap in the slots (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm R) and moves
/// the last entry into the free place, so the table never fills with traces of what has left it.
public struct LiveTable<Key: RandomKey, Value: Sendable>: Sendable {
  /// All entries, in no order that means anything.
  @inlinable public var entries: [(key: Key, value: Value)] { held }
  @usableFromInline var held: [(key: Key, value: Value)] = []
  @usableFromInline var slots: [UInt32]

  /// A table without entries.
  @inlinable public init() { slots = Array(repeating: 0, count: 16) }

  /// How many entries there are.
  @inlinable public var count: Int { held.count }

  /// All entries in the order of their keys.
  public var sorted: [(key: Key, value: Value)] { held.sorted { $0.key < $1.key } }

  /// The value of a key; setting nil removes it.
  @inlinable public subscript(key: Key) -> Value? {
    get {
      let found = slots[slot(of: key)]
      return found == 0 ? nil : held[Int(found) - 1].value
    }
    set {
      if let newValue { self[key, default: newValue] = newValue } else { _ = remove(key) }
    }
  }

  /// The value of a key, changed where it lies; one that was not there is added as `blank`.
  @inlinable public subscript(key: Key, default blank: @autoclosure () -> Value) -> Value {
    get { self[key] ?? blank() }
    _modify {
      let place = slot(of: key)
      var index = Int(slots[place]) - 1
      if index < 0 {
        index = held.count
        add(key, blank(), at: place)
      }
      yield &held[index].value
    }
  }

  /// Changes the value of a key where it lies; nil if it has none.
  @inlinable public mutating func change<R>(_ key: Key, _ body: (inout Value) -> R) -> R? {
    let found = slots[slot(of: key)]
    return found == 0 ? nil : body(&held[Int(found) - 1].value)
  }

  /// Takes an entry out.
  @inlinable @discardableResult public mutating func remove(_ key: Key) -> Value? {
    let place = slot(of: key)
    guard slots[place] > 0 else { return nil }
    let index = Int(slots[place]) - 1
    close(place)
    let last = held.removeLast()
    guard index < held.count else { return last.value }
    // The last entry takes the place that became free.
    slots[slot(of: last.key, at: held.count)] = UInt32(index) + 1
    let removed = held[index].value
    held[index] = last
    return removed
  }

  /// The slot that holds the key, or the free one where it belongs.
  @inlinable func slot(of key: Key) -> Int {
    var place = home(of: key)
    while slots[place] > 0, held[Int(slots[place]) - 1].key != key { place = (place + 1) & (slots.count - 1) }
    return place
  }

  /// The slot of an entry that is there.
  @inlinable func slot(of key: Key, at index: Int) -> Int {
    var place = home(of: key)
    while slots[place] != UInt32(index) + 1 { place = (place + 1) & (slots.count - 1) }
    return place
  }

  @inlinable func home(of key: Key) -> Int { Int(truncatingIfNeeded: key.mixedHash) & (slots.count - 1) }

  @inlinable mutating func add(_ key: Key, _ value: Value, at place: Int) {
    precondition(held.count < Int(UInt32.max) - 1, "a table holds fewer than 2^32 entries")
    held.append((key, value))
    slots[place] = UInt32(held.count)
    if held.count * 4 > slots.count * 3 { grow() }
  }

  /// Moves back what was displaced by the entry of the slot at `place`.
  @inlinable mutating func close(_ place: Int) {
    let mask = slots.count - 1
    var (gap, next) = (place, (place + 1) & mask)
    while slots[next] > 0 {
      let distance = (next - home(of: held[Int(slots[next]) - 1].key)) & mask
      if distance >= (next - gap) & mask {
        slots[gap] = slots[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    slots[gap] = 0
  }

  @inlinable mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for (index, entry) in held.enumerated() {
      var place = home(of: entry.key)
      while slots[place] > 0 { place = (place + 1) & mask }
      slots[place] = UInt32(index) + 1
    }
  }
}
