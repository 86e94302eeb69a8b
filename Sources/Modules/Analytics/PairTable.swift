/// Counts of pairs of dense indices: open addressing, 16 bytes a slot.
struct PairTable: Sendable {
  /// `(first + 1) << 32 | second + 1` of each slot; zero is free.
  private var keys: [UInt64] = Array(repeating: 0, count: 64)
  private var counts: [Int64] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  /// Two indices, the lower one first.
  struct Pair: Hashable, Comparable, Sendable {
    let first: UInt32
    let second: UInt32

    init(_ a: UInt32, _ b: UInt32) { (first, second) = a < b ? (a, b) : (b, a) }

    static func < (a: Pair, b: Pair) -> Bool { (a.first, a.second) < (b.first, b.second) }

    fileprivate var key: UInt64 { UInt64(first &+ 1) << 32 | UInt64(second &+ 1) }

    fileprivate init(key: UInt64) {
      first = UInt32(truncatingIfNeeded: key >> 32) &- 1
      second = UInt32(truncatingIfNeeded: key) &- 1
    }
  }

  /// Changes a count; a pair that was never counted is added if `addsNew`.
  ///
  /// - Returns: whether the pair is counted, and whether this was its first time.
  mutating func add(_ amount: Int64, to pair: Pair, addsNew: Bool) -> (isCounted: Bool, isNew: Bool) {
    let place = slot(of: pair.key)
    if keys[place] != 0 {
      counts[place] &+= amount
      return (true, false)
    }
    guard addsNew else { return (false, false) }
    keys[place] = pair.key
    counts[place] = amount
    count += 1
    if count * 4 > keys.count * 3 { grow() }
    return (true, true)
  }

  /// Every pair that was ever counted, ascending.
  var sorted: [(pair: Pair, count: Int64)] {
    keys.indices.filter { keys[$0] != 0 }.map { (Pair(key: keys[$0]), counts[$0]) }.sorted { $0.pair < $1.pair }
  }

  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    // Fibonacci hashing (Knuth, volume 3, 6.4): the upper bits of the product are the well-mixed ones.
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    counts = Array(repeating: 0, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldKeys[index] != 0 {
      let place = slot(of: oldKeys[index])
      keys[place] = oldKeys[index]
      counts[place] = oldCounts[index]
    }
  }
}
