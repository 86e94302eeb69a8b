import Crypto
import EventSourcing
import SegmentLog
import SystemPackage

/// A projection's state on disk: disposable, and never trusted further than its checksums.
///
/// ```text
/// LZ4 frame    header:  "daybook.snapshot.2", projection, version, log id, position      (SnapshotHeader)
/// LZ4 frames   rows:    chunks of whole rows, about 256 KiB each
/// LZ4 frame    footer:  SHA-256 over all bytes of rows, and their number                 (SnapshotFooter)
/// ```
///
/// Written under a temporary name, synced, renamed, directory synced. The digest in the footer is that of the state:
/// equal states write equal rows. Whoever loads a snapshot relies on the frames' own checksums, which every block is
/// checked against, and on the footer for its being whole; the digest is recomputed by those who compare it.
struct SnapshotFile {
  let directory: FilePath
  let fileSystem: any FileSystem

  /// Why a snapshot is not used. It is left to be replaced: the model is rebuilt.
  enum Unusable: Error, Equatable, CustomStringConvertible {
    case missing
    case otherVersion
    case otherLog
    case damaged(String)
    /// The file system does not give it out.
    case unreadable(String)

    var description: String {
      switch self {
      case .missing: "there is none"
      case .otherVersion: "it is of another version of the read model"
      case .otherLog: "it is of another log, or of a longer one"
      case .damaged(let reason): "it is damaged: \(reason)"
      case .unreadable(let reason): "it cannot be read: \(reason)"
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
      var rowBytes: UInt64 = 0
      let (position, digest) = try StateDigest.collect(model) { (position) throws(FieldError) in
        let header = SnapshotHeader(
          projection: model.name, version: model.version, log: log.bytes, position: position.rawValue)
        output.write(try header.encoded())
      } chunk: {
        output.write($0)
        rowBytes += UInt64($0.count)
      }
      output.write(try SnapshotFooter(digest: digest.bytes, rowBytes: rowBytes).encoded())
      try output.finish()
      try fileSystem.rename(temporary, to: target)
      try fileSystem.synchronizeDirectory(directory)
      return (position, digest)
    } catch let error as FieldError {
      try? fileSystem.remove(temporary)
      throw .invalidEvent(error)
    } catch {
      // What is there of it takes room that the log may need.
      try? fileSystem.remove(temporary)
      let place = SegmentError.Place(file: target)
      throw .storage(SegmentError(.io, "the snapshot cannot be written", cause: error, place: place))
    }
  }

  /// What a snapshot claims, without reading its rows: the position is proof that the log reached so far.
  func header(_ name: String) throws(Unusable) -> SnapshotHeader {
    let frames = try frames(name)
    return try frames.header()
  }

  /// Checks a whole snapshot against its own digest.
  func check(_ name: String) throws(Unusable) -> (SnapshotHeader, StateDigest) {
    let frames = try frames(name)
    let header = try frames.header()
    guard header.format == SnapshotHeader.format else { throw .otherVersion }
    var hash = SHA256()
    var chunk: [UInt8] = []
    while try frames.nextRows(&chunk) { hash.update(data: chunk) }
    let digest = StateDigest(bytes: Array(hash.finalize()))
    guard digest.bytes == frames.footer?.digest else { throw .damaged("its rows do not match its digest") }
    return (header, digest)
  }

  /// Fills a model from its snapshot, if there is one of this version and log that is whole.
  func load(_ model: any FoldingReadModel, of log: LogID, upTo head: Position) throws(Unusable) {
    let frames = try frames(model.name)
    let header = try frames.header()
    guard header.format == SnapshotHeader.format, header.projection == model.name, header.version == model.version
    else { throw .otherVersion }
    guard header.log == log.bytes, header.position <= head.rawValue else { throw .otherLog }
    var rows = SnapshotReader { (chunk) throws(FieldError) in
      do throws(Unusable) {
        return try frames.nextRows(&chunk)
      } catch {
        throw FieldError(.malformed, "\(error)")
      }
    }
    do throws(FieldError) {
      try model.load(&rows, at: Position(rawValue: header.position))
    } catch {
      throw .damaged("\(error)")
    }
  }

  private func frames(_ name: String) throws(Unusable) -> SnapshotFrames {
    do throws(Errno) {
      guard try fileSystem.identity(of: path(name)) != nil else { throw Errno.noSuchFileOrDirectory }
      return try SnapshotFrames(fileSystem.openForReading(path(name)))
    } catch {
      throw error == .noSuchFileOrDirectory ? .missing : .unreadable("\(error)")
    }
  }
}
