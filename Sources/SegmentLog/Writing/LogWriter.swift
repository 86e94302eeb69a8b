internal import SystemPackage

/// What a commit got.
public struct CommitReceipt: Hashable, Sendable {
  /// The position of the first record; the others follow without a gap.
  public var firstPosition: LogPosition
  /// The number of records.
  public var count: Int
  /// Later than that of every earlier commit.
  public var committedAt: LogTimestamp

  /// The position of the last record.
  public var lastPosition: LogPosition { LogPosition(firstPosition.rawValue + UInt64(count) - 1) }
}

/// The one writer of a log.
///
/// Not thread-safe: one thread at a time owns it. What readers need is in `published`, which any thread may read.
///
/// A failed write to stable storage poisons the writer: whether the commits that waited for it are stored is unknown,
/// every later call fails, and only opening the log again finds out.
public final class LogWriter {
  /// The identity of the log.
  public let logID: LogID
  /// What opening found and did.
  public let recovery: RecoveryReport
  /// The durable head, for every thread of this process.
  public let published: PublishedHead

  let directory: LogDirectory
  let clock: any LogClock
  let options: LogOptions
  let maintenance: Maintenance
  private var lock: WriterLock?
  private let headFile: any File
  let compressor: FrameCompressor

  var active: ActiveSegment
  var tree: MerkleTree
  /// The size of the tree at the last root that was written.
  var lastRootSize: UInt64
  var lastCommittedAt: LogTimestamp
  var status = Status.open
  /// For commits that nobody made before.
  private let own: CommitFrame

  /// What the writer can do.
  enum Status {
    case open
    /// The device is full. What may be left of an unfinished write has this length; 0 if nothing is.
    case full(unfinishedFrameBytes: Int)
    /// The active segment is sealed and the next could not be made for lack of space.
    case sealed
    case poisoned(SegmentError)
    case closed
  }

  init(
    _ state: OpenedLog, directory: LogDirectory, lock: WriterLock, clock: any LogClock, options: LogOptions
  ) throws(SegmentError) {
    logID = state.logID
    recovery = state.report
    active = state.active
    tree = state.tree
    lastRootSize = state.lastRootSize
    lastCommittedAt = state.lastCommittedAt
    self.directory = directory
    self.lock = lock
    self.clock = clock
    self.options = options
    maintenance = Maintenance(directory: directory, logID: state.logID, options: options)
    compressor = FrameCompressor(level: options.compressionLevel)
    own = CommitFrame(
      logID: logID, clock: clock, compressionLevel: options.compressionLevel, spare: 2 * active.alignment)
    published = PublishedHead(
      DurableHead(
        position: LogPosition(tree.size), committedAt: lastCommittedAt, segment: active.id, offset: active.offset),
      frames: active.frames)
    do {
      headFile = try directory.fileSystem.openForWriting(directory.path(HeadFile.name))
      try headFile.truncate(to: ByteCount(HeadFile.byteCount))
    } catch {
      throw .system(error, "opening the head", directory.path(HeadFile.name))
    }
    writeHead()
    for id in state.untended { maintenance.segmentClosed(id) }
  }

  deinit {
    // Work in the background must not outlive the lock.
    maintenance.finish()
  }

  /// The position that the next commit's first record will get.
  public var nextPosition: LogPosition { LogPosition(tree.size + 1) }

  /// The tree over all durable records.
  public func treeHead() -> TreeHead { tree.head }

  /// Stores the batches' records as one commit, all or nothing, and returns after they are on stable storage, the head
  /// is published and the `head` file rewritten.
  ///
  /// Errors: `tooLarge` and `full` - nothing was stored; `poisoned` - the outcome is unknown; `closed`.
  /// There must be at least one record.
  public func commit(_ batches: [RecordBatch]) throws(SegmentError) -> CommitReceipt {
    try resume()
    try own.fill(batches, after: base)
    return try commit(own)
  }

