public import SystemPackage

/// What a writer starts from.
struct OpenedLog {
  var logID: LogID
  var active: ActiveSegment
  var tree: MerkleTree
  var lastRootSize: UInt64
  var lastCommittedAt: LogTimestamp
  /// Closed segments that are not packed or have no frame index.
  var untended: [SegmentID]
  var report: RecoveryReport
}

extension LogWriter {
  /// Opens the log in a directory for writing: creates an empty one, or recovers what is there.
  ///
  /// Nothing becomes visible before it is durable: a log that was not closed cleanly is copied to a new file first.
  /// `evidence`: what others know to be durable; a log that ends before it is refused as corrupt.
  ///
  /// Errors: `locked` names the other writer; `corrupt`, `missing`, `wrongLog` and `unsupportedVersion` name the file,
  /// and nothing was changed; `full`, `readOnly`, `io`; `invalidOption`.
  public static func open(
    directory path: FilePath, fileSystem: any FileSystem, clock: any LogClock, options: LogOptions = LogOptions(),
    evidence: DurableEvidence = .none
  ) throws(SegmentError) -> sending LogWriter {
    try options.validate()
    do {
      try fileSystem.createDirectory(path)
    } catch {
      throw .system(error, "creating the log's directory", path)
    }
    let directory = LogDirectory(path: path, fileSystem: fileSystem)
    let lock = try WriterLock(directory, now: clock.now())
    let opened = try LogOpening(directory: directory, options: options, evidence: evidence).open()
    return try LogWriter(opened, directory: directory, lock: lock, clock: clock, options: options)
  }
}
