import Foundation
import SegmentLog
import SystemPackage

/// Runs `body` with an empty directory, which is removed afterwards.
func withTemporaryDirectory<R>(_ body: (FilePath) throws -> R) throws -> R {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("segmentlog-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(FilePath(url.path))
}

extension LogOptions {
  /// Small files, everything in one thread, a fixed identity.
  static var small: LogOptions {
    var options = LogOptions()
    options.segmentBytes = .kibibytes(64)
    options.preparedBytes = .kibibytes(64)
    options.alignment = ByteCount(512)
    options.maintenance = .inline
    options.newLogID = LogID(Array(0..<16))
    return options
  }
}

/// A record as tests compare it.
struct StoredRecord: Equatable {
  var position: LogPosition
  var commit: CommitInfo
  var bytes: [UInt8]
}

extension LogReader {
  /// Every durable record from a position on, read by a cursor.
  func records(from first: LogPosition = LogPosition(1)) throws -> [StoredRecord] {
    let cursor = try cursor(from: first)
    var records: [StoredRecord] = []
    while let block = try cursor.next() {
      unsafe block.forEachRecord(from: first) { position, commit, bytes in
        records.append(StoredRecord(position: position, commit: copy commit, bytes: unsafe Array(bytes)))
      }
    }
    return records
  }

  /// One record, found through the frame index.
  func record(at position: LogPosition) throws -> StoredRecord? {
    try unsafe block(containing: position).record(at: position) { commit, bytes in
      StoredRecord(position: position, commit: commit, bytes: unsafe Array(bytes))
    }
  }
}
