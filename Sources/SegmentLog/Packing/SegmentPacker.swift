internal import SystemPackage

/// Rewrites a closed segment in frames of about 64 KiB. No decompressed byte changes, and no proof.
///
/// The closed file stays what it is until the packed one is synced, was read again past the cache, compared, and takes
/// its name.
struct SegmentPacker {
  let id: SegmentID
  let logID: LogID
  let directory: LogDirectory
  let compressionLevel: Int32

  /// Packs the segment; nothing happens if it is packed already. After an error the segment is as it was.
  func pack() throws(SegmentError) {
    do throws(SegmentError) {
      try packed()
    } catch {
      // What is there of it takes room that the log may need.
      try? directory.fileSystem.remove(temporary)
      throw error
    }
  }

  private var temporary: FilePath { directory.path(id.fileName + LogDirectory.packingSuffix) }

  private func packed() throws(SegmentError) {
    let path = directory.path(id)
    do {
      let source = try directory.fileSystem.openForReading(path)
      let closed = try SegmentHandle.closed(id, file: source, logID: logID, in: directory)
      if closed.frames.isPacked { return }
      let target = try directory.fileSystem.openForWriting(temporary)
      try target.truncate(to: .zero)
      let contents = try write(closed, to: target, size: source.size(), temporary)
      try target.dropCache()
      try compare(closed, with: target, temporary)
      try directory.fileSystem.rename(temporary, to: path)
      try directory.fileSystem.synchronizeDirectory(directory.path)
      try FramesFile.write(contents, id, of: target, logID: logID, in: directory)
    } catch let error as SegmentError {
      throw error
    } catch let error as Errno {
      throw .system(error, "packing a segment", path)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// Writes the packed frames, which are durable on return, and tells where they are.
  private func write(
    _ closed: SegmentHandle, to target: any File, size: ByteCount, _ path: FilePath
  ) throws(SegmentError) -> FrameTable.Contents {
    let stream = FrameStream(closed.file, from: .zero, limit: size, notingBlocks: true)
    var output = PackedOutput(target, path: path, first: id.firstPosition, compressionLevel: compressionLevel)
    var isSealed = false
    while !isSealed, let frame = try closed.read(from: stream, position: output.next) {
      isSealed = try output.append(frame, of: stream)
    }
    return try output.finish()
  }

  /// Compares the decompressed bytes of both files.
  private func compare(_ closed: SegmentHandle, with packed: any File, _ path: FilePath) throws(SegmentError) {
    let target = SegmentHandle(
      id, path: path, file: packed, frames: FrameTable(of: packed.identity), complete: false, mark: logID.commitMark)
    var comparison = ContentComparison(
      closed: ContentWalk(closed, size: try closed.size()),
      packed: ContentWalk(target, size: try target.size(), byWholeFrames: true))
    guard try !comparison.findsEqual() else { return }
    throw SegmentError(
      .io, "the packed file does not read back as it was written; the closed one stays; check the device",
      place: SegmentError.Place(file: path, position: id.firstPosition))
  }
}
