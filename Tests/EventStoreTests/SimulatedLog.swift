import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import SystemPackage

/// A log on a simulated disk, and what tests do to that disk.
struct SimulatedLog {
  static let directory = FilePath("/log")
  static let firstSegment = "00000000000000000001.lz4"

  let disk: SimulatedFileSystem

  init(seed: UInt64 = 1) { disk = SimulatedFileSystem(seed: seed) }

  func open(_ options: LogOptions = smallSegments(), clock: any LogClock = SystemLogClock()) throws -> SegmentedEventLog
  {
    var options = options
    // No thread of the log's own writes or syncs behind the test's back.
    options.maintenance = .inline
    return try SegmentedEventLog(writing: Self.directory, fileSystem: disk, clock: clock, options: options)
  }

  /// As another process does.
  func openForReading() throws -> SegmentedEventLog {
    try SegmentedEventLog(reading: Self.directory, fileSystem: disk)
  }

  func files(endingIn suffix: String) throws -> [String] {
    try disk.list(Self.directory).filter { $0.hasSuffix(suffix) }
  }

  func bytes(of name: String) throws -> [UInt8] {
    let file = try disk.openForReading(Self.directory.appending(name))
    return try file.read(count: try file.size().rawValue, at: .zero)
  }

  func replace(_ name: String, by bytes: [UInt8]) throws {
    let file = try disk.openForWriting(Self.directory.appending(name))
    try file.truncate(to: .zero)
    try file.write(bytes, at: .zero)
  }
}

/// Segments that do not end within a test, in a file that a simulated disk writes out quickly.
func oneSegment() -> LogOptions {
  var options = LogOptions()
  options.preparedBytes = .mebibytes(1)
  return options
}

/// A handler whose idempotency keys are always made with the same secret.
func commandHandler(_ log: any EventLog) -> CommandHandler {
  CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 3, count: IdempotencyKeys.secretBytes)))
}

extension SegmentedEventLog {
  func makeThings(_ numbers: ClosedRange<UInt64>) async throws {
    for number in numbers { try await append([ThingMade(thing(number))], noon) }
  }
}

/// The error that a body ends with; nil if it succeeds.
func failure<R>(of body: () async throws -> R) async -> (any Error)? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}
