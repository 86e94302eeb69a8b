import Crypto
import EventSourcing
import SegmentLog
import SystemPackage

/// A projection's state on disk: disposable, and never trusted further than its checksums.
///
/// ```text
/// LZ4 frame    header:  "daybook.snapshot.1", projection, version, log id, position      (SnapshotHeader)
/// LZ4 frames   rows:    chunks of whole rows, about 256 KiB each
/// LZ4 frame    footer:  SHA-256 over all bytes of rows                                   (SnapshotFooter)
/// ```
///
/// Written under a temporary name, synced, renamed, directory synced. The digest in the footer is that of the state:
/// equal states write equal rows.
struct SnapshotFile {
  let directory: FilePath
  let fileSystem: any FileSystem

  /// Why a snapshot is not used. It is left to be replaced: the model is rebuilt.
  enum Unusable: Error, Equatable, CustomStringConvertible {
    case missing
    case otherVersion
    case otherLog
    case damaged(String)

    var description: String {
      switch self {
      case .missing: "there is none"
      case .otherVersion: "it is of another version of the read model"
      case .otherLog: "it is of another log, or of a longer one"
      case .damaged(let reason): "it is damaged: \(reason)"
      }
    }
  }

  func path(_ name: String) -> FilePath { directory.appending("\(name).snapshot.lz4") }

  /// Writes a model's state; answers its position and digest. One chunk of rows is in memory at a time.
  func save(_ model: any FoldingReadModel, of log: LogID) throws(EventLogError) -> (Position, StateDigest) {
    let target = path(model.name)
    let temporary = FilePath(target.string + ".new")
    do {
      try fileSystem.createDirectory(directory)
      let output = try SnapshotOutput(fileSystem.openForWriting(temporary))
      let (position, digest) = try StateDigest.collect(model) { (position) throws(FieldError) in
        let header = SnapshotHeader(
          projection: model.name, version: model.version, log: log.bytes, position: position.rawValue)
        output.write(try header.encoded())
      } chunk: {
        output.write($0)
      }
      output.write(try SnapshotFooter(digest: digest.bytes).encoded())
      try output.finish()
      try fileSystem.rename(temporary, to: target)
      try fileSystem.synchronizeDirectory(directory)
      return (position, digest)
    } catch let error as FieldError {
      throw .invalidEvent(error)
    } catch {
      let place = SegmentError.Place(file: target)
      throw .storage(SegmentError(.io, "the snapshot cannot be written", cause: error, place: place))
    }
  }

  /// What a snapshot claims, without reading its rows: the position is proof that the log reached so far.
  func header(_ name: String) throws(Unusable) -> SnapshotHeader {
    var frames = try frames(name)
    return try Self.decode(SnapshotHeader.self, frames.next())
  }

  /// Checks a whole snapshot against its own digest.
  func check(_ name: String) throws(Unusable) -> (SnapshotHeader, StateDigest) {
    let (header, _, digest) = try read(name)
    return (header, digest)
  }

  private func read(_ name: String) throws(Unusable) -> (SnapshotHeader, [[UInt8]], StateDigest) {
    var frames = try frames(name)
    let header = try Self.decode(SnapshotHeader.self, frames.next())
    guard header.format == SnapshotHeader.format else { throw .otherVersion }
    var chunks: [[UInt8]] = []
    while let chunk = try frames.next() { chunks.append(chunk) }
    guard let last = chunks.popLast() else { throw .damaged("it has no footer") }
    let footer = try Self.decode(SnapshotFooter.self, last)
    var hash = SHA256()
    for chunk in chunks { hash.update(data: chunk) }
    let digest = StateDigest(bytes: Array(hash.finalize()))
    guard digest.bytes == footer.digest else { throw .damaged("its rows do not match its digest") }
    return (header, chunks, digest)
  }

  /// Fills a model from its snapshot, if there is one of this version and log that is whole.
  func load(_ model: any FoldingReadModel, of log: LogID, upTo head: Position) throws(Unusable) {
    let (header, chunks, _) = try read(model.name)
    guard header.projection == model.name, header.version == model.version else { throw .otherVersion }
    guard header.log == log.bytes, header.position <= head.rawValue else { throw .otherLog }
    var remaining = chunks[...]
    var rows = SnapshotReader { () throws(FieldError) in remaining.popFirst() }
    do throws(FieldError) {
      try model.load(&rows, at: Position(rawValue: header.position))
    } catch {
      throw .damaged("\(error)")
    }
  }

  private static func decode<M: FieldMessage>(_ type: M.Type, _ bytes: [UInt8]?) throws(Unusable) -> M {
    guard let bytes else { throw .damaged("it ends early") }
    do throws(FieldError) { return try M(decoding: bytes) } catch { throw .damaged("\(error)") }
  }

  private func frames(_ name: String) throws(Unusable) -> SnapshotFrames {
    do throws(Errno) {
      guard try fileSystem.identity(of: path(name)) != nil else { throw Errno.noSuchFileOrDirectory }
      let file = try fileSystem.openForReading(path(name))
      let size = try file.size()
      return SnapshotFrames(bytes: try file.read(count: size.rawValue, at: .zero))
    } catch {
      throw error == .noSuchFileOrDirectory ? .missing : .damaged("\(error)")
    }
  }
}

/// The frames of a snapshot, one after the other.
private struct SnapshotFrames {
  private let bytes: [UInt8]
  private var offset = 0
  private let decompressor = FrameDecompressor()

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() throws(SnapshotFile.Unusable) -> [UInt8]? {
    guard offset < bytes.count else { return nil }
    do throws(FrameDamage) {
      let (content, count) = try decompressor.decompress(bytes[offset...])
      offset += count
      return content
    } catch {
      throw .damaged(error.text)
    }
  }
}

/// The first frame of a snapshot.
struct SnapshotHeader: FieldMessage {
  static let schemaName = "SnapshotHeader"
  static let format = "daybook.snapshot.1"

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

  var digest: [UInt8] = []

  init(_: Blank) {}

  init(digest: [UInt8]) { self.digest = digest }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) { try f.field(1, "digest", &digest) }
}
