import Foundation
import SegmentLog
import Synchronization
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

/// A clock that stands still.
struct FixedClock: LogClock {
  var microseconds: Int64
  func now() -> LogTimestamp { LogTimestamp(microseconds: microseconds) }
}

extension FilePath {
  /// The segment that starts at a position.
  func segment(_ first: UInt64) -> FilePath {
    appending(SegmentID(firstPosition: LogPosition(first)).fileName)
  }
}

/// The record at a position in the logs that tests write.
func recordBytes(_ position: Int) -> [UInt8] {
  (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ position &* 17 &+ ($0 &* position) >> 3) }
}

extension [UInt8] {
  /// These bytes over and over, so many in all.
  func cycled(to count: Int) -> [UInt8] { (0..<count).map { self[$0 % self.count] } }
}

/// A batch of one such record.
func batch(_ position: Int) -> RecordBatch {
  var batch = RecordBatch()
  batch.append(recordBytes(position))
  return batch
}

func openWriter(
  _ directory: FilePath, options: LogOptions = .small, clock: any LogClock = SystemLogClock(),
  evidence: DurableEvidence = .none, fileSystem: any FileSystem = POSIXFileSystem()
) throws -> LogWriter {
  try LogWriter.open(
    directory: directory, fileSystem: fileSystem, clock: clock, options: options, evidence: evidence)
}

/// Appends `count` records, one per commit, and returns the tree's head.
@discardableResult
func write(
  _ count: Int, to directory: FilePath, close: Bool, options: LogOptions = .small,
  clock: any LogClock = SystemLogClock()
) throws -> TreeHead {
  let writer = try openWriter(directory, options: options, clock: clock)
  for _ in 0..<count { _ = try writer.commit([batch(Int(writer.nextPosition.rawValue))]) }
  if close { try writer.close() }
  return writer.treeHead()
}

/// What a reader in another process sees.
func records(_ directory: FilePath) throws -> [StoredRecord] {
  try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile).records()
}

/// Where the last frame of the first segment starts, or the one `count` frames before the end.
func lastFrameOffset(_ directory: FilePath, count: Int = 1) throws -> Int {
  let bytes = try contents(directory.segment(1))
  let starts = stride(from: 0, to: bytes.count, by: 512).filter {
    Array(bytes[$0..<$0 + 4]) == [0x04, 0x22, 0x4D, 0x18]
  }
  return starts[starts.count - count]
}

func contents(_ path: FilePath) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path.string))) }

func replace(_ path: FilePath, with bytes: [UInt8]) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path.string))
}

func remove(_ path: FilePath) throws { try FileManager.default.removeItem(atPath: path.string) }

func flip(_ path: FilePath, at offset: Int) throws {
  var bytes = try contents(path)
  bytes[offset] ^= 0x10
  try replace(path, with: bytes)
}

func zero(_ path: FilePath, from offset: Int) throws {
  var bytes = try contents(path)
  for index in offset..<bytes.count { bytes[index] = 0 }
  try replace(path, with: bytes)
}

/// Gathers reports from any thread.
final class Reports: Sendable {
  private let reports = Mutex<[SegmentError]>([])
  func add(_ report: SegmentError) { reports.withLock { $0.append(report) } }
  var all: [SegmentError] { reports.withLock { $0 } }
}

/// Counts from 1, from any thread.
final class Counter: Sendable {
  private let count = Mutex(0)
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
