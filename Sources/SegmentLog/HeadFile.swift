internal import SystemPackage

/// The `head` file: how far the log is durable, for other processes.
///
/// ```
///  0  magic "daybook" 01        32  offset       u64
///  8  log id, 16 bytes          40  position     u64
/// 24  segment       u64         48  committed at i64
///                               56  first 8 bytes of SHA-256 over 0..<56
/// ```
/// Numbers are little-endian. Rewritten in place after each sync and never synced itself: what it shows was durable
/// before, so an old one is merely modest.
struct HeadFile {
  static let name = "head"
  static let byteCount = 64
  /// A reader that meets a rewrite sees bytes of two heads; a few more looks are enough.
  static let attempts = 100

  var logID: LogID
  var head: DurableHead

  private static let magic = Array("daybook".utf8) + [1]

  var bytes: [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.byteCount)
    bytes += logID.bytes
    bytes.appendLittleEndian(head.segment.firstPosition.rawValue)
    bytes.appendLittleEndian(UInt64(head.offset.rawValue))
    bytes.appendLittleEndian(head.position.rawValue)
    bytes.appendLittleEndian(UInt64(bitPattern: head.committedAt.rawValue))
    return bytes + Self.checksum(bytes[...])
  }

  init(logID: LogID, head: DurableHead) {
    self.logID = logID
    self.head = head
  }

  /// Reads a head; nil if it is damaged.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic),
      Self.checksum(bytes[..<56]) == Array(bytes[56...]), let logID = LogID(bytes[8..<24]),
      let offset = Int(exactly: bytes.littleEndian(at: 32))
    else { return nil }
    self.logID = logID
    head = DurableHead(
      position: LogPosition(bytes.littleEndian(at: 40)),
      committedAt: LogTimestamp(microseconds: Int64(bitPattern: bytes.littleEndian(at: 48))),
      segment: SegmentID(firstPosition: LogPosition(bytes.littleEndian(at: 24))), offset: ByteCount(offset))
  }

  /// Reads the head of a directory; nil if there is none or it stays damaged.
  static func read(in directory: FilePath, _ fileSystem: any FileSystem) throws(SegmentError) -> HeadFile? {
    let path = directory.appending(name)
    do {
      let file = try fileSystem.openForReading(path)
      for _ in 0..<attempts {
        if let head = HeadFile(try file.read(count: byteCount, at: .zero)) { return head }
      }
      return nil
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      throw .system(error, "reading the head", path)
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var digest = RunningDigest()
    digest.append(bytes)
    return Array(digest.value.bytes.prefix(8))
  }
}

extension [UInt8] {
  /// The 8-byte little-endian number at an index.
  func littleEndian(at index: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(self[index + $1]) << UInt64(8 * $1) }
  }
}
