import EventSourcing
import EventStore
import Foundation
import SegmentLog
import SystemPackage
import Workload

/// What ten million events do to starting, appending and memory.
///
/// The log is that of ``EntityTrial``: ten rounds of the workload, each under keys of its own.
enum LargeLogTrials {
  // MARK: Starting after a crash

  /// Events behind the snapshot when the process is killed.
  private static let eventsBehindSnapshot = 20_000

  /// Kills a process that has just appended, and times the next start until the read model is at the head.
  static func crashStart(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: .daybook, "rounds")
    let events = try await EntityTrial.prepare(workload, in: directory)
    try await saveSnapshot(in: directory)
    let victim = Process()
    let ready = Pipe()
    victim.executableURL = URL(filePath: "/proc/self/exe")
    victim.arguments = [
      "append-and-wait", directory.string, String(eventsBehindSnapshot), "--workload", settings.workload.string,
    ]
    victim.standardInput = Pipe()
    victim.standardOutput = ready
    try victim.run()
    guard try ready.fileHandleForReading.read(upToCount: 1) != nil else {
      throw TrialError.process("the process to be killed did not start")
    }
    kill(victim.processIdentifier, SIGKILL)
    victim.waitUntilExit()

    let clock = ContinuousClock()
    let start = clock.now
    let store = try DaybookStore.open(in: directory)
    let model = ReadModel<KeySums>()
    let runner = ProjectionRunner(store.log, [model], snapshots: snapshots(in: directory))
    let report = try runner.start()
    let seconds = start.duration(to: clock.now).seconds
    guard report.restored[KeySums.name] != nil, model.position == store.log.head else {
      throw TrialError.wrongCount(stored: report.restored.count, expected: 1)
    }
    await runner.stopFollowing()
    try store.close()
    return Measurement(
      row: .crashStart, contender: .daybook, events: events, values: [.startTime: seconds])
  }

  private static func saveSnapshot(in directory: FilePath) async throws {
    let store = try DaybookStore.open(in: directory)
    let runner = ProjectionRunner(store.log, [ReadModel<KeySums>()], snapshots: snapshots(in: directory))
    try runner.start()
    try await runner.stop()
    try store.close()
  }

  private static func snapshots(in directory: FilePath) -> SnapshotStore {
    SnapshotStore(directory: directory.appending("snapshots"), fileSystem: POSIXFileSystem())
  }

  // MARK: Growing

  private static let pairs = 3_000

  /// Times warm decisions, each durable, on a log of one round and on one of ten, in turns: what differs is the size.
  static func growth(_ workload: Workload, small: FilePath, _ settings: TrialSettings) async throws -> Measurement {
    let large = settings.directory(of: .daybook, "rounds")
    let events = try await EntityTrial.prepare(workload, in: large)
    let stores = try [small, large].map { try DaybookStore.open(in: $0) }
    let handlers = stores.map { CommandHandler($0.log, IdempotencyKeys(secret: Array(repeating: 1, count: 32))) }
    var latencies = [LatencyRecorder(), LatencyRecorder()]
    let clock = ContinuousClock()
    for index in 0..<pairs {
      let key = Array("growing-\(index % 8)".utf8)
      let fact = unsafe key.withUnsafeBytes { unsafe WorkloadFacts.make[0](workload[index % workload.count], $0) }
      for (number, handler) in handlers.enumerated() {
        let start = clock.now
        _ = try await handler.handle(
          BookEntry(key: key, fact: fact), by: BookEntry.decider, CommandContext(DaybookStore.metadata))
        // The first decisions read their boundary from the log, which is not what grows here.
        if index >= 8 { latencies[number].record(start.duration(to: clock.now)) }
      }
    }
    for store in stores { try store.close() }
    // It is no longer the log that other trials count on.
    small.appending(LoadedStore.marker).discard()
    guard let one = latencies[0].values[.median], let ten = latencies[1].values[.median] else {
      throw TrialError.wrongCount(stored: 0, expected: pairs)
    }
    return Measurement(row: .growth, contender: .daybook, events: events, values: [.growthRatio: ten / one])
  }

  // MARK: Memory

  /// Reads ten million events into the tag index in a process that does nothing else.
  static func memory(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: .daybook, "rounds")
    let events = try await EntityTrial.prepare(workload, in: directory)
    let log = directory.appending("log")
    for name in try POSIXFileSystem().list(log) where name.hasSuffix(".tags") {
      try POSIXFileSystem().remove(log.appending(name))
    }
    let output = try ChildProcess.output(of: "/proc/self/exe", ["index-log", directory.string], timeout: 300)
    guard let bytes = Double(String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    else { throw TrialError.process("the indexing process did not tell its memory") }
    return Measurement(row: .memory, contender: .daybook, events: events, values: [.residentBytes: bytes])
  }

  /// The most memory that this process had resident so far, in bytes.
  static func peakResidentBytes() throws -> Int { try residentBytes("VmHWM:") }

  /// The memory that this process has resident, in bytes.
  static func residentBytes() throws -> Int { try residentBytes("VmRSS:") }

  private static func residentBytes(_ label: String) throws -> Int {
    let status = try FilePath("/proc/self/status").readText()
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(label) }),
      let kibibytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { throw TrialError.process("the system does not tell the memory in use") }
    return kibibytes << 10
  }
}

/// Bytes of payload by key: a read model that has a row for each of about a million keys.
struct KeySums: Projection {
  static let name = "key-sums"
  static let version: UInt32 = 2
  private var sums: [ShortBytes: UInt64] = [:]

  mutating func apply(_ fact: WorkloadView, _ context: EventContext) {
    unsafe sums[ShortBytes(fact.key), default: 0] += UInt64(fact.payload.count)
  }

  private struct Row: FieldMessage {
    static let schemaName = "KeySumsRow"
    var key: [UInt8] = []
    var sum: UInt64 = 0
    init(_: Blank) {}
    init(_ key: [UInt8], _ sum: UInt64) {
      self.key = key
      self.sum = sum
    }
    mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
      try f.field(1, "key", &key)
      try f.field(2, "sum", &sum)
    }
  }

  func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    let sorted = sums.map { (key: $0.key.array, sum: $0.value) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    try rows.row(1, Row([], UInt64(sums.count)))
    for row in sorted { try rows.row(2, Row(row.key, row.sum)) }
  }

  mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var sums: [ShortBytes: UInt64] = [:]
    try rows.forEach { (section, wire) throws(FieldError) in
      let row: Row = try wire.row()
      if section == 1 { sums.reserveCapacity(Int(clamping: row.sum)) } else { sums[ShortBytes(row.key)] = row.sum }
    }
    self.sums = sums
  }
}