  /// What the next commit follows.
  package var base: CommitBase { CommitBase(tree: tree, lastRootSize: lastRootSize, committedAt: lastCommittedAt) }

  /// A frame to make commits of this log in.
  package func makeFrame() -> CommitFrame {
    CommitFrame(
      logID: logID, clock: clock, compressionLevel: options.compressionLevel, spare: 2 * active.alignment)
  }

  /// Stores a commit that was made before, all or nothing; otherwise as the other. It must follow the last commit that
  /// was stored.
  package func commit(_ frame: CommitFrame) throws(SegmentError) -> CommitReceipt {
    try resume()
    precondition(frame.receipt.firstPosition == nextPosition, "commits are stored in the order in which they were made")
    try store(frame)
    if maintenance.isDue(for: active) { maintenance.prepare(active) }
    return frame.receipt
  }

  /// Ends the log cleanly, so that the next start has nothing to recover, waits for work in the background and gives the
  /// lock back, also after an error. Closing again does nothing.
  ///
  /// Errors: as `commit`. Everything that was committed is durable in any case.
  public func close() throws(SegmentError) {
    if case .closed = status { return }
    defer {
      status = .closed
      maintenance.finish()
      lock = nil
    }
    try resume()
    guard !active.isCleanlyClosed else { return }
    own.fillClosing(after: base)
    try store(own)
  }

  // MARK: storing

  private func store(_ frame: CommitFrame) throws(SegmentError) {
    let receipt = frame.receipt
    if receipt.count > 0 { try makeRoom(frameBytes: frame.frameBytes, entryBytes: frame.entryBytes) }
    try writeDurably(&frame.bytes, frameBytes: frame.frameBytes)
    active.commits.append(frame.commitEntry)
    active.advance(
      frameBytes: frame.frameBytes, entryBytes: frame.entryBytes, firstPosition: receipt.firstPosition)
    active.isCleanlyClosed = receipt.count == 0
    tree = frame.after.tree
    lastCommittedAt = frame.after.committedAt
    // A segment that was begun since the frame was made holds the root, too.
    lastRootSize = max(lastRootSize, frame.after.lastRootSize)
    publish()
  }

  /// Writes the frame in the buffer to the active file and syncs it.
  private func writeDurably(_ frame: inout [UInt8], frameBytes: Int) throws(SegmentError) {
    do {
      try active.write(&frame, frameBytes: frameBytes)
    } catch {
      try failedWrite(error, frameBytes: frameBytes)
    }
    do {
      try active.file.synchronizeData()
    } catch {
      throw poison(error, "syncing a commit")
    }
  }

  /// Seals the active segment: its last frame. Durable on return.
  func seal() throws(SegmentError) {
    var content: [UInt8] = []
    EntryEncoding.append(
      SealEntry(lastPosition: LogPosition(tree.size), root: tree.root, commitsDigest: active.commits.value),
      to: &content)
    var frame: [UInt8] = []
    let frameBytes = compressor.compress(content, into: &frame, spare: 2 * active.alignment)
    try writeDurably(&frame, frameBytes: frameBytes)
    active.advance(frameBytes: frameBytes, entryBytes: content.count, firstPosition: nextPosition)
    lastRootSize = tree.size
  }

  /// Shows the durable head to everybody.
  func publish() {
    writeHead()
    published.advance(
      to: DurableHead(
        position: LogPosition(tree.size), committedAt: lastCommittedAt, segment: active.id, offset: active.offset),
      frames: active.frames)
  }

  private func writeHead() {
    let head = DurableHead(
      position: LogPosition(tree.size), committedAt: lastCommittedAt, segment: active.id, offset: active.offset)
    do {
      try headFile.write(HeadFile(logID: logID, head: head).bytes, at: .zero)
    } catch {
      // The commit is durable and this process's readers see it; another process sees it with the next one.
      options.report(.system(error, "rewriting the head", directory.path(HeadFile.name)))
    }
  }
}
