import ArgumentParser
import EventSourcing
import EventStore
import Restaurant
import SegmentLog

/// Shows what the log holds, and what it takes.
struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show segments, events by type, bytes before and after compression, head and root.",
    discussion: """
      A commit of the active segment begins on a sector of its own, so that small ones take more room than they need; \
      a closed segment is packed, which gives that room back.

      Example:
        daybook stats --format json
      """)

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let restaurant = try common.openForReading()
    try await withClosing(restaurant) {
      let report = try LogVerifier(directory: common.directory.log, fileSystem: POSIXFileSystem()).verify()
      guard report.isClean else {
        throw Failure(.damaged, "the log is damaged; run daybook verify: it names the places")
      }
      // What is shown is all of one moment, beside a writer too.
      let segments = try restaurant.log.reader.segments()
      let head = try restaurant.log.reader.treeHead(of: segments)
      let last = Position(rawValue: head.size)
      if last > .origin { _ = try await restaurant.log.waitForHead(after: last.previous) }
      let counts = try count(restaurant, through: last)
      try common.print(
        text: text(segments, counts, restaurant, head), json: json(segments, counts, restaurant, head))
    }
  }

  /// Events of a type, and the bytes of their records.
  private struct Count {
    var name: String
    var events: Int
    var bytes: Int
  }

  private func count(_ restaurant: Restaurant, through head: Position) throws -> [Count] {
    let progress = Progress("count", total: Int(head.rawValue), unit: "events")
    let census = try EventCensus(of: restaurant.log, through: head) { progress.update(Int($0.rawValue)) }
    progress.finish()
    return census.counts.sorted { $0.key < $1.key }.map { number, count in
      let type = Catalogue.event(number: number)?.type ?? EventType(unnamed: number)
      return Count(name: type.name, events: count.events, bytes: count.bytes)
    }
  }

  private func text(_ segments: [SegmentInfo], _ counts: [Count], _ restaurant: Restaurant, _ head: TreeHead) -> String
  {
    var files = TextTable(["SEGMENT", "STATE", "EVENTS", "FRAMES", "BYTES", "STORED"], right: [2, 3, 4, 5])
    for segment in segments {
      files.add([
        segment.id.fileName, segment.state.rawValue,
        (segment.lastPosition.rawValue + 1 - segment.firstPosition.rawValue).grouped, segment.frames.grouped,
        segment.entryBytes.rawValue.grouped, segment.usedBytes.rawValue.grouped,
      ])
    }
    let bytes = segments.reduce(0) { $0 + $1.entryBytes.rawValue }
    let stored = segments.reduce(0) { $0 + $1.usedBytes.rawValue }
    let prepared = segments.reduce(0) { $0 + $1.fileBytes.rawValue } - stored
    var types = TextTable(["EVENT", "COUNT", "BYTES"], right: [1, 2])
    for count in counts { types.add([count.name, count.events.grouped, count.bytes.grouped]) }
    return """
      log   \(restaurant.log.logID)
      head  \(head.size)
      root  \(head.root.description)
      size  \(bytes.grouped) bytes, stored in \(stored.grouped)
      room  \(prepared.grouped) bytes more, prepared for what is to come

      \(files.text)

      \(types.text)
      """
  }

  private func json(_ segments: [SegmentInfo], _ counts: [Count], _ restaurant: Restaurant, _ head: TreeHead)
    -> JSONTree
  {
    [
      "log": .string(restaurant.log.logID.description), "head": JSONTree(head.size),
      "root": .string(head.root.description),
      "segments": .array(
        segments.map {
          [
            "file": .string($0.id.fileName), "state": .string($0.state.rawValue),
            "first_position": JSONTree($0.firstPosition.rawValue), "last_position": JSONTree($0.lastPosition.rawValue),
            "frames": JSONTree($0.frames), "bytes": JSONTree($0.entryBytes.rawValue),
            "stored_bytes": JSONTree($0.usedBytes.rawValue), "file_bytes": JSONTree($0.fileBytes.rawValue),
          ]
        }),
      "bytes": JSONTree(segments.reduce(0) { $0 + $1.entryBytes.rawValue }),
      "stored_bytes": JSONTree(segments.reduce(0) { $0 + $1.usedBytes.rawValue }),
      "file_bytes": JSONTree(segments.reduce(0) { $0 + $1.fileBytes.rawValue }),
      "events": .array(
        counts.map { ["type": .string($0.name), "count": JSONTree($0.events), "bytes": JSONTree($0.bytes)] }),
    ]
  }
}
