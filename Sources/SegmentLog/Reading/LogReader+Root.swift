extension LogReader {
  /// The tree head that a closed segment was sealed with: what the segment behind it starts from.
  ///
  /// Errors: `missing` if there is no segment behind it; `corrupt`, `io`.
  public func sealRoot(of segment: SegmentInfo) throws(SegmentError) -> Digest {
    let next = SegmentID(firstPosition: segment.lastPosition.next)
    let start = try SegmentStart.read(next, in: directory).entry
    guard let tree = MerkleTree(size: segment.lastPosition.rawValue, peaks: start.peaks) else {
      let place = SegmentError.Place(file: directory.path(next), offset: .zero, position: next.firstPosition)
      throw SegmentError(.corrupt, "the segment's peaks do not fit its position; run verify, restore", place: place)
    }
    return tree.root
  }
}
