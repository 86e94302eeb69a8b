import EventSourcing
import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage
import Testing

@testable import EventStore

/// Read models and events, snapshots and moments that do not fit.
@Suite struct ProjectionFaultTests {
  /// Says that it is a `ThingMade`, and has a number where that has an id.
  private struct Malformed: Event {
    static let type = ThingMade.type
    var number: UInt64 = 7
    init(_: Blank) {}
    init() {}
    var tags: Tags { [] }
    mutating func fields(_ f: inout some FieldCoding) throws(FieldError) { try f.field(1, "number", &number) }
  }

  /// The same name, another version.
  private struct NewerCoats: Projection {
    static let name = Coats.name
    static let version: UInt32 = 2
    var coats = Coats()
    mutating func apply(_ fact: ThingFact, _ context: EventContext) { coats.apply(fact, context) }
    func save(_ rows: inout SnapshotWriter) throws(FieldError) { try coats.save(&rows) }
    mutating func load(_ rows: inout SnapshotReader) throws(FieldError) { try coats.load(&rows) }
  }

  private func isMalformed(_ error: (any Error)?, at position: UInt64) -> Bool {
    guard case EventLogError.malformedEvent(let found, _)? = error else { return false }
    return found.rawValue == position
  }

  @Test func anEventThatCannotBeReadEndsTheFollowingAndIsNamed() async throws {
    try await onEveryLog { log in
      let model = ReadModel<Coats>()
      let runner = ProjectionRunner(log, [model])
      try runner.start()
      try await log.append([ThingMade(thing(1))], noon)
      try await log.append([Malformed()], noon)
      let waiting = Task { try await model.read(at: Position(rawValue: 2)) { coats, _ in coats.things } }
      #expect(isMalformed(await failure(of: { try await waiting.value }), at: 2))
      #expect(isMalformed(await runner.failure(), at: 2))
      #expect(model.read { coats, _ in coats.things } == 1)
      await runner.stopFollowing()
    }
  }

  /// The decoding thread is far ahead when the fold gives up.
  @Test func aReplayThatFailsEarlyEndsCleanly() async throws {
    try await onEveryLog { log in
      try await log.append([Malformed()], noon)
      for number in 1...600 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      for _ in 1...20 {
        let runner = ProjectionRunner(log, [ReadModel<Coats>()])
        #expect(isMalformed(await failure(of: { try runner.catchUp(through: log.head) }), at: 1))
      }
    }
  }

  @Test func whoeverWaitsIsToldWhenTheLogIsClosed() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    let model = ReadModel<Coats>()
    let runner = ProjectionRunner(log, [model])
    try runner.start()
    let waiting = Task { try await model.read(at: Position(rawValue: 5)) { coats, _ in coats.things } }
    try await log.makeThings(1...3)
    try log.close()
    guard case EventLogError.closed? = await failure(of: { try await waiting.value }) else {
      Issue.record("position 5 never comes")
      return
    }
    #expect(await runner.failure() == nil)
    #expect(model.position == Position(rawValue: 3), "what is in the log was folded first")
  }

  @Test func aReadThatWaitsSeesItsOwnWrite() async throws {
    try await onEveryLog { log in
      let model = ReadModel<Coats>()
      let runner = ProjectionRunner(log, [model])
      try runner.start()
      for number in 1...100 as ClosedRange<UInt64> {
        let ticket = try await log.append([ThingMade(thing(number))], noon)
        let things = try await model.read(at: ticket.last) { coats, _ in coats.things }
        #expect(things == number)
      }
      await runner.stopFollowing()
    }
  }

  /// Readers see only states between two batches of a fold, and so never wait for more than one.
  @Test func aFoldLetsReadersInAfterEveryBatch() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open(oneSegment())
    try await log.append((1...20_000).map { ThingMade(thing($0)) }, noon)
    let model = ReadModel<Coats>()
    let runner = ProjectionRunner(log, [model])
    let reading = Task.detached {
      var seen: Set<UInt64> = []
      while seen.insert(model.read { _, position in position.rawValue }).inserted || seen.max() != 20_000 {}
      return seen
    }
    try runner.catchUp(through: log.head)
    let batch = UInt64(EventLogLimits.eventsPerFold)
    for position in await reading.value { #expect(position % batch == 0 || position == 20_000) }
    try log.close()
  }

  // MARK: Snapshots

  private let snapshots = FilePath("/snapshots")

  private func start<P: Projection>(
    _ projection: P.Type, _ log: any EventLog, _ disk: SimulatedFileSystem
  ) async throws -> (report: ProjectionRunner.StartReport, digest: StateDigest) {
    let model = ReadModel<P>()
    let runner = ProjectionRunner(
      log, [model], snapshots: SnapshotStore(directory: snapshots, fileSystem: disk))
    let report = try runner.start()
    await runner.stopFollowing()
    return (report, try StateDigest.of(model).1)
  }

  private func log(_ simulated: SimulatedLog, id: UInt8, things: ClosedRange<UInt64>) async throws -> SegmentedEventLog
  {
    var options = smallSegments()
    options.newLogID = LogID(Array(repeating: id, count: 16))
    let log = try simulated.open(options)
    try await log.makeThings(things)
    return log
  }

  @Test func aSnapshotThatDoesNotFitIsReportedAndTheModelRebuilt() async throws {
    let simulated = SimulatedLog()
    let log = try await log(simulated, id: 1, things: 1...50)
    let runner = ProjectionRunner(
      log, [ReadModel<Coats>()], snapshots: SnapshotStore(directory: snapshots, fileSystem: simulated.disk))
    try runner.start()
    try await runner.stop()
    let (restored, digest) = try await start(Coats.self, log, simulated.disk)
    #expect(restored.replayed == 0)
    #expect(restored.restored["coats"]?.rawValue == 50)

    let (newer, _) = try await start(NewerCoats.self, log, simulated.disk)
    #expect(newer.rebuilt["coats"]?.contains("another version") == true)
    #expect(newer.replayed == 50)

    // The same disk's snapshots beside other logs.
    let file = snapshots.appending("coats.snapshot.lz4")
    let source = try simulated.disk.openForReading(file)
    let whole = try source.read(count: try source.size().rawValue, at: .zero)
    for (id, things) in [(2, 1...60), (1, 1...40)] as [(UInt8, ClosedRange<UInt64>)] {
      let other = SimulatedLog()
      let short = try await self.log(other, id: id, things: things)
      try other.disk.createDirectory(snapshots)
      try other.disk.openForWriting(file).write(whole, at: .zero)
      let (report, _) = try await start(Coats.self, short, other.disk)
      #expect(report.rebuilt["coats"]?.contains("another log") == true)
      #expect(report.replayed == things.count)
      try short.close()
    }

    for length in 0..<whole.count {
      let target = try simulated.disk.openForWriting(file)
      try target.truncate(to: .zero)
      try target.write(Array(whole[..<length]), at: .zero)
      let (report, rebuilt) = try await start(Coats.self, log, simulated.disk)
      #expect(report.rebuilt["coats"] != nil, "cut to \(length) bytes")
      #expect(rebuilt == digest)
    }
    try log.close()
  }
}
