public import SystemPackage
internal import Synchronization

/// Where a reader learns how far the log is durable.
public enum HeadSource: Sendable {
  /// From the writer in this process.
  case published(PublishedHead)
  /// From the `head` file that the writer in another process rewrites.
  case headFile
}

/// A segment as it is stored.
public struct SegmentInfo: Hashable, Sendable {
  /// The stages of a segment's life.
  public enum State: String, Hashable, Sendable {
    case active, closed, packed
  }

  /// The segment's name.
  public var id: SegmentID
  /// The stage of its life.
  public var state: State
  /// The position of the first record, or of the first to come.
  public var firstPosition: LogPosition
  /// The position of the last durable record; that before `firstPosition` if there is none.
  public var lastPosition: LogPosition
  /// The file's length; of the active segment with the space that is prepared for what is to come.
  public var fileBytes: ByteCount
  /// The bytes of the file that hold something: up to the end of the last durable frame.
  public var usedBytes: ByteCount
  /// The decompressed length of what is durable.
  public var entryBytes: ByteCount
  /// The number of frames.
  public var frames: Int
}

/// Reads a log's durable records. Thread-safe; any number may read, in any process, while one writer writes.
///
/// Nothing that is not durable is ever seen. Every frame's checksums are checked before it is decompressed, its counts
/// and positions after.
public final class LogReader: Sendable {
  /// The identity of the log.
  public let logID: LogID
  let directory: LogDirectory
  private let source: HeadSource
  private let cache: Mutex<Cache>

  /// Segments that are kept open; each is a file descriptor and its frame table.
  static let maximumOpenSegments = 64

  private struct Cache {
    var segments: [SegmentID] = []
    var handles: [SegmentID: SegmentHandle] = [:]
  }

  private init(logID: LogID, directory: LogDirectory, source: HeadSource, segments: [SegmentID]) {
    self.logID = logID
    self.directory = directory
    self.source = source
    cache = Mutex(Cache(segments: segments))
  }

  /// Opens the log in a directory for reading. Changes nothing there.
  ///
  /// Errors: `missing` if there is no log; `corrupt`, `wrongLog`, `unsupportedVersion`; `io`, `readOnly`.
  public static func open(
    directory path: FilePath, fileSystem: any FileSystem, source: HeadSource
  ) throws(SegmentError) -> LogReader {
    let directory = LogDirectory(path: path, fileSystem: fileSystem)
    let segments = try directory.segments()
    guard let first = segments.first else {
      throw SegmentError(.missing, "there is no log here; create one first", place: SegmentError.Place(file: path))
    }
    guard first.firstPosition == LogPosition(1) else { throw missing(LogPosition(1), in: path) }
    let entry = try SegmentStart.read(first, in: directory).entry
    return LogReader(logID: entry.logID, directory: directory, source: source, segments: segments)
  }

  /// How far the log is durable now.
  ///
  /// Errors from another process's log: `missing` or `corrupt` if the `head` file is gone or damaged; opening the log
  /// for writing once restores it.
  public func head() throws(SegmentError) -> DurableHead {
    switch source {
    case .published(let published): return published.current
    case .headFile:
      let place = SegmentError.Place(file: directory.path(HeadFile.name))
      guard let file = try HeadFile.read(in: directory.path, directory.fileSystem) else {
        throw SegmentError(
          .missing, "the head file is missing or damaged; open the log for writing once to restore it", place: place)
      }
      guard file.logID == logID else {
        throw SegmentError(.wrongLog, "the head file belongs to log \(file.logID), not \(logID)", place: place)
      }
      return file.head
    }
  }

  /// The segments in order. Damage that looking through the active one met is an error.
  public func segments() throws(SegmentError) -> [SegmentInfo] { try segments(withActive: true) }

  /// The closed segments in order; the active one is not looked at.
  public func closedSegments() throws(SegmentError) -> [SegmentInfo] { try segments(withActive: false) }

