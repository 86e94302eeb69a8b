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
}
