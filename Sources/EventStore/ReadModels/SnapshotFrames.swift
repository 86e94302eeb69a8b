import EventSourcing
import SegmentLog
import SystemPackage

/// Reads the frames of a snapshot, one after the other: as much of the file is in memory as is needed for that. For one
/// thread at a time.
final class SnapshotFrames {
  /// Enough for the frame of a header: most of what a look at a snapshot's claims has to read.
  private static let firstRead = 4 << 10
  /// Read at a time. What belongs to the frame that such a piece ends in is read twice, so it is many frames long.
  private static let readAhead = 2 << 20

  private let file: any File
  private let size: Int
  private var window: [UInt8] = []
  /// What of the file the window holds.
  private var seen = 0..<0
  /// Where the next frame starts.
  private var offset = 0
  private var rowBytes: UInt64 = 0

  /// The last frame, once ``nextRows(_:)`` has met it.
  private(set) var footer: SnapshotFooter?

  init(_ file: any File) throws(Errno) {
    self.file = file
    size = try file.size().rawValue
  }

  /// The first frame.
  func header() throws(SnapshotFile.Unusable) -> SnapshotHeader {
    var content: [UInt8] = []
    guard try next(&content, reading: Self.firstRead) else { throw .damaged("it ends early") }
    return try Self.decode(SnapshotHeader.self, content)
  }

  /// Puts the next chunk of rows into an array; false if there is none, and it is certain that none is missing.
  func nextRows(_ chunk: inout [UInt8]) throws(SnapshotFile.Unusable) -> Bool {
    guard try next(&chunk, reading: Self.readAhead) else { throw .damaged("it has no footer") }
    guard offset == size else {
      rowBytes += UInt64(chunk.count)
      return true
    }
    let footer = try Self.decode(SnapshotFooter.self, chunk)
    guard footer.mark == SnapshotFooter.mark else { throw .damaged("it has no footer") }
    guard footer.rowBytes == rowBytes else {
      throw .damaged("it has \(rowBytes) bytes of rows, and not the \(footer.rowBytes) that its footer tells")
    }
    self.footer = footer
    return false
  }

  private func next(_ content: inout [UInt8], reading count: Int) throws(SnapshotFile.Unusable) -> Bool {
    guard offset < size else { return false }
    do {
      try see(SegmentFormat.frameHeaderBytes, reading: count)
      try see(FrameDecompressor.largestFrame(ahead), reading: count)
      offset += try FrameDecompressor.decompress(ahead, into: &content)
      return true
    } catch let error as FrameDamage {
      throw .damaged(error.text)
    } catch {
      throw .unreadable("\(error)")
    }
  }

  /// What the window holds from the offset on.
  private var ahead: ArraySlice<UInt8> { window[(offset - seen.lowerBound)..<seen.count] }

  /// Has the window reach `wanted` bytes beyond the offset, or to the end of the file.
  private func see(_ wanted: Int, reading count: Int) throws(Errno) {
    guard seen.upperBound < min(size, offset + wanted) else { return }
    let needed = min(size - offset, max(wanted, count))
    if window.count < needed { window = Array(repeating: 0, count: needed) }
    let read = try file.read(into: &window, count: needed, at: ByteCount(offset))
    seen = offset..<(offset + read)
  }

  private static func decode<M: FieldMessage>(_ type: M.Type, _ bytes: [UInt8]) throws(SnapshotFile.Unusable) -> M {
    do throws(FieldError) { return try M(decoding: bytes) } catch { throw .damaged("\(error)") }
  }
}

/// The first frame of a snapshot.
struct SnapshotHeader: FieldMessage {
  static let schemaName = "SnapshotHeader"
  static let format = "daybook.snapshot.2"

  var format = ""
  var projection = ""
  var version: UInt32 = 0
  var log: [UInt8] = []
  var position: UInt64 = 0

  init(_: Blank) {}

  init(projection: String, version: UInt32, log: [UInt8], position: UInt64) {
    self.format = Self.format
    self.projection = projection
    self.version = version
    self.log = log
    self.position = position
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "format", &format)
    try f.field(2, "projection", &projection)
    try f.field(3, "version", &version)
    try f.field(4, "log", &log)
    try f.field(5, "position", &position)
  }
}

/// The last frame of a snapshot.
struct SnapshotFooter: FieldMessage {
  static let schemaName = "SnapshotFooter"

  /// What no row starts with: a snapshot that was cut behind a chunk of rows does not pass for a whole one.
  static let mark = "daybook.snapshot.2.end"

  var mark = ""
  var digest: [UInt8] = []
  /// The bytes of all rows: none is missing.
  var rowBytes: UInt64 = 0

  init(_: Blank) {}

  init(digest: [UInt8], rowBytes: UInt64) {
    mark = Self.mark
    self.digest = digest
    self.rowBytes = rowBytes
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "mark", &mark)
    try f.field(2, "digest", &digest)
    try f.field(3, "row_bytes", &rowBytes)
  }
}
