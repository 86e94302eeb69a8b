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
/// slots    . c . a . . b .      open addressing: half a hash and the entry's index; at most three quarters full
/// entries  a b c                without gaps, in no order that means anything
/// ```
///
/// Removing closes the gap in the slots (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm R) and moves
/// the last entry into the free place, so the table never fills with traces of what has left it.
public struct LiveTable<Key: RandomKey, Value: Sendable>: Sendable {
  /// All entries, in no order that means anything.
  @inlinable public var entries: [(key: Key, value: Value)] { held }
  @usableFromInline var held: [(key: Key, value: Value)] = []
  @usableFromInline var slots: [HashedIndex]

  /// A table without entries.
  @inlinable public init() { slots = Array(repeating: .free, count: 16) }

  /// A table of entries, made at once: several times faster than one by one. Nil if a key is there twice.
  @inlinable public init?(_ entries: [(key: Key, value: Value)]) {
    let made = HashedIndex.slots(entries.count) {
      entries[$0].key.mixedHash
    } areEqual: {
      entries[$0].key == entries[$1].key
    }
    guard let made else { return nil }
    slots = made
    held = entries
  }

  /// How many entries there are.
  @inlinable public var count: Int { held.count }

  /// All entries in the order of their keys.
  public var sorted: [(key: Key, value: Value)] { held.sorted { $0.key < $1.key } }

  /// The value of a key; setting nil removes it.
  @inlinable public subscript(key: Key) -> Value? {
    get {
      let found = slots[slot(of: key, hash: key.mixedHash)]
      return found.isFree ? nil : held[found.index].value
    }
    set {
      if let newValue { self[key, default: newValue] = newValue } else { _ = remove(key) }
    }
  }

  /// The value of a key, changed where it lies; one that was not there is added as `blank`.
  @inlinable public subscript(key: Key, default blank: @autoclosure () -> Value) -> Value {
    get { self[key] ?? blank() }
    _modify {
      let hash = key.mixedHash
      let place = slot(of: key, hash: hash)
      let index = slots[place].isFree ? held.count : slots[place].index
      if index == held.count { add(key, hash, blank(), at: place) }
      yield &held[index].value
    }
  }

  /// Changes the value of a key where it lies; nil if it has none.
  @inlinable public mutating func change<R>(_ key: Key, _ body: (inout Value) -> R) -> R? {
    let found = slots[slot(of: key, hash: key.mixedHash)]
    return found.isFree ? nil : body(&held[found.index].value)
  }

  /// Takes an entry out.
  @inlinable @discardableResult public mutating func remove(_ key: Key) -> Value? {
    let place = slot(of: key, hash: key.mixedHash)
    guard !slots[place].isFree else { return nil }
    let index = slots[place].index
    close(place)
    let last = held.removeLast()
    guard index < held.count else { return last.value }
    // The last entry takes the place that became free.
    let hash = last.key.mixedHash
    slots[slot(ofEntry: held.count, hash: hash)] = HashedIndex(hash, index)
    let removed = held[index].value
    held[index] = last
    return removed
  }

  /// The slot that holds the key, or the free one where it belongs.
  @inlinable func slot(of key: Key, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while !slots[place].isFree, !slots[place].has(hash) || held[slots[place].index].key != key {
      place = (place + 1) & mask
    }
    return place
  }

  /// The slot of an entry that is there.
  @inlinable func slot(ofEntry index: Int, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place].index != index { place = (place + 1) & mask }
    return place
  }

  @inlinable mutating func add(_ key: Key, _ hash: UInt64, _ value: Value, at place: Int) {
    precondition(held.count < Int(UInt32.max) - 1, "a table holds fewer than 2^32 entries")
    slots[place] = HashedIndex(hash, held.count)
    held.append((key, value))
    if held.count * 4 > slots.count * 3 { grow() }
  }

  /// Moves back what was displaced by the entry of the slot at `place`.
  @inlinable mutating func close(_ place: Int) {
    let mask = slots.count - 1
    var (gap, next) = (place, (place + 1) & mask)
    while !slots[next].isFree {
      let home = Int(truncatingIfNeeded: held[slots[next].index].key.mixedHash) & mask
      let distance = (next - home) & mask
      if distance >= (next - gap) & mask {
        slots[gap] = slots[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    slots[gap] = .free
  }

  @inlinable mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: .free, count: mask + 1)
    for (index, entry) in held.enumerated() {
      let hash = entry.key.mixedHash
      var place = Int(truncatingIfNeeded: hash) & mask
      while !slots[place].isFree { place = (place + 1) & mask }
      slots[place] = HashedIndex(hash, index)
    }
  }
}