  private func segments(withActive: Bool) throws(SegmentError) -> [SegmentInfo] {
    let head = try head()
    let ids = try directory.segments().filter { $0 <= head.segment }
    cache.withLock { $0.segments = ids }
    var infos: [SegmentInfo] = []
    for (index, id) in ids.enumerated() where withActive || id < head.segment {
      let handle = try handle(id, head: head)
      if let damage = handle.damage { throw damage }
      let last = index + 1 < ids.count ? ids[index + 1].firstPosition : head.position.next
      infos.append(
        SegmentInfo(
          id: id, state: id == head.segment ? .active : handle.frames.isPacked ? .packed : .closed,
          firstPosition: id.firstPosition, lastPosition: LogPosition(last.rawValue - 1), fileBytes: try handle.size(),
          usedBytes: try limit(of: handle, head: head), entryBytes: ByteCount(handle.frames.entryBytes),
          frames: handle.frames.count))
    }
    return infos
  }

  /// The frame that holds a position, decompressed and checked.
  ///
  /// Errors: `outOfRange` if the position is not durable (yet); `corrupt`, `missing`, `io`.
  public func block(containing position: LogPosition) throws(SegmentError) -> RecordBlock {
    let head = try head()
    let (handle, location) = try locate(position, head: head)
    let limit = try limit(of: handle, head: head)
    let end = location.end ?? limit
    let stream = FrameStream(
      handle.file, from: location.frame.offset, limit: end, step: end.rawValue - location.frame.offset.rawValue)
    let commit = try handle.commit(before: location, limit: limit)
    guard let frame = try handle.read(from: stream, position: location.frame.firstPosition) else {
      throw notFound(position, handle)
    }
    let block = try handle.block(frame, next: location.frame.firstPosition, continuing: commit)
    guard (block.firstPosition...block.lastPosition.next).contains(position), position <= block.lastPosition else {
      throw notFound(position, handle)
    }
    return block
  }

  /// Reads on from a position up to `last`, both included, or to the durable head as it is now if that is nearer.
  /// Several cursors may be used at once, each by one thread.
  ///
  /// Errors: as `block(containing:)`, except that an empty range is fine.
  public func cursor(
    from first: LogPosition, through last: LogPosition = LogPosition(.max)
  ) throws(SegmentError) -> BlockCursor {
    let head = try head()
    return BlockCursor(self, from: max(first, LogPosition(1)), through: min(last, head.position), head: head)
  }

  // MARK: finding

  func notFound(_ position: LogPosition, _ handle: SegmentHandle) -> SegmentError {
    SegmentError(
      .corrupt, "the segment does not hold a position that it should; run verify, restore",
      place: SegmentError.Place(file: handle.path, position: position))
  }

  private static func missing(_ position: LogPosition, in directory: FilePath) -> SegmentError {
    SegmentError(
      .missing, "no segment holds position \(position); restore the missing file",
      place: SegmentError.Place(file: directory, position: position))
  }

  /// Where a reader begins that reads on from a position.
  struct Start {
    var handle: SegmentHandle
    /// Where the first frame is.
    var offset: ByteCount
    /// Everything before this offset may be read.
    var limit: ByteCount
    /// The position of the frame's first record.
    var next: LogPosition
    /// The commit inside which the frame starts.
    var commit: CommitInfo?
  }

  /// Where to begin for a position: a segment's first needs nobody to look for its frame.
  func start(at position: LogPosition, head: DurableHead) throws(SegmentError) -> Start {
    let id = try segment(of: position, head: head)
    guard position > id.firstPosition else { return try start(of: id, head: head) }
    let (handle, location) = try locate(position, head: head)
    let limit = try limit(of: handle, head: head)
    return Start(
      handle: handle, offset: location.frame.offset, limit: limit, next: location.frame.firstPosition,
      commit: try handle.commit(before: location, limit: limit))
  }

  private func start(of id: SegmentID, head: DurableHead) throws(SegmentError) -> Start {
    let handle = try handle(id, head: head, findingFrames: false)
    return Start(
      handle: handle, offset: .zero, limit: try limit(of: handle, head: head), next: id.firstPosition, commit: nil)
  }

  /// The start of the segment behind another; nil if there is none.
  func start(after id: SegmentID, head: DurableHead) throws(SegmentError) -> Start? {
    let known = try segments(through: head)
    let index = known.partitioningIndex { $0 > id }
    return index < known.count && known[index] <= head.segment ? try start(of: known[index], head: head) : nil
  }

