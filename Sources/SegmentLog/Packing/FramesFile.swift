internal import SystemPackage

/// The `.frames` file beside a closed segment: where each frame starts. Disposable.
///
/// ```
///  0  magic "dbframe" 01          64  entry bytes  u64
///  8  log id, 16 bytes            72  frames       u64
/// 24  file bytes   u64            80  per frame: offset u64, first position u64, frames back to its commit u64
/// 32  fingerprint, 32 bytes       ..  SHA-256 over everything before
/// ```
/// Numbers are little-endian. The length and the fingerprint name the exact file that the offsets are of, so that a
/// file of another form under the same name (closed, packed) is never taken for it.
struct FramesFile: Hashable {
  var logID: LogID
  var fileBytes: ByteCount
  var fingerprint: Digest
  var contents: FrameTable.Contents

  private static let magic = Array("dbframe".utf8) + [1]
  private static let headerBytes = 80
  private static let entryBytes = 24

  static func path(_ id: SegmentID, in directory: LogDirectory) -> FilePath {
    directory.path(id.fileName + LogDirectory.framesSuffix)
  }

  var bytes: [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.headerBytes + contents.frames.count * Self.entryBytes + Digest.byteCount)
    bytes += logID.bytes
    bytes.appendLittleEndian(UInt64(fileBytes.rawValue))
    bytes += fingerprint.bytes
    bytes.appendLittleEndian(UInt64(contents.entryBytes))
    bytes.appendLittleEndian(UInt64(contents.frames.count))
    for frame in contents.frames {
      bytes.appendLittleEndian(UInt64(frame.offset.rawValue))
      bytes.appendLittleEndian(frame.firstPosition.rawValue)
      bytes.appendLittleEndian(UInt64(frame.commitFramesBack))
    }
    return bytes + Self.digest(bytes[...]).bytes
  }

  init(logID: LogID, fileBytes: ByteCount, fingerprint: Digest, contents: FrameTable.Contents) {
    self.logID = logID
    self.fileBytes = fileBytes
    self.fingerprint = fingerprint
    self.contents = contents
  }

  /// Reads the file's bytes; nil if they are damaged.
  init?(_ bytes: [UInt8]) {
    let body = bytes.count - Digest.byteCount
    guard body >= Self.headerBytes, bytes.starts(with: Self.magic),
      Self.digest(bytes[..<body]) == Digest(bytes[body...]),
      let logID = LogID(bytes[8..<24]), let fingerprint = Digest(bytes[32..<64]),
      let fileBytes = Int(exactly: bytes.littleEndian(at: 24)),
      let entryBytes = Int(exactly: bytes.littleEndian(at: 64)),
      bytes.littleEndian(at: 72) == UInt64((body - Self.headerBytes) / Self.entryBytes),
      (body - Self.headerBytes) % Self.entryBytes == 0
    else { return nil }
    self.logID = logID
    self.fileBytes = ByteCount(fileBytes)
    self.fingerprint = fingerprint
    contents = FrameTable.Contents(frames: [], entryBytes: entryBytes)
    for start in stride(from: Self.headerBytes, to: body, by: Self.entryBytes) {
      guard let offset = Int(exactly: bytes.littleEndian(at: start)),
        let back = UInt32(exactly: bytes.littleEndian(at: start + 16))
      else { return nil }
      contents.frames.append(
        FrameEntry(
          offset: ByteCount(offset), firstPosition: LogPosition(bytes.littleEndian(at: start + 8)),
          commitFramesBack: back))
    }
  }

  /// The frames of an open segment file as its `.frames` file tells them; nil if that is missing, damaged, or of
  /// another file.
  static func read(_ id: SegmentID, of file: any File, logID: LogID, in directory: LogDirectory) -> FrameTable.Contents?
  {
    let path = path(id, in: directory)
    do {
      let sidecar = try directory.fileSystem.openForReading(path)
      let size = try file.size()
      guard let frames = FramesFile(try sidecar.read(count: sidecar.size().rawValue, at: .zero)),
        frames.logID == logID, frames.fileBytes == size, try frames.fingerprint == fingerprint(of: file, size: size)
      else { return nil }
      return frames.contents
    } catch {
      return nil  // whatever it is, the frames themselves are in the segment
    }
  }

  /// Writes the `.frames` file of a closed segment. Not synced: it can be rebuilt at any time.
  static func write(
    _ contents: FrameTable.Contents, _ id: SegmentID, of file: any File, logID: LogID, in directory: LogDirectory
  ) throws(SegmentError) {
    let path = path(id, in: directory)
    do {
      let size = try file.size()
      let frames = FramesFile(
        logID: logID, fileBytes: size, fingerprint: try fingerprint(of: file, size: size), contents: contents)
      let bytes = frames.bytes
      let sidecar = try directory.fileSystem.openForWriting(path)
      try sidecar.truncate(to: ByteCount(bytes.count))
      try sidecar.write(bytes, at: .zero)
    } catch {
      throw .system(error, "writing a segment's frame index", path)
    }
  }

  /// SHA-256 over a file's first and last 4 KiB: first entry and seal, and where they stand.
  private static func fingerprint(of file: any File, size: ByteCount) throws(Errno) -> Digest {
    let count = 4096
    let last = ByteCount(max(0, size.rawValue - count))
    return digest((try file.read(count: count, at: .zero) + file.read(count: count, at: last))[...])
  }

  private static func digest(_ bytes: ArraySlice<UInt8>) -> Digest {
    var digest = RunningDigest()
    digest.append(bytes)
    return digest.value
  }
}
