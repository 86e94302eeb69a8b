internal import Synchronization
internal import SystemPackage

/// An open segment file and where its frames are. Thread-safe.
final class SegmentHandle: Sendable {
  let id: SegmentID
  let path: FilePath
  let file: any File
  let frames: FrameTable
  /// Whether the segment was closed when its file was opened: that may be another than the one that was written to.
  let isClosed: Bool
  private let mark: UInt64
  private let growth: Mutex<Growth>

  /// How far the frames of this file were looked through.
  private struct Growth {
    var offset = ByteCount.zero
    var next: LogPosition
    var unfinished: CommitInfo?
    var framesSinceCommit: UInt32 = 0
    var isComplete: Bool
    /// The damage behind which nothing of this file can be found.
    var damage: SegmentError?
  }

  /// `complete`: the table is complete, or the writer in this process keeps it so.
  init(
    _ id: SegmentID, path: FilePath, file: any File, frames: FrameTable, closed: Bool = false, complete: Bool,
    mark: UInt64
  ) {
    self.id = id
    isClosed = closed
    self.path = path
    self.file = file
    self.frames = frames
    self.mark = mark
    growth = Mutex(Growth(next: id.firstPosition, isComplete: complete))
  }

  /// Whether nothing needs to be looked through any more.
  var isComplete: Bool { growth.withLock(\.isComplete) }

  /// Whether the frames were found by looking through the file.
  var wasLookedThrough: Bool { growth.withLock { $0.offset > .zero } }

  /// The damage that ended the looking through, if a position lies behind it.
  func damage(before position: LogPosition) -> SegmentError? {
    growth.withLock { position >= $0.next ? $0.damage : nil }
  }

  /// The damage that ended the looking through, if there is any.
  var damage: SegmentError? { growth.withLock(\.damage) }

  /// Looks through the file from where this ended last time up to `limit`, or up to the seal.
  ///
  /// Damage ends it and is kept: what lies before can be read all the same. Only a file that cannot be read is an error.
  func lookThrough(to limit: ByteCount) throws(SegmentError) {
    let result = growth.withLock { growth in
      Result { () throws(SegmentError) in
        let stream = FrameStream(file, from: growth.offset, limit: limit)
        while !growth.isComplete, growth.damage == nil, growth.offset < limit {
          let found: (Frame, RecordBlock)?
          do throws(SegmentError) {
            found = try next(stream, growth)
          } catch {
            guard error.code == .corrupt else { throw error }
            growth.damage = error
            return
          }
          guard let (frame, block) = found else { return }
          if growth.unfinished == nil { growth.framesSinceCommit = 0 }
          frames.append(
            FrameEntry(
              offset: frame.offset, firstPosition: growth.next, commitFramesBack: growth.framesSinceCommit),
            entryBytes: frame.content.count)
          if let unfinished = block.unfinished {
            growth.framesSinceCommit = unfinished == growth.unfinished ? growth.framesSinceCommit + 1 : 1
          }
          growth.unfinished = block.unfinished
          growth.next = block.lastPosition.next
          growth.isComplete = block.isSealed
          growth.offset = stream.offset
        }
      }
    }
    try result.get()
  }

  private func next(_ stream: FrameStream, _ growth: Growth) throws(SegmentError) -> (Frame, RecordBlock)? {
    guard let frame = try read(from: stream, position: growth.next) else { return nil }
    return (frame, try block(frame, next: growth.next, continuing: growth.unfinished))
  }

  /// The next frame of a stream over this file; `position` is that of its first record.
  func read(from stream: FrameStream, position: LogPosition) throws(SegmentError) -> Frame? {
    do {
      return try stream.next()
    } catch {
      throw self.error(error, position: position)
    }
  }

  /// The error for a frame of this file that could not be read.
  func error(_ error: FrameReadError, position: LogPosition) -> SegmentError {
    switch error {
    case .damage(let damage, let offset): self.error(damage, at: offset, position: position)
    case .system(let errno, let offset): .system(errno, "reading a segment", path, offset: offset)
    }
  }

