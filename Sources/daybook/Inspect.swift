import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import SegmentLog
import SystemPackage

/// Shows one event with everything that an auditor asks.
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one event with its segment, frame, commit, tags, leaf hash, fields and raw bytes.",
    discussion: """
      The leaf hash is SHA-256 over a zero byte and the bytes of the Record message (RFC 6962). The last line reads the \
      same frame with tools that know nothing of Daybook; `daybook schema > daybook.proto` gives them the names.

      Example:
        daybook inspect 42
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The event's position.")
  var position: UInt64

  func run() async throws {
    let restaurant = try common.openForReading()
    try await withClosing(restaurant) {
      let head = restaurant.log.head
      guard position >= 1, position <= head.rawValue else {
        let held = head == .origin ? "the log is empty" : "the log holds 1 to \(head)"
        throw Failure(.usage, "there is no event at position \(position); \(held)")
      }
      let at = Position(rawValue: position)
      var cursor = try restaurant.log.events(.all, after: at.previous, through: at)
      guard let event = try cursor.next() else {
        throw Failure(.damaged, "position \(position) cannot be found; run daybook verify")
      }
      let block = try restaurant.log.reader.block(containing: LogPosition(position))
      guard let commit = unsafe block.record(at: LogPosition(position), { commit, _ in commit }) else {
        throw Failure(.damaged, "position \(position) is not in its frame; run daybook verify")
      }
      let found = Found(event: event, block: block, commit: commit, logID: restaurant.log.logID)
      try common.print(text: try text(found), json: try json(found))
    }
  }

  private struct Found {
    var event: StoredEvent
    var block: RecordBlock
    var commit: CommitInfo
    var logID: LogID

    var leaf: Digest { unsafe event.record.withUnsafeBytes { unsafe Digest.leafHash(ofRecord: $0) } }
    var committedAt: Timestamp { Timestamp(microseconds: commit.committedAt.rawValue) }
  }

  private func text(_ found: Found) throws -> String {
    let event = found.event
    let header = try event.header()
    let type = Catalogue.event(number: event.type.number)?.type
    var table = TextTable(["POSITION", event.context.position.description])
    table.add(["type", "\(type?.name ?? event.type.name) (\(event.type.number))"])
    table.add(["occurred", event.context.occurredAt.description])
    table.add(["committed", found.committedAt.description])
    for tag in try event.tags() { table.add(["tag", Catalogue.tags.text(tag)]) }
    if let actor = header.actor { table.add(["actor", "\(actor.kind.name) \(actor.id.array.hex)"]) }
    if let cause = header.causedBy { table.add(["caused by", "position \(cause)"]) }
    if let correlation = header.correlation { table.add(["correlation", correlation.hex]) }
    if let digest = header.requestDigest { table.add(["request digest", digest.hex]) }
    if header.appendCount > 0 { table.add(["append", "\(counted(header.appendCount, "event")), all or nothing"]) }
    table.add(["log", found.logID.description])
    table.add(["segment", segmentPath(found.block)])
    table.add([
      "frame",
      "offset \(found.block.fileOffset.rawValue), \(found.block.fileBytes.rawValue) bytes, \(found.block.entryBytes.rawValue) decompressed",
    ])
    table.add(["frame holds", "positions \(found.block.firstPosition) to \(found.block.lastPosition)"])
    table.add(["commit", "position \(found.commit.firstPosition), \(counted(found.commit.count, "event"))"])
    table.add(["leaf hash", found.leaf.description])
    table.add(["record", "\(event.record.count) bytes"])
    let fields = try Catalogue.decode(event)?.json() ?? "a type that this version does not know"
    return "\(table.text)\n\n\(fields)\n\n\(event.record.hexDump)\n\nread it with \(readingCommand(found.block))"
  }

  private func segmentPath(_ block: RecordBlock) -> String {
    common.directory.log.appending(block.segment.fileName).string
  }

  /// How a shell reads the frame without Daybook.
  private func readingCommand(_ block: RecordBlock) -> String {
    let file = segmentPath(block).replacingOccurrences(of: "'", with: "'\\''")
    return "tail -c +\(block.fileOffset.rawValue + 1) '\(file)' | head -c \(block.fileBytes.rawValue) | lz4 -dc "
      + "| protoc --decode=daybook.Log daybook.proto"
  }

  private func json(_ found: Found) throws -> JSONTree {
    let header = try found.event.header()
    guard case .object(var members) = try EventText(event: found.event, logID: found.logID).json else { return .null }
    members += [
      ("log", .string(found.logID.description)),
      ("segment", .string(segmentPath(found.block))),
      (
        "frame",
        [
          "offset": JSONTree(found.block.fileOffset.rawValue), "bytes": JSONTree(found.block.fileBytes.rawValue),
          "decompressed_bytes": JSONTree(found.block.entryBytes.rawValue),
          "first_position": JSONTree(found.block.firstPosition.rawValue),
          "last_position": JSONTree(found.block.lastPosition.rawValue),
        ]
      ),
      (
        "commit",
        [
          "first_position": JSONTree(found.commit.firstPosition.rawValue), "count": JSONTree(found.commit.count),
          "committed_at": JSONTree(found.committedAt),
        ]
      ),
      ("leaf_hash", .string(found.leaf.description)), ("request_digest", JSONTree(header.requestDigest?.hex)),
      ("record_bytes", JSONTree(found.event.record.count)), ("record", .string(found.event.record.hex)),
    ]
    return .object(members)
  }
}
