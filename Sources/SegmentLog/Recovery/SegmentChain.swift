internal import SystemPackage

/// The segments of a log, checked to follow each other: one log, no gap, every closed one sealed, every first entry's
/// peaks folding to the seal before. The content of closed segments is `verify`'s work.
struct SegmentChain {
  /// A closed segment.
  struct Closed {
    let id: SegmentID
    let handle: SegmentHandle
    let seal: SealEntry
    /// Whether its frame index had to be rebuilt.
    let lacksIndex: Bool
  }

  let closed: [Closed]
  /// The last segment's first entry and file.
  let last: SegmentStart

  var logID: LogID { last.entry.logID }

  /// There is at least one segment.
  init(_ segments: [SegmentID], in directory: LogDirectory) throws(SegmentError) {
    var closed: [Closed] = []
    var previous: SegmentStart?
    for (index, id) in segments.enumerated() {
      let start = try SegmentStart.read(id, in: directory)
      let place = SegmentError.Place(file: directory.path(id), offset: .zero, position: id.firstPosition)
      let expected = closed.last?.seal.lastPosition.next ?? LogPosition(1)
      guard id.firstPosition == expected else {
        throw SegmentError(
          id.firstPosition > expected ? .missing : .corrupt,
          "a segment starts at position \(id.firstPosition) where \(expected) is next; restore the missing files",
          place: SegmentError.Place(
            file: directory.path(SegmentID(firstPosition: expected)), position: expected))
      }
      if let previous, previous.entry.logID != start.entry.logID {
        throw SegmentError(
          .wrongLog, "the segment belongs to log \(start.entry.logID), those before it to \(previous.entry.logID)",
          place: place)
      }
      if let seal = closed.last?.seal {
        guard MerkleTree(size: expected.rawValue - 1, peaks: start.entry.peaks)?.root == seal.root else {
          throw SegmentError(
            .corrupt, "the segment's first entry contradicts the seal of the one before; run verify, restore",
            place: place)
        }
      }
      previous = start
      if index + 1 < segments.count { closed.append(try Self.closed(id, start, in: directory)) }
    }
    guard let previous else { preconditionFailure("a chain has at least one segment") }
    self.closed = closed
    last = previous
  }

  private static func closed(
    _ id: SegmentID, _ start: SegmentStart, in directory: LogDirectory
  ) throws(SegmentError) -> Closed {
    let handle = try SegmentHandle.closed(id, file: start.file, logID: start.entry.logID, in: directory)
    guard let seal = try handle.seal() else {
      throw SegmentError(
        .corrupt, "a closed segment has no seal; nothing was changed; run verify, then restore it from a copy",
        place: SegmentError.Place(file: directory.path(id), position: id.firstPosition))
    }
    return Closed(id: id, handle: handle, seal: seal, lacksIndex: handle.wasLookedThrough)
  }

  /// When the last commit of the closed segments was made; the epoch if there are none.
  func lastCommittedAt() throws(SegmentError) -> LogTimestamp {
    guard let last = closed.last else { return LogTimestamp(microseconds: 0) }
    return try last.handle.lastCommit()?.committedAt ?? LogTimestamp(microseconds: 0)
  }
}
