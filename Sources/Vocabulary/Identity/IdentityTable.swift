public import EventSourcing

/// Gives IDs dense indices, in the order in which they are first seen.
///
/// An open-addressing table with a hash made for random IDs: several times faster than a `Dictionary`, and an entry
/// costs the ID and at most eight bytes. An ID is never removed.
public struct IdentityTable<Kind: IDKind>: Sendable {
  /// The IDs by index.
  @inlinable public var ids: [TypeID<Kind>] { known }
  @usableFromInline var known: [TypeID<Kind>] = []
  /// Index + 1 of the ID in each slot; 0 is free. A power of two, at most three quarters full.
  @usableFromInline var slots: [UInt32]

  /// A table without IDs.
  @inlinable public init() { slots = Array(repeating: 0, count: 16) }

  /// How many IDs have an index.
  @inlinable public var count: Int { known.count }

  /// The index of an ID that was seen.
  @inlinable public func index(of id: TypeID<Kind>) -> Int? {
    let found = slots[slot(of: id)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The index of an ID; a new one for an ID that was never seen.
  @inlinable public mutating func intern(_ id: TypeID<Kind>) -> Int {
    let place = slot(of: id)
    if slots[place] != 0 { return Int(slots[place]) - 1 }
    precondition(known.count < Int(UInt32.max) - 1, "an identity table holds fewer than 2^32 IDs")
    known.append(id)
    slots[place] = UInt32(known.count)
    if known.count * 4 > slots.count * 3 { grow() }
    return known.count - 1
  }

  /// The slot that holds the ID, or the free one where it belongs.
  @inlinable func slot(of id: TypeID<Kind>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: id.mixedHash) & mask
    while slots[place] != 0, known[Int(slots[place]) - 1] != id { place = (place + 1) & mask }
    return place
  }

  @inlinable mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, id) in known.enumerated() { slots[slot(of: id)] = UInt32(index) + 1 }
  }
}
