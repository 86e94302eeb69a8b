internal import SystemPackage

/// Opens a log's files for writing. The writer's lock is held.
struct LogOpening {
  let directory: LogDirectory
  let options: LogOptions
  let evidence: DurableEvidence

  func open() throws(SegmentError) -> OpenedLog {
    let segments = try directory.segments()
    guard segments.isEmpty else {
      throw SegmentError(.io, "recovery", place: SegmentError.Place(file: directory.path))
    }
    return try create()
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
      report: RecoveryReport(outcome: .created, head: tree.head, notes: []))
  }

  func beginSegment(logID: LogID, tree: MerkleTree, alignment: Int) throws(SegmentError) -> ActiveSegment {
    let path = directory.path(LogDirectory.preparedName)
    let capacity = ByteCount((options.preparedBytes.rawValue + alignment - 1) / alignment * alignment)
    let prepared: PreparedFile
    do {
      prepared = try PreparedFile.make(at: path, capacity: capacity, directory.fileSystem)
    } catch {
      throw .system(error, "preparing a segment's file", path)
    }
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
}
