import SegmentLog
import SystemPackage
import Testing

/// Record messages as the layer above writes them: protobuf, with fields that the log does not know.
func recordMessage(_ number: Int, appendCount: Int = 0, padding: Int = 20) -> [UInt8] {
  var bytes: [UInt8] = [0x09]
  for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
  if appendCount > 0 {
    bytes.append(0x38)
    var rest = appendCount
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
  let payload = (0..<padding).map { UInt8(truncatingIfNeeded: ($0 * 7 + number * 13) ^ number) }
  return bytes + [0xAA, 0x06, UInt8(padding)] + payload
}

/// A clock that goes on by one microsecond at every look.
final class TickingClock: LogClock, @unchecked Sendable {
  // Only one thread uses a clock in these tests.
  private var time: Int64 = 1_700_000_000_000_000

  func now() -> LogTimestamp {
    time += 1
    return LogTimestamp(microseconds: time)
  }
}

/// A log in a directory of its own, for damaging and checking.
struct VerifiedLog {
  let directory: FilePath
  var options = LogOptions.small

  func open() throws -> LogWriter {
    try LogWriter.open(directory: directory, fileSystem: POSIXFileSystem(), clock: TickingClock(), options: options)
  }

  /// Appends commits of the given sizes.
  func append(_ sizes: [Int], to writer: LogWriter, padding: Int = 20) throws {
    for size in sizes {
      var batch = RecordBatch()
      for index in 0..<size {
        let number = Int(writer.nextPosition.rawValue) + index
        batch.append(recordMessage(number, appendCount: index == 0 ? size : 0, padding: padding))
      }
      _ = try writer.commit([batch])
    }
  }

  func verify(_ evidence: DurableEvidence = .none) throws -> VerificationReport {
    try LogVerifier(directory: directory, fileSystem: POSIXFileSystem(), evidence: evidence).verify()
  }

  func segments() throws -> [SegmentID] {
    try POSIXFileSystem().list(directory).compactMap(SegmentID.init(fileName:)).sorted()
  }

  func path(_ id: SegmentID) -> FilePath { directory.appending(id.fileName) }

  func bytes(_ path: FilePath) throws -> [UInt8] {
    let file = try POSIXFileSystem().openForReading(path)
    var bytes = [UInt8](repeating: 0, count: try file.size().rawValue)
    let count = try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(into: $0, at: .zero) }
    return Array(bytes[..<count])
  }

  func replace(_ path: FilePath, with bytes: [UInt8]) throws {
    let file = try POSIXFileSystem().openForWriting(path)
    try file.truncate(to: ByteCount(bytes.count))
    try unsafe bytes.withUnsafeBytes { try unsafe file.write($0, at: .zero) }
  }

  func remove(_ name: String) throws { try POSIXFileSystem().remove(directory.appending(name)) }
}

/// Runs `body` with a log in a temporary directory.
func withVerifiedLog(_ body: (inout VerifiedLog) throws -> Void) throws {
  try withTemporaryDirectory { directory in
    var log = VerifiedLog(directory: directory)
    try body(&log)
  }
}
