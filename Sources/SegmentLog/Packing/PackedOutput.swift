internal import SystemPackage

/// Gathers commits into frames of about 64 KiB and writes them one behind the other.
///
/// Frames start at commit boundaries; a larger commit is split at records, and what is left of it may share its last
/// frame with the commits that follow. Blocks of such a commit that were cut at entries are taken over as they are:
/// nothing needs to be compressed again. The first frame holds at least one record, which tells a packed file from a
/// closed one; the seal has a frame to itself, so that it is found without reading anything else.
struct PackedOutput {
  private let file: any File
  private let path: FilePath
  private let compressor: FrameCompressor

  /// The frame that is being gathered.
  private var entries: [UInt8] = []
  private var records: UInt64 = 0
  private var first: LogPosition
  /// The frame in which the commit began that `entries` starts inside of.
  private var continuedFrame: Int?

  private var contents = FrameTable.Contents()
  private var buffer: [UInt8] = []
  private var buffered = 0
  private var offset = ByteCount.zero
  private var unsynced = 0

  /// Frames are written in larger pieces.
  private static let writeBytes = 1 << 20
  /// Synced at a time, so that no commit's own sync waits behind a whole file.
  private static let syncedBytes = 4 << 20
  /// Smaller blocks are compressed again together with what follows: many small frames would take more room.
  private static let smallestTakenOver = SegmentFormat.packedFrameBytes / 2

  init(_ file: any File, path: FilePath, first: LogPosition, compressionLevel: Int32) {
    self.file = file
    self.path = path
    self.first = first
    compressor = FrameCompressor(level: compressionLevel)
  }

  /// Adds a frame that was just read from the closed file: its first entry, one commit, or the seal. True for the seal.
  mutating func append(_ frame: Frame, of stream: FrameStream) throws(SegmentError) -> Bool {
    var walk = FrameEntries(frame.content)
    switch walk.next() {
    case .commit:
      let fits = entries.count + frame.content.count <= SegmentFormat.packedFrameBytes
      if !fits, canFlush { try flush(continuing: nil) }
      if entries.count + frame.content.count <= SegmentFormat.packedFrameBytes {
        frame.content.append(to: &entries)
        records += UInt64(walk.commit?.count ?? 0)
      } else {
        try split(frame, of: stream)
      }
      return false
    case .seal:
      if !entries.isEmpty { try flush(continuing: nil) }
      frame.content.append(to: &entries)
      try flush(continuing: nil)
      return true
    default:
      frame.content.append(to: &entries)
      return false
    }
  }

  /// Writes and syncs what is left, and returns where the frames are.
  mutating func finish() throws(SegmentError) -> FrameTable.Contents {
    if !entries.isEmpty { try flush(continuing: nil) }
    try writeBuffer()
    try synchronize()
    return contents
  }

  /// The position of the next record to come.
  var next: LogPosition { first.advanced(by: records) }

  /// The first frame is kept until it holds a record.
  private var canFlush: Bool { !entries.isEmpty && (!contents.frames.isEmpty || records > 0) }

  /// Spreads a commit that is larger than a frame over several, at records.
  private mutating func split(_ frame: Frame, of stream: FrameStream) throws(SegmentError) {
    let begin = contents.frames.count
    var walk = FrameEntries(frame.content)
    for block in stream.blocks ?? [] {
      let end = block.content.upperBound
      let (behind, records) = walk.walked(to: end)
      if walk.offset == block.content.lowerBound, behind.offset == end, try makeWay(for: block, begin) {
        takeOver(stream.bytes(of: block, in: frame), contentBytes: block.content.count, records: records)
        continuedFrame = end == frame.content.count ? nil : begin
        walk = behind
        try writeFullBuffer()
      } else {
        try gather(&walk, to: end, begin)
      }
    }
  }

  /// Gathers the entries that begin before `end`, of a commit that began in the frame `begin`.
  private mutating func gather(_ walk: inout FrameEntries, to end: Int, _ begin: Int) throws(SegmentError) {
    while walk.offset < end {
      let kind = walk.next()
      guard kind == .commit || kind == .record else { return }
      let size = walk.entryBytes
      if kind == .record, entries.count + size > SegmentFormat.packedFrameBytes, canFlush, records > 0 {
        try flush(continuing: begin)
      }
      walk.appendEntry(to: &entries)
      if kind == .record { records += 1 }
    }
  }

  /// Whether a block can be the next frame; what was gathered before it is a frame then.
  private mutating func makeWay(for block: StoredBlock, _ begin: Int) throws(SegmentError) -> Bool {
    guard block.content.count >= Self.smallestTakenOver else { return false }
    if entries.isEmpty { return true }
    guard canFlush, records > 0 else { return false }
    try flush(continuing: begin)
    return true
  }

  /// Adds a block of the closed file as a frame.
  private mutating func takeOver(_ block: ArraySlice<UInt8>, contentBytes: Int, records: UInt64) {
    addFrame(contentBytes: contentBytes)
    buffered += FrameCompressor.enclose(block, contentBytes: contentBytes, into: &buffer, at: buffered)
    first = first.advanced(by: records)
  }

  /// Ends a frame. `commitFrame`: where the commit began that goes on in the next.
  private mutating func flush(continuing commitFrame: Int?) throws(SegmentError) {
    addFrame(contentBytes: entries.count)
    buffered += compressor.compress(entries, into: &buffer, at: buffered, spare: 0)
    first = first.advanced(by: records)
    entries.removeAll(keepingCapacity: true)
    records = 0
    continuedFrame = commitFrame
    try writeFullBuffer()
  }

  /// Notes where the next frame starts.
  private mutating func addFrame(contentBytes: Int) {
    let index = contents.frames.count
    contents.frames.append(
      FrameEntry(
        offset: offset + ByteCount(buffered), firstPosition: first,
        commitFramesBack: UInt32(continuedFrame.map { index - $0 } ?? 0)))
    contents.entryBytes += contentBytes
  }

  private mutating func writeFullBuffer() throws(SegmentError) {
    if buffered >= Self.writeBytes { try writeBuffer() }
  }

  private mutating func writeBuffer() throws(SegmentError) {
    do {
      try file.write(buffer, count: buffered, at: offset)
    } catch {
      throw .system(error, "writing a packed segment", path, offset: offset)
    }
    offset += ByteCount(buffered)
    unsynced += buffered
    buffered = 0
    if unsynced >= Self.syncedBytes { try synchronize() }
  }

  private mutating func synchronize() throws(SegmentError) {
    do {
      try file.synchronizeData()
    } catch {
      throw .system(error, "syncing a packed segment", path, offset: offset)
    }
    unsynced = 0
  }
}
