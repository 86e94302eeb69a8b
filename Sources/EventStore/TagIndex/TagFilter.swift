/// A resident filter over the distinct tags of one closed segment: says "certainly not here" without touching a disk.
///
/// A blocked Bloom filter (Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007): a tag's
/// bits all lie in one 64-byte line, so that a miss costs one cache miss.
struct TagFilter: Sendable {
  /// Bits for each distinct tag: about 1 % of misses are looked up in vain, at 1.25 bytes a tag of resident memory.
  static let bitsPerTag = 10
  /// Bits set for each tag: the optimum for ten bits is 0.7 x 10.
  static let probes = 7
  private static let wordsPerLine = 8

  /// The filter's bits, as stored.
  private(set) var words: [UInt64]

  /// An empty filter for a number of distinct tags.
  init(expecting tags: Int) {
    let lines = max(1, (tags * Self.bitsPerTag + 511) / 512)
    words = [UInt64](repeating: 0, count: lines * Self.wordsPerLine)
  }

  /// A filter read back from storage; nil if its size cannot be one.
  init?(words: [UInt64]) {
    guard !words.isEmpty, words.count % Self.wordsPerLine == 0 else { return nil }
    self.words = words
  }

  /// Adds a tag by its hash.
  mutating func insert(_ hash: UInt64) {
    let line = Self.line(hash, among: words.count)
    var bits = Self.spread(hash)
    for _ in 0..<Self.probes {
      words[line + Int((bits >> 6) & 7)] |= 1 << (bits & 63)
      bits >>= 9
    }
  }

  /// Whether a tag may be present. False is certain.
  func mayContain(_ hash: UInt64) -> Bool { Self.mayContain(hash, among: words.count) { words[$0] } }

  /// The same for a filter of `count` words that lie elsewhere; asks for words of one line only.
  static func mayContain<E: Error>(
    _ hash: UInt64, among count: Int, word: (Int) throws(E) -> UInt64
  ) throws(E) -> Bool {
    let line = line(hash, among: count)
    var bits = spread(hash)
    for _ in 0..<probes {
      if try word(line + Int((bits >> 6) & 7)) & (1 << (bits & 63)) == 0 { return false }
      bits >>= 9
    }
    return true
  }

  private static func line(_ hash: UInt64, among words: Int) -> Int {
    let lines = UInt64(words / wordsPerLine)
    return Int(hash.multipliedFullWidth(by: lines).high) * wordsPerLine
  }

  /// Seven times nine bits, independent of the high bits that chose the line (the finaliser of SplitMix64).
  private static func spread(_ hash: UInt64) -> UInt64 {
    var x = hash &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }
}
