internal import Crypto

/// The hashes of RFC 6962, section 2.1, over bytes in memory.
enum RangeHash {
  /// SHA-256(0x00 || record).
  static func leaf(_ record: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(data: [0 as UInt8])
    unsafe record.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return digest(hash.finalize())
  }

  /// SHA-256(0x01 || left || right).
  static func node(_ left: Digest, _ right: Digest) -> Digest {
    unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 8) { buffer in
      unsafe buffer.storeBytes(of: 1, as: UInt8.self)
      unsafe left.withBytes { unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0) }
      unsafe right.withBytes {
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(1 + Digest.byteCount)...]).copyMemory(from: $0)
      }
      var hash = SHA256()
      unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return digest(hash.finalize())
    }
  }

  /// SHA-256 of nothing.
  static let empty = digest(SHA256().finalize())

  /// SHA-256 of plain bytes.
  static func digest(of bytes: [UInt8]) -> Digest { digest(SHA256.hash(data: bytes)) }

  static func digest(_ value: SHA256Digest) -> Digest {
    Digest(words: unsafe value.withUnsafeBytes { unsafe $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) })
  }
}

/// The RFC 6962 tree over a stretch of a log, of which everything before is known by its peaks only.
///
/// The writer grows a frontier leaf by leaf. This computes ranges as the RFC defines them, `MTH(D[low:high])`: whole
/// levels of perfect subtrees first, then any root by recursion over them.
///
/// ```
/// MTH(D[0:7])                          k = 4, the largest power of two below 7
///   node(MTH(D[0:4]), MTH(D[4:7]))
///        perfect      node(MTH(D[4:6]), MTH(D[6:7]))
/// ```
struct RangeTree {
  /// The number of leaves before this stretch.
  let start: UInt64
  /// The number of leaves up to its end.
  let end: UInt64
  /// The roots of the perfect subtrees of which the first `start` leaves consist, largest first.
  private let before: [Digest]
  /// Roots of perfect subtrees of 2^k leaves that lie in the stretch, from the index `(start + 2^k - 1) / 2^k` on.
  private let levels: [[Digest]]

  /// Nil unless there is one peak for every set bit of `start`.
  init?(start: UInt64, peaks: [Digest], leaves: [Digest]) {
    guard peaks.count == start.nonzeroBitCount else { return nil }
    self.start = start
    before = peaks
    end = start + UInt64(leaves.count)
    var levels = [leaves]
    while let below = levels.last, below.count > 1 {
      let first = Self.firstIndex(start, level: levels.count)
      let firstBelow = Self.firstIndex(start, level: levels.count - 1)
      let last = end >> UInt64(levels.count)
      guard first < last else { break }
      var level: [Digest] = []
      level.reserveCapacity(Int(last - first))
      for index in first..<last {
        let left = Int(2 * index - firstBelow)
        level.append(RangeHash.node(below[left], below[left + 1]))
      }
      levels.append(level)
    }
    self.levels = levels
  }

  /// The root of the tree over the first `size` leaves, from `start` to `end`.
  func root(of size: UInt64) -> Digest {
    precondition((start...end).contains(size))
    return size == 0 ? RangeHash.empty : hash(0, size)
  }

  /// The roots of the perfect subtrees of which the first `end` leaves consist, largest first.
  var peaks: [Digest] {
    var peaks: [Digest] = []
    var low: UInt64 = 0
    for bit in stride(from: UInt64(63), through: 0, by: -1) where end >> bit & 1 == 1 {
      let high = low + 1 << bit
      peaks.append(hash(low, high))
      low = high
    }
    return peaks
  }

  /// `MTH(D[low:high])`, where `low` is where a recursion from 0 gets to.
  private func hash(_ low: UInt64, _ high: UInt64) -> Digest {
    let count = high - low
    let level = UInt64(63 - count.leadingZeroBitCount)
    if count == 1 << level {
      if high <= start { return peak(at: low) }
      if low >= start {
        let index = Int(low >> level - Self.firstIndex(start, level: Int(level)))
        return levels[Int(level)][index]
      }
    }
    let split = count == 1 << level ? count / 2 : 1 << level
    return RangeHash.node(hash(low, low + split), hash(low + split, high))
  }

  /// The peak that begins at leaf `low`: as many peaks come before it as `low` has set bits.
  private func peak(at low: UInt64) -> Digest { before[low.nonzeroBitCount] }

  private static func firstIndex(_ start: UInt64, level: Int) -> UInt64 {
    (start + 1 << UInt64(level) - 1) >> UInt64(level)
  }
}
