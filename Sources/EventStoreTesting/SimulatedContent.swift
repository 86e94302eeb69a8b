/// A file's bytes: in the page cache, on stable storage, and on the way there.
struct SimulatedContent {
  /// What reads see.
  private(set) var bytes: [UInt8] = []
  private var durable: [UInt8] = []
  /// By number of sector: what it held after each write since the last sync, oldest first.
  private var pending: [Int: [[UInt8]]] = [:]
  /// The lengths that the file had since the last sync.
  private var pendingLengths: [Int] = []

  /// What a device writes whole.
  static let sectorBytes = 512

  mutating func write(_ new: [UInt8], at offset: Int) {
    guard !new.isEmpty else { return }
    let end = offset + new.count
    if end > bytes.count {
      bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
      pendingLengths.append(end)
    }
    bytes.replaceSubrange(offset..<end, with: new)
    note(offset..<end)
  }

  mutating func truncate(to length: Int) {
    guard length != bytes.count else { return }
    let old = bytes.count
    if length < old {
      bytes.removeLast(old - length)
      // The rest of the last sector reads as zeros if the file grows again, and sectors behind it are gone.
      note(length..<min(old, (length / Self.sectorBytes + 1) * Self.sectorBytes))
      pending = pending.filter { $0.key * Self.sectorBytes < length }
    } else {
      bytes.append(contentsOf: repeatElement(0, count: length - old))
      note(old..<length)
    }
    pendingLengths.append(length)
  }

  /// Everything written is durable.
  mutating func synchronize() {
    for sector in pending.keys { settle(sector) }
    if !pendingLengths.isEmpty { resize(&durable, to: bytes.count) }
    pending = [:]
    pendingLengths = []
  }

  /// Some of what was written is durable; the rest will never be written, although reads see it.
  mutating func failSynchronization(using random: inout SeededGenerator) {
    for sector in pending.keys.sorted() where Bool.random(using: &random) { settle(sector) }
    if !pendingLengths.isEmpty, Bool.random(using: &random) { resize(&durable, to: bytes.count) }
    pending = [:]
    pendingLengths = []
  }

  /// Reads see what is durable, where nothing newer waits to be written.
  mutating func dropCache() {
    guard pendingLengths.isEmpty else { return }
    var fresh = durable
    for number in pending.keys { Self.put(sector(bytes, number), number, into: &fresh) }
    bytes = fresh
  }

  /// The file after a power cut.
  func crashed(using random: inout SeededGenerator, mayTear: Bool) -> SimulatedContent {
    var left = durable
    for (sector, versions) in pending.sorted(by: { $0.key < $1.key }) {
      // 0: as synced; n: as after the n-th write.
      let version = Int.random(in: 0...versions.count, using: &random)
      if version > 0 { Self.put(versions[version - 1], sector, into: &left) }
      if mayTear, Int.random(in: 0..<8, using: &random) == 0 {
        Self.put((0..<Self.sectorBytes).map { _ in UInt8.random(in: 0...255, using: &random) }, sector, into: &left)
      }
    }
    let lengths = [durable.count] + pendingLengths
    var after = SimulatedContent()
    resize(&left, to: lengths[Int.random(in: 0..<lengths.count, using: &random)])
    after.bytes = left
    after.durable = left
    return after
  }

  // MARK: sectors

  private mutating func note(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    for number in (range.lowerBound / Self.sectorBytes)...((range.upperBound - 1) / Self.sectorBytes) {
      pending[number, default: []].append(sector(bytes, number))
    }
  }

  private mutating func settle(_ number: Int) { Self.put(sector(bytes, number), number, into: &durable) }

  private func sector(_ bytes: [UInt8], _ number: Int) -> [UInt8] {
    let start = number * Self.sectorBytes
    guard start < bytes.count else { return [] }
    return Array(bytes[start..<min(start + Self.sectorBytes, bytes.count)])
  }

  private static func put(_ sector: [UInt8], _ number: Int, into bytes: inout [UInt8]) {
    let start = number * sectorBytes
    let end = start + sector.count
    if end > bytes.count { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
    bytes.replaceSubrange(start..<end, with: sector)
  }

  private func resize(_ bytes: inout [UInt8], to length: Int) {
    if length < bytes.count { bytes.removeLast(bytes.count - length) }
    if length > bytes.count { bytes.append(contentsOf: repeatElement(0, count: length - bytes.count)) }
  }
}
