/// The first entry of a segment file.
public struct SegmentEntry: Hashable, Sendable {
  /// The format's version.
  public var format: UInt32
  /// The identity of the log.
  public var logID: LogID
  /// The position of the first record.
  public var firstPosition: LogPosition
  /// The Merkle peaks of all earlier records, largest subtree first.
  public var peaks: [Digest]
  /// What frames are aligned to while the file is active and closed.
  public var alignment: ByteCount
}

/// What stands before a commit's records.
public struct CommitEntry: Hashable, Sendable {
  /// The position of the first record; with a count of 0, that of the next record to come.
  public var firstPosition: LogPosition
  /// The number of records. 0 closes the log cleanly.
  public var count: UInt32
  /// When the commit was made. Each is later than the one before.
  public var committedAt: LogTimestamp
  /// The tree head up to and including this commit.
  public var root: Digest?
  /// `LogID.commitMark` of the log.
  public var mark: UInt64

  /// The position after the last record.
  public var endPosition: LogPosition { firstPosition.advanced(by: UInt64(count)) }
}

/// The last entry of a closed segment file.
public struct SealEntry: Hashable, Sendable {
  /// The position of the segment's last record.
  public var lastPosition: LogPosition
  /// The tree head up to and including it.
  public var root: Digest
  /// SHA-256 over the segment's commit entries, each with its two tags and lengths, in order.
  public var commitsDigest: Digest
}
