internal import SystemPackage

/// Makes a prepared file a segment of the log.
struct SegmentBirth {
  let logID: LogID
  /// The tree over all earlier records.
  let tree: MerkleTree
  let alignment: Int
  let directory: LogDirectory
  let compressor: FrameCompressor

  /// Why a segment could not be begun.
  enum Failure: Error {
    /// There is no space; the log is as it was.
    case full(SegmentError)
    /// Whether the segment is there is unknown.
    case unknown(SegmentError)
  }

  /// Writes the first entry, syncs it, gives the file its name and makes the name durable, in this order.
  func begin(_ prepared: PreparedFile) throws(Failure) -> ActiveSegment {
    let id = SegmentID(firstPosition: LogPosition(tree.size + 1))
    let path = directory.path(id)
    var content: [UInt8] = []
    EntryEncoding.append(
      SegmentEntry(
        format: SegmentFormat.version, logID: logID, firstPosition: id.firstPosition, peaks: tree.peaks,
        alignment: ByteCount(alignment)),
      to: &content)
    var frame: [UInt8] = []
    let frameBytes = compressor.compress(content, into: &frame, spare: 2 * alignment)
    var segment = ActiveSegment(
      id: id, file: prepared.file, path: path, alignment: alignment, capacity: prepared.capacity, offset: .zero,
      entryBytes: 0, frames: FrameTable(of: prepared.file.identity))
    do {
      try segment.write(&frame, frameBytes: frameBytes)
    } catch {
      let cause = SegmentError.system(error, "writing the first entry of a segment", path)
      throw cause.code == .full ? .full(cause) : .unknown(cause)
    }
    do {
      try prepared.file.synchronizeData()
      try directory.fileSystem.rename(prepared.path, to: path)
      try directory.fileSystem.synchronizeDirectory(directory.path)
    } catch {
      throw .unknown(.system(error, "making a new segment durable", path))
    }
    segment.advance(frameBytes: frameBytes, entryBytes: content.count, firstPosition: id.firstPosition)
    return segment
  }
}
