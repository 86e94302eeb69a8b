internal import SystemPackage

/// The segment file that commits are written to.
struct ActiveSegment {
  let id: SegmentID
  let file: any File
  let path: FilePath
  let alignment: Int
  /// The file's length.
  private(set) var capacity: ByteCount
  /// Where the next frame starts. Everything before it is durable.
  private(set) var offset: ByteCount
  /// Decompressed bytes so far.
  private(set) var entryBytes: Int
  /// Over the commit entries so far.
  var commits: RunningDigest
  /// Whether the last frame is a closing commit.
  var isCleanlyClosed: Bool
  let frames: FrameTable

  init(
    id: SegmentID, file: any File, path: FilePath, alignment: Int, capacity: ByteCount, offset: ByteCount,
    entryBytes: Int, commits: RunningDigest = RunningDigest(), isCleanlyClosed: Bool = false, frames: FrameTable
  ) {
    self.id = id
    self.file = file
    self.path = path
    self.alignment = alignment
    self.capacity = capacity
    self.offset = offset
    self.entryBytes = entryBytes
    self.commits = commits
    self.isCleanlyClosed = isCleanlyClosed
    self.frames = frames
  }

  /// Kept free behind every commit: a closing commit and the seal, each one sector.
  var reserve: ByteCount { ByteCount(2 * alignment) }

  /// Whether a frame of this length fits and leaves the reserve.
  func fits(frameBytes: Int) -> Bool {
    FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment).next + reserve <= capacity
  }

  /// Makes the file long enough for a frame that is larger than a prepared file.
  mutating func grow(forFrame frameBytes: Int) throws(Errno) {
    let needed = FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment).next + reserve
    try file.truncate(to: needed)
    capacity = needed
  }

  /// Writes a frame, its padding and the header of the rest: one write. Nothing is durable yet.
  func write(_ buffer: inout [UInt8], frameBytes: Int) throws(Errno) {
    let layout = FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment)
    let trailer = layout.trailer(capacity: capacity)
    buffer.replaceSubrange(frameBytes..<(frameBytes + trailer.count), with: trailer)
    try file.write(buffer, count: frameBytes + trailer.count, at: offset)
  }

  /// The length that a file needs for a segment of `entries` bytes if its commits are like those of this one.
  ///
  /// A file of zeros costs as much to write as one of events, so none is longer than it has to be.
  func projectedBytes(of entries: ByteCount, atMost limit: ByteCount) -> ByteCount {
    let perEntryByte = Double(offset.rawValue) / Double(max(1, entryBytes))
    let needed = perEntryByte * Double(entries.rawValue) * Self.projectionMargin
    guard needed < Double(limit.rawValue) else { return limit }
    return max(ByteCount(Int(needed)), min(limit, LogOptions.minimumBytes))
  }

  /// Whether the next file's zeros pay: they make the syncs of small commits 1.4 to 2 times as fast. Where commits are
  /// large, writing the zeros takes the processor longer than the syncs gain.
  var hasSmallCommits: Bool { offset.rawValue / max(1, frames.count) < Self.largeCommitBytes }

  /// On average, compressed.
  private static let largeCommitBytes = 64 << 10

  /// Commits vary; a file that is full before its segment only makes the segment a little shorter.
  private static let projectionMargin = 1.125

  /// Notes that the frame just written is durable.
  mutating func advance(frameBytes: Int, entryBytes: Int, firstPosition: LogPosition) {
    frames.append(FrameEntry(offset: offset, firstPosition: firstPosition), entryBytes: entryBytes)
    offset = FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment).next
    self.entryBytes += entryBytes
  }

  /// Takes back an unfinished write: the rest's header at the offset, and zeros over what may have been written.
  /// Not durable on return.
  func takeBack(frameBytes: Int) throws(Errno) {
    let layout = FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment)
    let written = layout.next - offset + ByteCount(layout.next < capacity ? SegmentFormat.skippableHeaderBytes : 0)
    let rest = FrameLayout.skippable(capacity - offset, written: written)
    try file.write(rest, at: offset)
  }
}

/// A file that reads as zeros and has its space on stable storage, ready to become a segment.
struct PreparedFile: Sendable {
  /// How a file comes to its zeros.
  enum Filling {
    /// They are written: what overwrites them is synced without a change to the file's map.
    case written
    /// The space is reserved, and each sync notes what of it is in use.
    case reserved
  }

  let file: any File
  let path: FilePath
  let capacity: ByteCount

  /// Written at a time; large enough that the calls do not count.
  private static let step = 1 << 20
  /// Synced at a time, so that no commit's own sync waits behind a whole file.
  private static let syncedBytes = 4 << 20

  /// Prepares the file of the segment that comes after `active`.
  static func make(
    in directory: LogDirectory, options: LogOptions, after active: ActiveSegment
  ) throws(SegmentError) -> PreparedFile {
    try make(
      in: directory, capacity: active.projectedBytes(of: options.segmentBytes, atMost: options.preparedBytes),
      alignment: active.alignment, active.hasSmallCommits ? .written : .reserved)
  }

  /// Prepares a segment's file of at least `capacity`.
  static func make(
    in directory: LogDirectory, capacity: ByteCount, alignment: Int, _ filling: Filling
  ) throws(SegmentError) -> PreparedFile {
    let path = directory.path(LogDirectory.preparedName)
    let capacity = ByteCount((capacity.rawValue + alignment - 1) / alignment * alignment)
    do {
      return try make(at: path, capacity: capacity, filling, directory.fileSystem)
    } catch {
      // What is there of it takes room that commits may need.
      try? directory.fileSystem.remove(path)
      throw .system(error, "preparing a segment's file", path)
    }
  }

  /// Makes a file of `capacity` zeros and syncs it.
  private static func make(
    at path: FilePath, capacity: ByteCount, _ filling: Filling, _ fileSystem: any FileSystem
  ) throws(Errno) -> PreparedFile {
    let file = try fileSystem.openForWriting(path)
    try file.truncate(to: .zero)
    switch filling {
    case .written: try writeZeros(to: file, capacity: capacity)
    case .reserved:
      try file.allocate(to: capacity)
      try file.synchronizeData()
    }
    return PreparedFile(file: file, path: path, capacity: capacity)
  }

  private static func writeZeros(to file: any File, capacity: ByteCount) throws(Errno) {
    let zeros = [UInt8](repeating: 0, count: min(step, capacity.rawValue))
    var offset = 0
    while offset < capacity.rawValue {
      let count = min(zeros.count, capacity.rawValue - offset)
      try file.write(zeros, count: count, at: ByteCount(offset))
      offset += count
      if offset.isMultiple(of: syncedBytes) || offset == capacity.rawValue { try file.synchronizeData() }
    }
  }
}
