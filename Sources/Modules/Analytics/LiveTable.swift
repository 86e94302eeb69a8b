import EventSourcing

/// Values by ID, for IDs that come and go: open addressing with a hash made for random IDs.
///
/// Removing closes the gap (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm R), so the table never
/// fills with traces of what has left it.
struct LiveTable<Kind: IDKind, Value: Sendable>: Sendable {
  private var slots: [(id: TypeID<Kind>, value: Value)?]
  private(set) var count = 0

  init() { slots = Array(repeating: nil, count: 16) }

  /// All entries in the order of their IDs.
  var sorted: [(id: TypeID<Kind>, value: Value)] { slots.compactMap(\.self).sorted { $0.id < $1.id } }

  /// The value of an ID; setting nil removes it.
  subscript(id: TypeID<Kind>) -> Value? {
    get { slots[slot(of: id)]?.value }
    set {
      let place = slot(of: id)
      switch (newValue, slots[place] == nil) {
      case (let value?, true):
        slots[place] = (id, value)
        count += 1
        if count * 4 > slots.count * 3 { grow() }
      case (let value?, false): slots[place] = (id, value)
      case (nil, false): close(place)
      case (nil, true): break
      }
    }
  }

  /// Takes an entry out.
  mutating func remove(_ id: TypeID<Kind>) -> Value? {
    let place = slot(of: id)
    guard let entry = slots[place] else { return nil }
    close(place)
    return entry.value
  }

  private func slot(of id: TypeID<Kind>) -> Int {
    var place = home(of: id)
    while let entry = slots[place], entry.id != id { place = (place + 1) & (slots.count - 1) }
    return place
  }

  private func home(of id: TypeID<Kind>) -> Int { Int(truncatingIfNeeded: id.mixedHash) & (slots.count - 1) }

  /// Moves back what was displaced by the entry at `place`.
  private mutating func close(_ place: Int) {
    let mask = slots.count - 1
    var (gap, next) = (place, (place + 1) & mask)
    while let entry = slots[next] {
      let distance = (next - home(of: entry.id)) & mask
      if distance >= (next - gap) & mask {
        slots[gap] = entry
        gap = next
      }
      next = (next + 1) & mask
    }
    slots[gap] = nil
    count -= 1
  }

  private mutating func grow() {
    let entries = slots
    slots = Array(repeating: nil, count: entries.count * 2)
    for case let entry? in entries { slots[slot(of: entry.id)] = entry }
  }
}
