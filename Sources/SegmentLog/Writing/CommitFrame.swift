/// What a commit follows: the log after the commit before it, whether that is stored yet or not.
package struct CommitBase: Sendable {
  /// The tree over all records so far.
  var tree: MerkleTree
  /// The size of the tree at the last root that was written.
  var lastRootSize: UInt64
  /// The time of the commit before.
  var committedAt: LogTimestamp
}

/// The frame of one commit, and the memory in which it is made: linked, encoded, stored, and used again.
///
/// Making it is most of a commit's work beside the sync, and needs of the commit before only its ``after``, which is there
/// as soon as that one is linked: it can be made while others before it are still being encoded and stored.
///
/// `@unchecked Sendable`: belongs to one thread at a time; whoever hands it on sees to that.
package final class CommitFrame: @unchecked Sendable {
  private let logID: LogID
  private let clock: any LogClock
  private let compressor: FrameCompressor
  /// Left free behind the frame, for what is written with it.
  private let spare: Int
  private var entries: [UInt8] = []
  /// What is still to be encoded.
  private var linked: [RecordBatch] = []

  /// The frame, and room behind it.
  var bytes: [UInt8] = []
  /// The frame's length.
  private(set) var frameBytes = 0
  /// The length of its commit entry, which comes first.
  private var commitEntryBytes = 0
  /// What the commit got.
  private(set) var receipt = CommitReceipt(
    firstPosition: .origin, count: 0, committedAt: LogTimestamp(microseconds: 0))
  /// The log after this commit.
  package private(set) var after = CommitBase(
    tree: MerkleTree(), lastRootSize: 0, committedAt: LogTimestamp(microseconds: 0))

  init(logID: LogID, clock: any LogClock, compressionLevel: Int32, spare: Int) {
    self.logID = logID
    self.clock = clock
    self.spare = spare
    compressor = FrameCompressor(level: compressionLevel)
  }

  /// The length of the entries, before compression.
  var entryBytes: Int { entries.count }
  /// The bytes of the commit entry.
  var commitEntry: ArraySlice<UInt8> { entries[..<commitEntryBytes] }

  /// Makes the commit after `base` of the batches' records: its place in the log and in the tree, its time, its root.
  /// Whoever makes the next commit can begin from ``after`` when this returns; the frame is there after ``encode()``.
  ///
  /// Errors: `tooLarge`. There must be at least one record.
  package func link(_ batches: [RecordBatch], after base: CommitBase) throws(SegmentError) {
    let count = batches.reduce(0) { $0 + $1.count }
    precondition(count > 0, "a commit holds at least one record")
    try Self.checkLimits(batches, count: count, after: base)
    var tree = base.tree
    for batch in batches { for leaf in batch.leaves { tree.append(leaf) } }
    let needsRoot = tree.size - base.lastRootSize >= SegmentFormat.positionsPerRoot
    link(batches, count: count, after: base, tree, root: needsRoot ? tree.root : nil)
  }

  /// Fills the frame with the batches' records, as the commit after `base`. Errors: as of ``link(_:after:)``.
  package func fill(_ batches: [RecordBatch], after base: CommitBase) throws(SegmentError) {
    try link(batches, after: base)
    encode()
  }

  /// Fills the frame with the commit that ends a log cleanly: it holds no record, but the root.
  func fillClosing(after base: CommitBase) {
    link([], count: 0, after: base, base.tree, root: base.tree.root)
    encode()
  }

  private func link(
    _ batches: [RecordBatch], count: Int, after base: CommitBase, _ tree: MerkleTree, root: Digest?
  ) {
    // The log's time never goes back, whatever the clock does.
    let time = max(clock.now(), LogTimestamp(microseconds: base.committedAt.rawValue + 1))
    receipt = CommitReceipt(firstPosition: LogPosition(base.tree.size + 1), count: count, committedAt: time)
    after = CommitBase(tree: tree, lastRootSize: root == nil ? base.lastRootSize : tree.size, committedAt: time)
    entries.removeAll(keepingCapacity: true)
    EntryEncoding.append(
      CommitEntry(
        firstPosition: receipt.firstPosition, count: UInt32(count), committedAt: time, root: root,
        mark: logID.commitMark),
      to: &entries)
    commitEntryBytes = entries.count
    linked = batches
  }

  /// Makes the frame of the commit that was linked.
  package func encode() {
    for batch in linked { entries.append(contentsOf: batch.entries) }
    linked = []
    frameBytes = compressor.compress(entries, BlockCuts(entries: entries), into: &bytes, spare: spare)
  }

  private static func checkLimits(
    _ batches: [RecordBatch], count: Int, after base: CommitBase
  ) throws(SegmentError) {
    let bytes = batches.reduce(0) { $0 + $1.byteCount.rawValue }
    let largest = batches.reduce(0) { max($0, $1.largestRecord) }
    for (what, value, limit) in [
      ("a record's bytes", largest, SegmentFormat.maximumRecordBytes),
      ("a commit's records", count, SegmentFormat.maximumCommitRecords),
      ("a commit's bytes", bytes, SegmentFormat.maximumCommitBytes),
    ] where value > limit {
      throw SegmentError(
        .tooLarge, "\(what): \(value) is more than \(limit); divide it",
        place: SegmentError.Place(position: LogPosition(base.tree.size + 1)))
    }
  }
}
