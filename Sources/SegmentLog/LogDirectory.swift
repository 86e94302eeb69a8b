internal import SystemPackage

/// The names in a log's directory, and the file system that holds it.
///
/// ```
/// 00000000000000000001.lz4          a segment
/// 00000000000000000001.lz4.frames   its frames; disposable
/// 00000000000000000001.lz4.<offset>.torn   what a crash left of the frame at that offset
/// next.new, *.recovering, *.packing work that is not finished; removed by the next writer
/// head, lock
/// ```
struct LogDirectory: Sendable {
  let path: FilePath
  let fileSystem: any FileSystem

  static let preparedName = "next.new"
  static let framesSuffix = ".frames"
  static let packingSuffix = ".packing"
  static let recoveringSuffix = ".recovering"

  func path(_ name: String) -> FilePath { path.appending(name) }
  func path(_ segment: SegmentID) -> FilePath { path.appending(segment.fileName) }

  /// The segments in order of position.
  func segments() throws(SegmentError) -> [SegmentID] {
    try names().compactMap(SegmentID.init(fileName:)).sorted()
  }

  func names() throws(SegmentError) -> [String] {
    do {
      return try fileSystem.list(path)
    } catch {
      throw .system(error, "listing the log's directory", path)
    }
  }

  /// Names that only an interrupted writer leaves.
  static func isUnfinished(_ name: String) -> Bool {
    name == preparedName || name.hasSuffix(recoveringSuffix) || name.hasSuffix(packingSuffix)
  }

  func synchronize() throws(SegmentError) {
    do {
      try fileSystem.synchronizeDirectory(path)
    } catch {
      throw .system(error, "making file names durable", path)
    }
  }
}