  /// The error for a damaged frame of this file.
  func error(_ damage: FrameDamage, at offset: ByteCount, position: LogPosition) -> SegmentError {
    SegmentError(
      .corrupt, "\(damage.text); run verify, restore",
      place: SegmentError.Place(file: path, offset: offset, position: position))
  }

  /// Checks a frame of this file.
  func block(
    _ frame: Frame, next: LogPosition, continuing: CommitInfo?
  ) throws(SegmentError) -> RecordBlock {
    do {
      return try RecordBlock(frame, segment: id, next: next, continuing: continuing, mark: mark)
    } catch {
      throw error.error(SegmentError.Place(file: path, offset: frame.offset, position: next))
    }
  }

  /// The commit inside which the frame at a location starts; nil if it starts with a commit.
  func commit(before location: FrameTable.Location, limit: ByteCount) throws(SegmentError) -> CommitInfo? {
    guard location.commitFrame != location.frame else { return nil }
    return try lastCommit(inFrameAt: location.commitFrame, limit: limit)
  }

  /// The last commit that begins in a frame.
  private func lastCommit(inFrameAt entry: FrameEntry, limit: ByteCount) throws(SegmentError) -> CommitInfo? {
    let stream = FrameStream(file, from: entry.offset, limit: limit, step: SegmentFormat.packedFrameBytes)
    guard let frame = try read(from: stream, position: entry.firstPosition) else { return nil }
    var entries = FrameEntries(frame.content)
    var commit: CommitInfo?
    while true {
      switch entries.next() {
      case .commit: commit = entries.commit.map { CommitInfo($0) }
      case .end: return commit
      case .record, .segment, .seal: continue
      case .malformed, .unknown:
        throw SegmentError(
          .corrupt, "an entry is malformed; run verify, restore",
          place: SegmentError.Place(file: path, offset: entry.offset, position: entry.firstPosition))
      }
    }
  }
}

extension SegmentHandle {
  /// A segment that is closed, with a complete frame table: from its `.frames` file, or rebuilt if that is of no use.
  static func closed(
    _ id: SegmentID, file: any File, logID: LogID, in directory: LogDirectory
  ) throws(SegmentError) -> SegmentHandle {
    let path = directory.path(id)
    if let contents = FramesFile.read(id, of: file, logID: logID, in: directory) {
      return SegmentHandle(
        id, path: path, file: file, frames: FrameTable(of: file.identity, contents), closed: true, complete: true,
        mark: logID.commitMark)
    }
    let handle = SegmentHandle(
      id, path: path, file: file, frames: FrameTable(of: file.identity), closed: true, complete: false,
      mark: logID.commitMark)
    try handle.lookThrough(to: handle.size())
    if let damage = handle.damage { throw damage }
    return handle
  }

  func size() throws(SegmentError) -> ByteCount {
    do {
      return try file.size()
    } catch {
      throw .system(error, "reading a segment's length", path)
    }
  }

  /// The seal, which has the last frame to itself; nil if there is none.
  func seal() throws(SegmentError) -> SealEntry? {
    guard let last = frames.last else { return nil }
    let stream = FrameStream(file, from: last.offset, limit: try size(), step: Self.sealStep)
    guard let frame = try read(from: stream, position: last.firstPosition) else { return nil }
    var entries = FrameEntries(frame.content)
    return entries.next() == .seal ? entries.seal : nil
  }

  /// The last commit in the segment.
  func lastCommit() throws(SegmentError) -> CommitInfo? {
    let limit = try size()
    for entry in frames.contents.frames.reversed() {
      if let commit = try lastCommit(inFrameAt: entry, limit: limit) { return commit }
    }
    return nil
  }

  /// A seal's frame is shorter.
  private static let sealStep = 512
}
