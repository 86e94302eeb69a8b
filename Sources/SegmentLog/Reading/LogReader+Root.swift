extension LogReader {
  /// The tree head that a closed segment was sealed with: what the segment behind it starts from.
  ///
  /// Errors: `missing` if there is no segment behind it; `corrupt`, `io`.
  public func sealRoot(of segment: SegmentInfo) throws(SegmentError) -> Digest {
    try treeBefore(SegmentID(firstPosition: segment.lastPosition.next)).root
  }

  /// The tree head after the last of `segments`, which this reader told: the peaks that it starts from, and the leaves of
  /// its records, which are hashed anew.
  ///
  /// Errors: `corrupt`, `io`.
  public func treeHead(of segments: [SegmentInfo]) throws(SegmentError) -> TreeHead {
    guard let last = segments.last else { return MerkleTree().head }
    var tree = try treeBefore(last.id)
    let cursor = try cursor(from: last.firstPosition, through: last.lastPosition)
    while let block = try cursor.next() {
      unsafe block.forEachRecord(from: last.firstPosition, through: last.lastPosition) { _, _, record in
        tree.append(unsafe TreeHash.leaf(record))
      }
    }
    return tree.head
  }

  /// The tree over everything before a segment.
  private func treeBefore(_ id: SegmentID) throws(SegmentError) -> MerkleTree {
    let start = try SegmentStart.read(id, in: directory).entry
    guard let tree = MerkleTree(size: id.firstPosition.rawValue - 1, peaks: start.peaks) else {
      let place = SegmentError.Place(file: directory.path(id), offset: .zero, position: id.firstPosition)
      throw SegmentError(.corrupt, "the segment's peaks do not fit its position; run verify, restore", place: place)
    }
    return tree
  }
}
