import EventSourcing
public import SegmentLog
public import SystemPackage

/// A directory of checkpoints: how far each policy has answered.
///
/// ```text
/// NAME.checkpoint.lz4    one LZ4 frame:  "daybook.checkpoint.1", policy, log id, position    (Checkpoint)
/// ```
///
/// Disposable: without one, or with a damaged one, a policy begins at the first event and decides nothing twice. It is
/// written after the answers up to its position are durable, so it proves the log to reach there.
public struct CheckpointStore: Sendable {
  private let directory: FilePath
  private let fileSystem: any FileSystem

  /// Checkpoints in a directory, which is created when the first is written.
  public init(directory: FilePath, fileSystem: any FileSystem) {
    self.directory = directory
    self.fileSystem = fileSystem
  }

  private func path(_ name: String) -> FilePath { directory.appending("\(name).checkpoint.lz4") }

  /// The position that a policy has answered up to; nil without a whole checkpoint of this log.
  func position(of name: String, in log: LogID, upTo head: Position) -> Position? {
    guard let stored = stored(name), stored.log == log.bytes, stored.policy == name, stored.position <= head.rawValue
    else { return nil }
    return Position(rawValue: stored.position)
  }

  /// Replaces a policy's checkpoint: temporary name, synced, renamed, directory synced.
  func save(_ position: Position, of name: String, in log: LogID) throws(EventLogError) {
    do {
      let content = try Checkpoint(policy: name, log: log.bytes, position: position.rawValue).encoded()
      try write(content, to: path(name))
    } catch let error as FieldError {
      throw .invalidEvent(error)
    } catch {
      let place = SegmentError.Place(file: path(name))
      throw .storage(SegmentError(.io, "the checkpoint cannot be written", cause: error, place: place))
    }
  }

  private func write(_ content: [UInt8], to path: FilePath) throws(Errno) {
    try fileSystem.createDirectory(directory)
    let temporary = FilePath(path.string + ".new")
    do {
      let file = try fileSystem.openForWriting(temporary)
      try file.truncate(to: .zero)
      var frame: [UInt8] = []
      let count = FrameCompressor(level: 0).compress(content, into: &frame, spare: 0)
      try file.write(frame, count: count, at: .zero)
      try file.synchronizeData()
      try fileSystem.rename(temporary, to: path)
    } catch {
      // What is there of it takes room that the log may need.
      try? fileSystem.remove(temporary)
      throw error
    }
    try fileSystem.synchronizeDirectory(directory)
  }

  private func stored(_ name: String) -> Checkpoint? {
    do {
      guard try fileSystem.identity(of: path(name)) != nil else { return nil }
      let file = try fileSystem.openForReading(path(name))
      let bytes = try file.read(count: try file.size().rawValue, at: .zero)
      var content: [UInt8] = []
      _ = try FrameDecompressor.decompress(bytes[...], into: &content)
      let checkpoint = try Checkpoint(decoding: content)
      return checkpoint.format == Checkpoint.format ? checkpoint : nil
    } catch {
      // What cannot be read is not there: the policy begins anew.
      return nil
    }
  }

  /// How far these checkpoints prove a log, or if nil any log, to be durable. A damaged one proves nothing.
  public func evidence(of log: LogID?, _ names: [String]) -> DurableEvidence {
    DurableEvidence(
      names.compactMap { name in
        guard let stored = stored(name), log == nil || stored.log == log?.bytes else { return nil }
        return DurableEvidence.Claim(source: "checkpoint \(name)", position: LogPosition(stored.position))
      })
  }
}

/// The content of a checkpoint.
struct Checkpoint: FieldMessage {
  static let schemaName = "Checkpoint"
  static let format = "daybook.checkpoint.1"

  var format = ""
  var policy = ""
  var log: [UInt8] = []
  var position: UInt64 = 0

  init(policy: String, log: [UInt8], position: UInt64) {
    format = Self.format
    self.policy = policy
    self.log = log
    self.position = position
  }

  init(_: Blank) {}

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "format", &format)
    try f.field(2, "policy", &policy)
    try f.field(3, "log", &log)
    try f.field(4, "position", &position)
  }
}
