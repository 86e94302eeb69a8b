internal import Dispatch
internal import Synchronization
internal import SystemPackage

/// Work that commits do not wait for: preparing the next file and packing closed segments.
///
/// Preparing has a serial queue of its own, so that a commit that needs the next file never waits for packing. Packing
/// has a thread of the lowest priority: it may take its time, because a closed segment is valid as it is.
final class Maintenance: Sendable {
  private let directory: LogDirectory
  private let logID: LogID
  private let options: LogOptions
  private let preparing = DispatchQueue(label: "daybook.log.prepare")
  private let packing = IdleThread(name: "daybook.pack")
  private let state = Mutex(State())

  private struct State {
    var isPreparing = false
    /// The last attempt failed; the next is made when the file is needed.
    var failedToPrepare = false
    var prepared: PreparedFile?
    var isFinished = false
  }

  init(directory: LogDirectory, logID: LogID, options: LogOptions) {
    self.directory = directory
    self.logID = logID
    self.options = options
  }

  // MARK: preparing

  /// Whether the active segment is half full and the next file is not being prepared yet.
  func isDue(for active: ActiveSegment) -> Bool {
    guard options.preparesNextSegment,
      active.offset.rawValue > active.capacity.rawValue / 2
        || active.entryBytes > options.segmentBytes.rawValue / 2
    else { return false }
    return state.withLock { !$0.isPreparing && !$0.failedToPrepare && $0.prepared == nil && !$0.isFinished }
  }

  /// Begins to prepare the next file.
  func prepare(_ active: ActiveSegment) {
    state.withLock { $0.isPreparing = true }
    let work: @Sendable () -> Void = { [self] in
      let result = Result { () throws(SegmentError) in try make(after: active) }
      state.withLock { state in
        state.isPreparing = false
        switch result {
        case .success(let prepared): state.prepared = prepared
        case .failure: state.failedToPrepare = true
        }
      }
      if case .failure(let error) = result { options.report(error) }
    }
    switch options.maintenance {
    case .inline: work()
    case .background: preparing.async(execute: work)
    }
  }

  /// The next file: the one that was prepared, or one made now.
  func takePrepared(after active: ActiveSegment) throws(SegmentError) -> PreparedFile {
    preparing.sync {}
    let prepared = state.withLock { state in
      defer { state.prepared = nil }
      state.failedToPrepare = false
      return state.prepared
    }
    if let prepared { return prepared }
    return try make(after: active)
  }

  private func make(after active: ActiveSegment) throws(SegmentError) -> PreparedFile {
    try PreparedFile.make(in: directory, options: options, after: active)
  }

  // MARK: closed segments

  /// Sees to a segment that is sealed and will never change again: packs it, or writes its frame index.
  func segmentClosed(_ id: SegmentID) {
    let work: @Sendable () -> Void = { [self] in
      if state.withLock(\.isFinished), !options.packsBeforeClosing { return }
      do throws(SegmentError) {
        try tend(id)
      } catch {
        options.report(error)
      }
    }
    switch options.maintenance {
    case .inline: work()
    case .background: packing.enqueue(work)
    }
  }

  private func tend(_ id: SegmentID) throws(SegmentError) {
    if options.packsClosedSegments {
      try SegmentPacker(
        id: id, logID: logID, directory: directory, compressionLevel: options.compressionLevel
      ).pack()
    }
    let file: any File
    do {
      file = try directory.fileSystem.openForReading(directory.path(id))
    } catch {
      throw .system(error, "opening a closed segment", directory.path(id))
    }
    guard FramesFile.read(id, of: file, logID: logID, in: directory) == nil else { return }
    let handle = try SegmentHandle.closed(id, file: file, logID: logID, in: directory)
    try FramesFile.write(handle.frames.contents, id, of: file, logID: logID, in: directory)
  }

  // MARK: end

  /// Waits for what is under way, gives up what was not begun unless the options say otherwise (the next start sees to
  /// it), and removes a prepared file that nobody took.
  func finish() {
    state.withLock { $0.isFinished = true }
    preparing.sync {}
    packing.finish()
    let unused = state.withLock { state in
      defer { state.prepared = nil }
      return state.prepared
    }
    guard let unused else { return }
    do {
      try directory.fileSystem.remove(unused.path)
    } catch {
      options.report(.system(error, "removing a file that was prepared and not needed", unused.path))
    }
  }
}