  /// The open segment and the frame that hold a position.
  func locate(
    _ position: LogPosition, head: DurableHead
  ) throws(SegmentError) -> (SegmentHandle, FrameTable.Location) {
    let handle = try handle(try segment(of: position, head: head), head: head)
    if let damage = handle.damage(before: position) { throw damage }
    guard let location = handle.frames.location(of: position) else { throw notFound(position, handle) }
    // The last frame of a closed segment is its seal: the position is behind it, and the next segment is not there.
    let isLast = location.end == nil && handle.id < head.segment && handle.damage == nil
    if isLast {
      throw try handle.seal() == nil ? notFound(position, handle) : Self.missing(position, in: directory.path)
    }
    return (handle, location)
  }

  /// Everything before this offset of a segment's file may be read. `head` may be an older one: its offset is of the file
  /// that was written to then, and says nothing of the packed one that has taken its place since.
  func limit(of handle: SegmentHandle, head: DurableHead) throws(SegmentError) -> ByteCount {
    handle.id == head.segment && !handle.isClosed ? head.offset : try handle.size()
  }

  /// The segment of a durable position.
  private func segment(of position: LogPosition, head: DurableHead) throws(SegmentError) -> SegmentID {
    guard position > .origin, position <= head.position else {
      throw SegmentError(
        .outOfRange, "position \(position) is not between 1 and the durable head \(head.position)",
        place: SegmentError.Place(file: directory.path, position: position))
    }
    let known = try segments(through: head)
    let index = known.partitioningIndex { $0.firstPosition > position }
    guard index > 0 else { throw Self.missing(position, in: directory.path) }
    return known[index - 1]
  }

  /// The segments that there are, at least to the one that holds the head.
  private func segments(through head: DurableHead) throws(SegmentError) -> [SegmentID] {
    let known = cache.withLock(\.segments)
    if let last = known.last, last >= head.segment { return known }
    let found = try directory.segments()
    cache.withLock { $0.segments = found }
    return found
  }

  /// The open segment. `findingFrames`: its frame table reaches as far as it may be read.
  private func handle(
    _ id: SegmentID, head: DurableHead, findingFrames: Bool = true
  ) throws(SegmentError) -> SegmentHandle {
    let handle = try openHandle(id)
    if findingFrames, !handle.isComplete { try handle.lookThrough(to: try limit(of: handle, head: head)) }
    return handle
  }

  /// The open segment. A file that took the place of the one that is open is noticed by its identity.
  private func openHandle(_ id: SegmentID) throws(SegmentError) -> SegmentHandle {
    if let open = cache.withLock({ $0.handles[id] }) {
      // The writer in this process keeps its table complete, and a packed file is never replaced.
      if open.frames === sharedFrames || open.frames.isPacked { return open }
      if try identity(of: open.path) == open.file.identity { return open }
    }
    let handle = try openSegment(id)
    cache.withLock { cache in
      if cache.handles.count >= Self.maximumOpenSegments, let oldest = cache.handles.keys.min() {
        cache.handles[oldest] = nil
      }
      cache.handles[id] = handle
    }
    return handle
  }

  private func openSegment(_ id: SegmentID) throws(SegmentError) -> SegmentHandle {
    let path = directory.path(id)
    let file: any File
    do {
      file = try directory.fileSystem.openForReading(path)
    } catch {
      throw .system(error, "opening a segment", path)
    }
    if let frames = sharedFrames, frames.file == file.identity {
      return SegmentHandle(id, path: path, file: file, frames: frames, complete: true, mark: logID.commitMark)
    }
    // As the head is now that the file is open: a segment that is active still was so when its file was opened.
    guard try id == self.head().segment else {
      return try SegmentHandle.closed(id, file: file, logID: logID, in: directory)
    }
    return SegmentHandle(
      id, path: path, file: file, frames: FrameTable(of: file.identity), complete: false, mark: logID.commitMark)
  }

  /// The active segment's frames, if the writer is in this process.
  private var sharedFrames: FrameTable? {
    if case .published(let published) = source { published.frames } else { nil }
  }

  private func identity(of path: FilePath) throws(SegmentError) -> FileIdentity? {
    do {
      return try directory.fileSystem.identity(of: path)
    } catch {
      throw .system(error, "looking for a segment's file", path)
    }
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that is false for a prefix and true for the rest.
  fileprivate func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
