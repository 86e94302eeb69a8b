public import EventSourcing

/// A key whose hash costs next to nothing: what is random, such as an ID, is its own.
public protocol RandomKey: Comparable, Sendable {
  /// A hash for tables; no protection against chosen keys.
  var mixedHash: UInt64 { get }
}

extension TypeID: RandomKey {}

extension ServiceDate: RandomKey {
  /// As that of an index.
  @inlinable public var mixedHash: UInt64 { UInt32(bitPattern: daysSinceEpoch).mixedHash }
}

extension UInt32: RandomKey {
  /// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4), for indices and days, which are dense: no
  /// two of a range as long as the table share a slot.
  @inlinable public var mixedHash: UInt64 { UInt64(self) &* 0x9E37_79B9_7F4A_7C15 }
}

/// Values by random keys that come and go, changed where they lie: several times faster than a `Dictionary`.
///
/// ```text
/// slots   . c . a . . b .      open addressing: half a hash and the entry's index; at most three quarters full
/// keys    a b c                without gaps, in no order that means anything
/// values  A B C                beside the keys: a search does not touch them
/// ```
///
/// Removing closes the gap in the slots (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm R) and moves
/// the last entry into the free place, so the table never fills with traces of what has left it.
public struct LiveTable<Key: RandomKey, Value: Sendable>: Sendable {
  /// All keys, in no order that means anything.
  @inlinable public var keys: [Key] { heldKeys }
  /// The values of ``keys``, in their order.
  @inlinable public var values: [Value] { heldValues }
  @usableFromInline var heldKeys: [Key] = []
  @usableFromInline var heldValues: [Value] = []
  @usableFromInline var slots: [HashedIndex]

  /// A table without entries.
  @inlinable public init() { slots = Array(repeating: .free, count: 16) }

  /// A table of as many keys as values, made at once: several times faster than one by one. Nil if a key is there twice.
  @inlinable public init?(_ keys: [Key], _ values: [Value]) {
    precondition(keys.count == values.count, "each key has a value")
    let made = HashedIndex.slots(keys.count) {
      keys[$0].mixedHash
    } areEqual: {
      keys[$0] == keys[$1]
    }
    guard let made else { return nil }
    slots = made
    heldKeys = keys
    heldValues = values
  }

  /// How many entries there are.
  @inlinable public var count: Int { heldKeys.count }

  /// All entries in the order of their keys.
  public var sorted: [(key: Key, value: Value)] {
    zip(heldKeys, heldValues).map { (key: $0, value: $1) }.sorted { $0.key < $1.key }
  }

  /// The value of a key; setting nil removes it.
  @inlinable public subscript(key: Key) -> Value? {
    get {
      let found = slots[slot(of: key, hash: key.mixedHash)]
      return found.isFree ? nil : heldValues[found.index]
    }
    set {
      guard let newValue else {
        remove(key)
        return
      }
      let hash = key.mixedHash
      let place = slot(of: key, hash: hash)
      if slots[place].isFree { add(key, hash, newValue, at: place) } else { heldValues[slots[place].index] = newValue }
    }
  }

  /// The value of a key, changed where it lies; one that was not there is added as `blank`.
  @inlinable public subscript(key: Key, default blank: @autoclosure () -> Value) -> Value {
    get { self[key] ?? blank() }
    _modify {
      let hash = key.mixedHash
      let place = slot(of: key, hash: hash)
      let index = slots[place].isFree ? count : slots[place].index
      if index == count { add(key, hash, blank(), at: place) }
      yield &heldValues[index]
    }
  }

  /// Changes the value of a key where it lies; nil if it has none.
  @inlinable @discardableResult public mutating func change<R>(_ key: Key, _ body: (inout Value) -> R) -> R? {
    let found = slots[slot(of: key, hash: key.mixedHash)]
    return found.isFree ? nil : body(&heldValues[found.index])
  }

  /// Takes an entry out.
  @inlinable @discardableResult public mutating func remove(_ key: Key) -> Value? {
    let place = slot(of: key, hash: key.mixedHash)
    guard !slots[place].isFree else { return nil }
    let index = slots[place].index
    let last = count - 1
    close(place)
    if index < last {
      // The last entry takes the place that becomes free.
      let hash = heldKeys[last].mixedHash
      slots[slot(ofEntry: last, hash: hash)] = HashedIndex(hash, index)
      heldKeys[index] = heldKeys[last]
    }
    heldKeys.removeLast()
    var removed = heldValues.removeLast()
    if index < last { swap(&removed, &heldValues[index]) }
    return removed
  }

  /// The slot that holds the key, or the free one where it belongs.
  @inlinable func slot(of key: Key, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while !slots[place].isFree, !slots[place].has(hash) || heldKeys[slots[place].index] != key {
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

  @inlinable mutating func add(_ key: Key, _ hash: UInt64, _ value: consuming Value, at place: Int) {
    precondition(count < Int(UInt32.max) - 1, "a table holds fewer than 2^32 entries")
    slots[place] = HashedIndex(hash, count)
    heldKeys.append(key)
    heldValues.append(value)
    if count * 4 > slots.count * 3 { grow() }
  }

  /// Moves back what was displaced by the entry of the slot at `place`.
  @inlinable mutating func close(_ place: Int) {
    let mask = slots.count - 1
    var (gap, next) = (place, (place + 1) & mask)
    while !slots[next].isFree {
      let home = Int(truncatingIfNeeded: heldKeys[slots[next].index].mixedHash) & mask
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
    for (index, key) in heldKeys.enumerated() {
      let hash = key.mixedHash
      var place = Int(truncatingIfNeeded: hash) & mask
      while !slots[place].isFree { place = (place + 1) & mask }
      slots[place] = HashedIndex(hash, index)
    }
  }
}
