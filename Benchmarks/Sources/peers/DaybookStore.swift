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
  private let typeIndex: [UInt64: Int]
  /// The last position of each key of the hot set, for conditions; what a model would remember.
  private var lastPositions = [Position](repeating: .origin, count: BatchSource.hotSetSize)

  private init(_ log: SegmentedEventLog, _ directory: FilePath) {
    self.log = log
    self.directory = directory
    typeIndex = Dictionary(
      uniqueKeysWithValues: WorkloadType.names.enumerated().map { index, name in
        (unsafe Self.digest(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)), index)
      })
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
      let index = unsafe typeIndex[Self.digest(pending.event.type)] ?? 0
      return unsafe WorkloadFacts.make[index](pending.event, pending.key)
    }
    return try PreparedAppend(events, Self.metadata)
  }

  /// Tells the thirty names of types apart: their ends and their length.
  private static func digest(_ name: UnsafeRawBufferPointer) -> UInt64 {
    let first = unsafe name.loadUnaligned(as: UInt64.self)
    let last = unsafe name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    return first &* 31 ^ last ^ UInt64(name.count)
  }

  /// Appends events of the hot set from the workload's `first` on, each on the condition that nothing has happened to
  /// its key since its last event that was seen.
  func enqueue(_ batch: [PendingEvent], from first: Int) throws -> AppendTicket {
    precondition(batch.count <= lastPositions.count, "no key may occur twice in a batch")
    let prepared = try prepare(batch)
    let conditions = (0..<batch.count).map { index in
      AppendCondition(
        failIfEventsMatch: Query([Query.Item(tags: Tags(prepared.tags(of: index)))]),
        after: lastPositions[(first + index) % lastPositions.count])
    }
    let ticket = try log.enqueue(prepared, if: conditions, epoch: nil)
    for index in 0..<batch.count {
      lastPositions[(first + index) % lastPositions.count] = ticket.first.advanced(by: index)
    }
    return ticket
  }

  func append(_ batch: [PendingEvent]) async throws { try await log.append(prepare(batch)) }

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
