import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage
import Testing

/// Reading beside a writer, as another process does.
@Suite struct SecondReaderTests {
  @Test func aReaderFollowsTheWriterOverSegmentBorders() async throws {
    let directory = try TemporaryDirectory()
    let writer = try openLog(directory.path)
    try await writer.append([ThingMade(thing(1))], noon)
    let reader = try SegmentedEventLog(reading: directory.path, fileSystem: POSIXFileSystem())
    let seen = Task {
      var positions: [UInt64] = []
      for try await event in reader.subscribe(to: .all) {
        positions.append(event.context.position.rawValue)
        if positions.count == 2_000 { break }
      }
      return positions
    }
    for number in 2...2_000 { try await writer.append([ThingMade(thing(UInt64(number)))], noon) }
    #expect(try await seen.value == Array(1...2_000))
    #expect(try writer.reader.segments().count > 1)
    #expect(try all(reader, Query(tags: [Tag(.thing, thing(3))])).map(\.context.position.rawValue) == [3])
    await #expect(throws: EventLogError.self) { try await reader.append([ThingMade(thing(1))], noon) }
    try reader.close()
    try writer.close()
  }

  @Test func theIndexIsRebuiltWhenItsFilesAreGoneOrDamaged() async throws {
    let directory = try TemporaryDirectory()
    let writer = try openLog(directory.path)
    for number in 1...2_000 { try await writer.append([ThingMade(thing(UInt64(number)))], noon) }
    try writer.close()
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
    let tags = files.filter { $0.hasSuffix(".tags") }
    #expect(!tags.isEmpty)
    for (index, name) in tags.enumerated() {
      let path = directory.path.appending(name).string
      if index % 2 == 0 {
        try FileManager.default.removeItem(atPath: path)
      } else {
        try Data(repeating: 0, count: 5_000).write(to: URL(fileURLWithPath: path))
      }
    }
    let again = try openLog(directory.path)
    for number in stride(from: 1, through: 2_000, by: 97) {
      let found = try all(again, Query(tags: [Tag(.thing, thing(UInt64(number)))]))
      #expect(found.map(\.context.position.rawValue) == [UInt64(number)])
    }
    try again.close()
    let restored = try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
    #expect(tags.allSatisfy(restored.contains))
  }

  @Test func aSecondWriterIsToldWhoHoldsTheLog() async throws {
    let directory = try TemporaryDirectory()
    let writer = try openLog(directory.path)
    do {
      _ = try openLog(directory.path)
      Issue.record("the log is locked")
    } catch EventLogError.storage(let error) {
      #expect(error.code == .locked)
      #expect(error.message.contains("\(ProcessInfo.processInfo.processIdentifier)"))
    }
    try writer.close()
  }
}
