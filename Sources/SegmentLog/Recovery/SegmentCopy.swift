internal import SystemPackage

/// Replaces an active segment's file by a copy of its valid prefix.
///
/// What was only in the page cache becomes durable, and stale bytes behind the prefix disappear. The old file stays
/// what it is until the new one is durable and takes its name.
struct SegmentCopy {
  let directory: LogDirectory
  let id: SegmentID
  /// The file to copy from.
  let file: any File

  private static let step = 1 << 20

  /// Copies the first `prefix` bytes, which end with a frame, writes the padding up to `end` anew, fills the file up to
  /// `capacity` with zeros under one skippable frame, syncs, renames, syncs the directory. Returns the new file.
  @discardableResult
  func replace(prefix: ByteCount, end: ByteCount, capacity: ByteCount) throws(SegmentError) -> any File {
    let fileSystem = directory.fileSystem
    let temporary = directory.path(id.fileName + LogDirectory.recoveringSuffix)
    do {
      let copy = try fileSystem.openForWriting(temporary)
      try copy.truncate(to: .zero)
      var buffer = [UInt8](repeating: 0, count: min(Self.step, prefix.rawValue))
      var offset = 0
      while offset < prefix.rawValue {
        let count = try file.read(
          into: &buffer, count: min(buffer.count, prefix.rawValue - offset), at: ByteCount(offset))
        guard count > 0 else {
          throw SegmentError(
            .io, "the file became shorter while it was copied",
            place: SegmentError.Place(file: directory.path(id), offset: ByteCount(offset)))
        }
        try copy.write(buffer, count: count, at: ByteCount(offset))
        offset += count
      }
      let zeros = [UInt8](repeating: 0, count: min(Self.step, max(0, capacity.rawValue - offset)))
      while offset < capacity.rawValue {
        let count = min(zeros.count, capacity.rawValue - offset)
        try copy.write(zeros, count: count, at: ByteCount(offset))
        offset += count
      }
      let header = ByteCount(SegmentFormat.skippableHeaderBytes)
      if prefix < end { try copy.write(FrameLayout.skippable(end - prefix, written: header), at: prefix) }
      if end < capacity { try copy.write(FrameLayout.skippable(capacity - end, written: header), at: end) }
      try copy.synchronizeData()
      try fileSystem.rename(temporary, to: directory.path(id))
      try fileSystem.synchronizeDirectory(directory.path)
      return copy
    } catch let error as SegmentError {
      throw error
    } catch let error as Errno {
      throw .system(error, "copying the active segment", directory.path(id))
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }
}
