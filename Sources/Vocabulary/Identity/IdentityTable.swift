public import EventSourcing

/// Gives IDs dense indices, in the order in which they are first seen.
///
/// An open-addressing table with a hash made for random IDs: several times faster than a `Dictionary`, and an entry
/// costs the ID and at most eight bytes. An ID is never removed.
public struct IdentityTable<Kind: IDKind>: Sendable {
  /// The IDs by index.
  public private(set) var ids: [TypeID<Kind>] = []
  /// Index + 1 of the ID in each slot; 0 is free. A power of two, at most three quarters full.
  private var slots: [UInt32]

  /// A table without IDs.
  public init() { slots = Array(repeating: 0, count: 16) }

  /// How many IDs have an index.
  public var count: Int { ids.count }

  /// The index of an ID that was seen.
  public func index(of id: TypeID<Kind>) -> Int? {
    let found = slots[slot(of: id)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The index of an ID; a new one for an ID that was never seen.
  public mutating func intern(_ id: TypeID<Kind>) -> Int {
    let place = slot(of: id)
    if slots[place] != 0 { return Int(slots[place]) - 1 }
    precondition(ids.count < Int(UInt32.max) - 1, "an identity table holds fewer than 2^32 IDs")
    ids.append(id)
    slots[place] = UInt32(ids.count)
    if ids.count * 4 > slots.count * 3 { grow() }
    return ids.count - 1
  }

  /// The slot that holds the ID, or the free one where it belongs.
  private func slot(of id: TypeID<Kind>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: id.mixedHash) & mask
    while slots[place] != 0, ids[Int(slots[place]) - 1] != id { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, id) in ids.enumerated() { slots[slot(of: id)] = UInt32(index) + 1 }
  }
}
