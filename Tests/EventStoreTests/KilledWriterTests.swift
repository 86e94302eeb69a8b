import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage
import Testing

/// `kill -9` of a process while many of its tasks append, with a record of what it acknowledged that outlives it.
///
/// `DAYBOOK_KILLS` says how often; `DAYBOOK_SEED` repeats the moments.
@Suite(.serialized) struct KilledWriterTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["DAYBOOK_KILLS"].flatMap { Int($0) } ?? 25
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)

  @Test(.timeLimit(.minutes(20)))
  func `what was acknowledged is there, and no append is there in part`() async throws {
    print("KilledWriterTests: seed \(Self.seed), \(Self.rounds) kills")
    var random = SplitMix64(seed: Self.seed)
    let directory = try TemporaryDirectory()
    let record = Acknowledgements(file: directory.path.appending("acknowledged"))
    let log = directory.path.appending("log")
    for round in 1...Self.rounds {
      let doomed = DoomedWriter(
        log: log, record: record, round: UInt64(round), microseconds: UInt32.random(in: 0...120_000, using: &random))
      await #expect(processExitsWith: .signal(SIGKILL)) { [doomed = doomed as DoomedWriter] in try await doomed.run() }
      // Else the next writer recovers, and may be killed at that.
      if round == Self.rounds || Bool.random(using: &random) { try expectWhole(log, record, round) }
    }
  }

  private func expectWhole(_ path: FilePath, _ record: Acknowledgements, _ round: Int) throws {
    let acknowledged = try record.all()
    let log = try openLog(path)
    var appends: [ThingID: [ThingMade]] = [:]
    for event in try all(log, .all) {
      guard let made = try event.decode(ThingMade.self) else { continue }
      appends[made.thing, default: []].append(made)
    }
    try log.close()
    let lost = acknowledged.filter { appends[$0] == nil }
    #expect(lost.isEmpty, "round \(round): acknowledged and lost")
    let partial = appends.values.filter { $0.count != $0[0].size }
    #expect(partial.isEmpty, "round \(round): there in part")
    let report = try LogVerifier(directory: path, fileSystem: POSIXFileSystem()).verify()
    #expect(report.isClean, "round \(round): \(report.findings)")
    print("KilledWriterTests: round \(round), \(appends.count) appends, \(acknowledged.count) acknowledged")
  }
}

/// A process that appends from many tasks until it kills itself.
private struct DoomedWriter: Codable, Sendable {
  private static let tasks = 64

  let log: FilePath
  let record: Acknowledgements
  let round: UInt64
  /// How long it lives from its opening of the log.
  let microseconds: UInt32

  func run() async throws {
    let acknowledged = try record.open()
    Thread.detachNewThread {
      usleep(microseconds)
      kill(getpid(), SIGKILL)
    }
    let log = try openLog(log)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<Self.tasks { group.addTask { try await append(UInt64(task), to: log, acknowledged) } }
      try await group.waitForAll()
    }
  }

  /// Appends one to three events each time, which say how many they are.
  private func append(_ task: UInt64, to log: SegmentedEventLog, _ acknowledged: FileDescriptor) async throws {
    var number: UInt64 = 0
    while true {
      number += 1
      let made = ThingMade(thing(round << 40 | task << 32 | number), size: number % 3 + 1)
      let condition = AppendCondition(failIfEventsMatch: Query(tags: made.tags))
      try await log.append(Array(repeating: made, count: Int(made.size)), noon, if: [condition])
      try acknowledged.writeAll(Acknowledgements.bytes(of: made.thing))
    }
  }
}

/// What a process was told to be durable, in a file that the process's end does not harm.
private struct Acknowledgements: Codable, Sendable {
  let file: FilePath

  /// Each write goes to the end, whole.
  func open() throws -> FileDescriptor {
    try FileDescriptor.open(file, .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
  }

  static func bytes(of thing: ThingID) -> [UInt8] { Array(thing.description.utf8) + [UInt8(ascii: "\n")] }

  func all() throws -> [ThingID] {
    try String(contentsOfFile: file.string, encoding: .utf8).split(separator: "\n").map { line in
      try #require(ThingID(String(line)))
    }
  }
}
