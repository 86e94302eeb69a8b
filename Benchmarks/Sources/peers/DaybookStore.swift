import EventSourcing
import EventStore
import Foundation
import SegmentLog
import SystemPackage
import Workload

/// Daybook through its real path: records, tags, conditions, tag index, tree, commits.
final class DaybookStore {
  let log: SegmentedEventLog
  let directory: FilePath
  private let typeIndex: [String: Int]
  /// The last position of each key, for conditions; what a model would remember.
  private var lastPosition: [Tag: Position] = [:]

  private init(_ log: SegmentedEventLog, _ directory: FilePath) {
    self.log = log
    self.directory = directory
    typeIndex = Dictionary(
      uniqueKeysWithValues: WorkloadType.names.enumerated().map { ($0.element.description, $0.offset) })
  }

  static func create(in directory: FilePath) throws -> DaybookStore {
    try DaybookStore(writer(directory), directory)
  }

  static func open(in directory: FilePath) throws -> DaybookStore { try create(in: directory) }

  private static func writer(_ directory: FilePath) throws -> SegmentedEventLog {
    try SegmentedEventLog(writing: directory.appending("log"), fileSystem: POSIXFileSystem(), clock: SystemLogClock())
  }

  /// The business time of every event: the workload's own times are in its metadata.
  static let metadata = AppendMetadata(occurredAt: Timestamp(microseconds: 1_760_000_000_000_000))

  func prepare(_ batch: [PendingEvent]) throws -> PreparedAppend {
    let events = batch.map { pending -> any Event in
      let name = unsafe String(decoding: pending.event.type, as: UTF8.self)
      return unsafe WorkloadFacts.make[typeIndex[name] ?? 0](pending.event, pending.key)
    }
    return try PreparedAppend(events, Self.metadata)
  }

  /// One condition a distinct key: nothing may have happened to it since its last event that was seen.
  func conditions(_ batch: [PendingEvent]) -> [AppendCondition] {
    var seen: Set<Tag> = []
    return batch.compactMap { pending in
      let tag = Tag(.benchmarkKey, bytes: unsafe Array(pending.key))
      guard seen.insert(tag).inserted else { return nil }
      return AppendCondition(failIfEventsMatch: Query(tags: [tag]), after: lastPosition[tag] ?? .origin)
    }
  }

  func append(_ batch: [PendingEvent], expecting: Expectation) async throws {
    let prepared = try prepare(batch)
    let ticket = try await log.append(prepared, if: expecting == .keyRevisions ? conditions(batch) : [])
    guard expecting == .keyRevisions else { return }
    for (index, pending) in batch.enumerated() {
      lastPosition[Tag(.benchmarkKey, bytes: unsafe Array(pending.key))] = ticket.first.advanced(by: index)
    }
  }

  /// Closing waits for packing and the tag index.
  func close() throws { try log.close() }
}

/// What the replay reads of an event: where its key and payload lie. Valid while it is applied.
///
/// `@unchecked Sendable`: made and applied on one thread within one call.
@safe struct WorkloadView: Facts, @unchecked Sendable {
  let type: UInt32
  let key: UnsafeRawBufferPointer
  let payload: UnsafeRawBufferPointer

  static let types = Set(WorkloadFacts.types)

  static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> WorkloadView? {
    guard try r.seek(1, .bytes) else { return nil }
    let key = try unsafe r.readRaw()
    try r.advance()
    guard try r.seek(2, .bytes) else { return nil }
    let payload = try unsafe r.readRaw()
    return unsafe WorkloadView(type: type.number, key: key, payload: payload)
  }
}

/// The read model of the comparison, as a projection of Daybook.
struct WorkloadProjection: Projection {
  static let name = "workload"
  static let version: UInt32 = 1
  var fold = KeyedFold()

  mutating func apply(_ fact: WorkloadView, _ context: EventContext) {
    let name = WorkloadType.names[Int(fact.type) - Int(WorkloadType.firstNumber)]
    unsafe fold.add(
      key: fact.key, type: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount),
      payload: fact.payload)
  }

  /// Not measured: the comparison has no snapshots.
  func save(_ rows: inout SnapshotWriter) throws(FieldError) {}
  func load(_ rows: inout SnapshotReader) throws(FieldError) {}
}
