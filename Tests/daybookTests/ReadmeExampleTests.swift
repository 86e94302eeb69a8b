import EventSourcing
import EventStore
import Foundation
import SegmentLog
import SystemPackage
import Testing
import Vocabulary

/// The example of the README, as somebody who embeds the libraries would copy it.
@Suite struct ReadmeExampleTests {
  @Test(.timeLimit(.minutes(1))) func `the example appends an event and sees it`() async throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    let directory = FilePath(url.path)

    let clock = SystemLogClock()
    let log = try SegmentedEventLog(writing: directory.appending("orders"), fileSystem: POSIXFileSystem(), clock: clock)

    let now = Timestamp(microseconds: clock.now().rawValue)
    let order: OrderID = UUIDv7Generator { now }.make()
    try await log.append(
      [OrderAccepted(order: order)], AppendMetadata(occurredAt: now),
      if: [AppendCondition(failIfEventsMatch: Query(tags: [.order(order)]))])

    var seen: [OrderID] = []
    for try await event in log.subscribe(to: .all) {
      if let accepted = try event.decode(OrderAccepted.self) { print(event.context.position, accepted.order) }
      if let accepted = try event.decode(OrderAccepted.self) { seen.append(accepted.order) }
      break
    }
    #expect(seen == [order])
    try log.close()
  }

  @Test func `every line of the README's example stands above`() throws {
    let own = URL(fileURLWithPath: #filePath)
    let root = own.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let section = try #require(readme.range(of: "\n### Embed\n"))
    let rest = readme[section.upperBound...]
    let start = try #require(rest.range(of: "```swift\n")).upperBound
    let end = try #require(rest[start...].range(of: "```")).lowerBound
    let tried = try String(contentsOf: own, encoding: .utf8)
    let lines = rest[start..<end].split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.count > 10)
    for line in lines {
      #expect(tried.contains(line.replacing("\"orders\"", with: "directory.appending(\"orders\")")), "\(line)")
    }
  }
}
