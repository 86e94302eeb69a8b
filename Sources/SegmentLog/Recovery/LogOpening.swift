internal import SystemPackage

/// Opens a log's files for writing. The writer's lock is held.
struct LogOpening {
  let directory: LogDirectory
  let options: LogOptions
  let evidence: DurableEvidence

  func open() throws(SegmentError) -> OpenedLog {
    let segments = try directory.segments()
    let head = try HeadFile.read(in: directory.path, directory.fileSystem)
    guard let last = segments.last else {
      try refuseToCreateOver(head)
      try removeUnfinishedWork()
      return try create()
    }
    let chain = try SegmentChain(segments, in: directory)
    if let head, head.logID != chain.logID {
      throw SegmentError(
        .wrongLog,
        "the head file belongs to log \(head.logID), the segments to \(chain.logID); "
          + "restore the files that belong together, or remove the head file if the segments are the right ones",
        place: SegmentError.Place(file: directory.path(HeadFile.name)))
    }
    if let head, head.head.segment > last {
      throw SegmentError(
        .missing, "the newest segment, which the head names, is not there; restore it",
        place: SegmentError.Place(file: directory.path(head.head.segment), position: head.head.segment.firstPosition))
    }
    let scan = try SegmentScan(last, start: chain.last, in: directory)
    let tail = TailInspection(
      id: last, scan: scan, file: chain.last.file, head: head?.head, evidence: evidence, directory: directory)
    let decision = try tail.facts().decision
    if case .refuse(let refusal) = decision { throw try tail.error(refusal) }
    try removeUnfinishedWork()
    return try carryOut(decision, tail, chain)
  }

  // MARK: a new log

  /// An empty directory in which something proves that there was a log is not an empty log.
  private func refuseToCreateOver(_ head: HeadFile?) throws(SegmentError) {
    if let head {
      throw SegmentError(
        .missing, "there is a head file but no segment; restore the segments",
        place: SegmentError.Place(file: directory.path(head.head.segment), position: head.head.segment.firstPosition))
    }
    if let claim = evidence.furthest, claim.position > .origin {
      throw SegmentError(
        .missing, "\(claim.source) knows position \(claim.position), but there is no segment; restore the segments",
        place: SegmentError.Place(file: directory.path, position: claim.position))
    }
  }

  /// Begins the first segment of a new log.
  private func create() throws(SegmentError) -> OpenedLog {
    var random = SystemRandomNumberGenerator()
    let logID = options.newLogID ?? LogID.random(using: &random)
    let alignment = (options.alignment ?? directory.fileSystem.alignment(of: directory.path)).rawValue
    let tree = MerkleTree()
    let active = try beginSegment(logID: logID, tree: tree, alignment: alignment)
    return OpenedLog(
      logID: logID, active: active, tree: tree, lastRootSize: 0, lastCommittedAt: LogTimestamp(microseconds: 0),
      untended: [], report: RecoveryReport(outcome: .created, head: tree.head, notes: []))
  }

  private func beginSegment(logID: LogID, tree: MerkleTree, alignment: Int) throws(SegmentError) -> ActiveSegment {
    let prepared = try PreparedFile.make(in: directory, capacity: options.preparedBytes, alignment: alignment, .written)
    do {
      return try SegmentBirth(
        logID: logID, tree: tree, alignment: alignment, directory: directory,
        compressor: FrameCompressor(level: options.compressionLevel)
      ).begin(prepared)
    } catch {
      switch error {
      case .full(let cause), .unknown(let cause): throw cause
      }
    }
  }

  // MARK: an existing log

  /// What an interrupted writer left unfinished is of no use to anybody.
  private func removeUnfinishedWork() throws(SegmentError) {
    for name in try directory.names() where LogDirectory.isUnfinished(name) {
      do {
        try directory.fileSystem.remove(directory.path(name))
      } catch {
        throw .system(error, "removing unfinished work", directory.path(name))
      }
    }
  }

