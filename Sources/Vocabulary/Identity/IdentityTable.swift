public import EventSourcing

/// Gives IDs dense indices, in the order in which they are first seen.
///
/// An open-addressing table with a hash made for random IDs: several times faster than a `Dictionary`. A slot repeats
/// half of the hash, so that a look-up reads hardly an ID but the right one: an entry costs the ID and 11 to 22 bytes.
/// An ID is never removed.
public struct IdentityTable<Kind: IDKind>: Sendable {
  /// The IDs by index.
  @inlinable public var ids: [TypeID<Kind>] { known }
  @usableFromInline var known: [TypeID<Kind>] = []
  /// The upper half of the ID's hash and its index + 1 in each slot; 0 is free. A power of two, at most three quarters
  /// full.
  @usableFromInline var slots: [HashedIndex]

  /// A table without IDs.
  @inlinable public init() { slots = Array(repeating: .free, count: 16) }

  /// A table of IDs by index, made at once: several times faster than one by one. Nil if an ID is there twice.
  @inlinable public init?(_ ids: [TypeID<Kind>]) {
    let made = HashedIndex.slots(ids.count) {
      ids[$0].mixedHash
    } areEqual: {
      ids[$0] == ids[$1]
    }
    guard let made else { return nil }
    slots = made
    known = ids
  }

  /// How many IDs have an index.
  @inlinable public var count: Int { known.count }

  /// The index of an ID that was seen.
  @inlinable public func index(of id: TypeID<Kind>) -> Int? {
    let found = slots[slot(of: id, hash: id.mixedHash)]
    return found.isFree ? nil : found.index
  }

  /// The index of an ID; a new one for an ID that was never seen.
  @inlinable public mutating func intern(_ id: TypeID<Kind>) -> Int {
    let hash = id.mixedHash
    let place = slot(of: id, hash: hash)
    if !slots[place].isFree { return slots[place].index }
    precondition(known.count < Int(UInt32.max) - 1, "an identity table holds fewer than 2^32 IDs")
    slots[place] = HashedIndex(hash, known.count)
    known.append(id)
    if known.count * 4 > slots.count * 3 { grow() }
    return known.count - 1
  }

  /// The slot that holds the ID, or the free one where it belongs.
  @inlinable func slot(of id: TypeID<Kind>, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while !slots[place].isFree, !slots[place].has(hash) || known[slots[place].index] != id {
      place = (place + 1) & mask
    }
    return place
  }

  @inlinable mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: .free, count: mask + 1)
    for (index, id) in known.enumerated() {
      let hash = id.mixedHash
      var place = Int(truncatingIfNeeded: hash) & mask
      while !slots[place].isFree { place = (place + 1) & mask }
      slots[place] = HashedIndex(hash, index)
    }
  }
}

/// What a slot of an open-addressing table holds: an index, and the upper half of its key's hash. The lower half chose
/// the slot.
@usableFromInline struct HashedIndex: Sendable {
  @usableFromInline let word: UInt64

  @inlinable init(word: UInt64) { self.word = word }

  /// The slot of an entry.
  @inlinable init(_ hash: UInt64, _ index: Int) { word = hash & 0xffff_ffff_0000_0000 | UInt64(index + 1) }

  @inlinable static var free: HashedIndex { HashedIndex(word: 0) }

  @inlinable var isFree: Bool { word == 0 }

  /// The index; of a slot that is not free.
  @inlinable var index: Int { Int(word & 0xffff_ffff) - 1 }

  /// Whether the key may be one with this hash.
  @inlinable func has(_ hash: UInt64) -> Bool { (word ^ hash) >> 32 == 0 }

  /// The slots of so many keys, made at once; nil if two of them are equal.
  ///
  /// The keys are sorted by the part of the table that they belong in first: filling one part after the other stays in
  /// the processor's cache, where a table of millions would wait for memory at every key.
  @inlinable static func slots(
    _ count: Int, hash: (Int) -> UInt64, areEqual: (Int, Int) -> Bool
  ) -> [HashedIndex]? {
    precondition(count < Int(UInt32.max) - 1, "a table holds fewer than 2^32 entries")
    var capacity = 16
    while count * 4 > capacity * 3 { capacity *= 2 }
    var slots = Array(repeating: HashedIndex.free, count: capacity)
    let mask = capacity - 1
    for (hash, index) in sortedByPart(count, hash, mask) {
      var place = Int(truncatingIfNeeded: hash) & mask
      while !slots[place].isFree {
        if slots[place].has(hash), areEqual(slots[place].index, Int(index)) { return nil }
        place = (place + 1) & mask
      }
      slots[place] = HashedIndex(hash, Int(index))
    }
    return slots
  }

  /// Slots of a part: 128 KiB, a share of a core's own cache.
  @inlinable static var slotsOfPart: Int { 1 << 14 }

  /// Hashes and indices of keys, by part of the table; a counting sort.
  @inlinable static func sortedByPart(
    _ count: Int, _ hash: (Int) -> UInt64, _ mask: Int
  ) -> [(hash: UInt64, index: UInt32)] {
    var next = Array(repeating: 0, count: (mask + 1) / slotsOfPart + 1)
    func part(_ hash: UInt64) -> Int { (Int(truncatingIfNeeded: hash) & mask) / slotsOfPart }
    for index in 0..<count { next[part(hash(index))] += 1 }
    var start = 0
    for place in next.indices { (start, next[place]) = (start + next[place], start) }
    var sorted = Array(repeating: (hash: UInt64(0), index: UInt32(0)), count: count)
    for index in 0..<count {
      let hash = hash(index)
      sorted[next[part(hash)]] = (hash, UInt32(index))
      next[part(hash)] += 1
    }
    return sorted
  }
}
