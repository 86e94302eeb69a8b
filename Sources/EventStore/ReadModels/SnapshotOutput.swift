import SegmentLog
import SystemPackage

/// Writes the frames of a snapshot, each as soon as it is there.
///
/// Who makes the rows cannot be told of a failed write; it is kept, nothing more is written, and ``finish()`` throws it.
final class SnapshotOutput {
  private let file: any File
  private let compressor = FrameCompressor(level: 0)
  private var buffer: [UInt8] = []
  private var offset = ByteCount.zero
  private var failure: Errno?

  /// Begins anew, whatever the file holds.
  init(_ file: any File) throws(Errno) {
    self.file = file
    try file.truncate(to: .zero)
  }

  /// Writes a frame behind those before.
  func write(_ content: [UInt8]) {
    guard failure == nil else { return }
    do throws(Errno) {
      let count = compressor.compress(content, into: &buffer, spare: 0)
      try file.write(buffer, count: count, at: offset)
      offset += ByteCount(count)
    } catch {
      failure = error
    }
  }

  /// Returns once everything is on stable storage.
  func finish() throws(Errno) {
    if let failure { throw failure }
    try file.synchronizeData()
  }
}