  private func carryOut(
    _ decision: RecoveryDecision, _ tail: TailInspection, _ chain: SegmentChain
  ) throws(SegmentError) -> OpenedLog {
    let scan = tail.scan
    let outcome: RecoveryReport.Outcome
    let active: ActiveSegment
    switch decision {
    case .keep:
      outcome = .clean
      active = self.active(tail, file: try openForWriting(tail.path), capacity: scan.size)
    case .copy:
      outcome = .copied
      active = try copy(tail)
    case .cutTorn:
      outcome = .cutTorn(try tail.keepTorn())
      active = try copy(tail)
    case .beginNext:
      outcome = .begunNext
      // The seal may be in the page cache only, and the header of the rest not written.
      try rewrite(tail, capacity: tail.scan.size)
      active = try beginSegment(
        logID: chain.logID, tree: scan.tree, alignment: scan.start.alignment.rawValue)
    case .refuse: preconditionFailure("a refusal was thrown before")
    }
    let lastCommittedAt: LogTimestamp
    if let last = scan.lastCommittedAt { lastCommittedAt = last } else { lastCommittedAt = try chain.lastCommittedAt() }
    return OpenedLog(
      logID: chain.logID, active: active, tree: scan.tree,
      lastRootSize: decision == .beginNext ? scan.tree.size : scan.lastRootSize,
      lastCommittedAt: lastCommittedAt,
      untended: chain.closed.filter { $0.lacksIndex || options.packsClosedSegments && !$0.handle.frames.isPacked }
        .map(\.id) + (decision == .beginNext ? [tail.id] : []),
      report: RecoveryReport(outcome: outcome, head: scan.tree.head, notes: notes(scan, chain)))
  }

  private func notes(_ scan: SegmentScan, _ chain: SegmentChain) -> [String] {
    var notes = chain.closed.filter(\.lacksIndex).map { "the frame index of \($0.id) was missing or damaged; rebuilt" }
    if scan.paddingIsDamaged { notes.append("the padding behind the last frame was damaged; repaired") }
    return notes
  }

  /// Copies the valid frames to a new file, long enough for what may follow.
  private func copy(_ tail: TailInspection) throws(SegmentError) -> ActiveSegment {
    let alignment = tail.scan.start.alignment.rawValue
    let reserve = ByteCount(2 * alignment)
    let (file, capacity) = try rewrite(tail, capacity: max(options.preparedBytes, tail.scan.end + reserve))
    return active(tail, file: file, capacity: capacity)
  }

  /// Replaces the segment's file by a durable copy of its valid frames, of at least `capacity` bytes.
  @discardableResult
  private func rewrite(
    _ tail: TailInspection, capacity: ByteCount
  ) throws(SegmentError) -> (file: any File, capacity: ByteCount) {
    let alignment = tail.scan.start.alignment.rawValue
    let wanted = max(capacity, tail.scan.end).rawValue
    let capacity = ByteCount((wanted + alignment - 1) / alignment * alignment)
    let file = try SegmentCopy(directory: directory, id: tail.id, file: tail.file)
      .replace(prefix: tail.scan.frameEnd, end: tail.scan.end, capacity: capacity)
    return (file, capacity)
  }

  private func active(_ tail: TailInspection, file: any File, capacity: ByteCount) -> ActiveSegment {
    ActiveSegment(
      id: tail.id, file: file, path: tail.path, alignment: tail.scan.start.alignment.rawValue, capacity: capacity,
      offset: tail.scan.end, entryBytes: tail.scan.frames.entryBytes, commits: tail.scan.commits,
      isCleanlyClosed: tail.scan.isCleanlyClosed, frames: FrameTable(of: file.identity, tail.scan.frames))
  }

  private func openForWriting(_ path: FilePath) throws(SegmentError) -> any File {
    do {
      return try directory.fileSystem.openForWriting(path)
    } catch {
      throw .system(error, "opening the active segment", path)
    }
  }
}
