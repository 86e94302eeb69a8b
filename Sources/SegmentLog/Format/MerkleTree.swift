/// The size and root of the tree over the first records of a log (RFC 6962).
public struct TreeHead: Hashable, Sendable {
  /// The number of records, which is the position of the last.
  public var size: UInt64
  /// The root over these records.
  public var root: Digest

  /// Pairs a size with the root over so many records.
  public init(size: UInt64, root: Digest) {
    self.size = size
    self.root = root
  }
}

/// A growing RFC 6962 tree, kept as its peaks: the roots of the perfect subtrees of which it consists, one per set bit
/// of its size, largest first.
struct MerkleTree: Hashable, Sendable {
  private(set) var size: UInt64 = 0
  private(set) var peaks: [Digest] = []

  init() { peaks.reserveCapacity(SegmentFormat.maximumPeaks) }

  /// The tree of `size` records with these peaks; nil unless there is one peak per set bit of the size.
  init?(size: UInt64, peaks: [Digest]) {
    guard peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  /// Adds a record by its leaf hash. Amortised one node hash.
  mutating func append(_ leaf: Digest) {
    var node = leaf
    var carry = size
    while carry & 1 == 1 {
      node = TreeHash.node(peaks.removeLast(), node)
      carry >>= 1
    }
    peaks.append(node)
    size += 1
  }

  /// The root: the peaks folded from the smallest.
  var root: Digest {
    guard var node = peaks.last else { return TreeHash.empty }
    for peak in peaks.dropLast().reversed() { node = TreeHash.node(peak, node) }
    return node
  }

  var head: TreeHead { TreeHead(size: size, root: root) }
}
