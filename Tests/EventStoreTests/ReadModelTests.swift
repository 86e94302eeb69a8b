import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage
import Testing

@Suite struct ReadModelTests {
  private func fill(_ log: any EventLog, _ count: Int) async throws {
    for number in 1...count {
      try await log.append(
        [ThingMade(thing(UInt64(number))), ThingPainted(thing(UInt64(number)), "c\(number % 7)")], noon)
    }
  }

  @Test func aRebuildIsEqualToTheLiveState() async throws {
    try await onEveryLog { log in
      let live = ReadModel<Coats>()
      let runner = ProjectionRunner(log, [live])
      try runner.start()
      try await fill(log, 400)
      #expect(try await live.read(at: log.head) { coats, _ in coats.things } == 400)
      #expect(live.position == log.head)
      #expect(try live.equalsRebuild(from: log))
      await runner.stopFollowing()
    }
  }

  @Test func asOfAPositionIsAPrefixAndAtATimeIsWhatHadHappened() async throws {
    try await onEveryLog { log in
      let late = AppendMetadata(occurredAt: Timestamp(microseconds: noon.occurredAt.microseconds + 1_000_000))
      try await log.append([ThingMade(thing(1))], late)
      try await log.append([ThingMade(thing(2))], noon)
      let prefix = ReadModel<Coats>()
      try ProjectionRunner(log, [prefix]).catchUp(through: Position(rawValue: 1))
      #expect(prefix.read { coats, _ in coats.things } == 1)
      let then = ReadModel<Coats>(at: noon.occurredAt)
      try ProjectionRunner(log, [then]).catchUp(through: log.head)
      #expect(then.read { coats, _ in coats.things } == 1)
      #expect(then.position == log.head)
    }
  }

  @Test func aStartFoldsOnlyWhatCameAfterTheSnapshot() async throws {
    let directory = try TemporaryDirectory()
    let store = SnapshotStore(directory: directory.path.appending("snapshots"), fileSystem: POSIXFileSystem())
    let log = try openLog(directory.path.appending("log"))
    try await fill(log, 300)
    let first = ReadModel<Coats>()
    let runner = ProjectionRunner(log, [first], snapshots: store)
    #expect(try runner.start().replayed == 600)
    try await runner.stop()
    try await fill(log, 5)
    let second = ReadModel<Coats>()
    let again = ProjectionRunner(log, [second], snapshots: store)
    let report = try again.start()
    #expect(report.replayed == 10)
    #expect(report.restored["coats"]?.rawValue == 600)
    #expect(second.read { coats, _ in coats.things } == 305)
    await again.stopFollowing()
    try log.close()
  }

  @Test func aDamagedSnapshotMeansARebuildNeverAnError() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("snapshots")
    let store = SnapshotStore(directory: path, fileSystem: POSIXFileSystem())
    let log = try openLog(directory.path.appending("log"))
    try await fill(log, 50)
    let runner = ProjectionRunner(log, [ReadModel<Coats>()], snapshots: store)
    try runner.start()
    try await runner.stop()
    let file = path.appending("coats.snapshot.lz4").string
    let whole = try #require(FileManager.default.contents(atPath: file))
    for index in stride(from: 0, to: whole.count, by: 5) {
      var damaged = whole
      damaged[index] ^= 0x40
      try damaged.write(to: URL(fileURLWithPath: file))
      let model = ReadModel<Coats>()
      let again = ProjectionRunner(log, [model], snapshots: store)
      try again.start()
      #expect(model.read { coats, _ in coats.things } == 50, "byte \(index)")
      await again.stopFollowing()
    }
    try log.close()
  }
}
