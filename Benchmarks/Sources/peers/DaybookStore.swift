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

  private init(_ log: SegmentedEventLog, _ directory: FilePath) {
    self.log = log
    self.directory = directory
  }

  static func create(in directory: FilePath) throws -> DaybookStore {
    try DaybookStore(writer(directory), directory)
  }

  static func open(in directory: FilePath) throws -> DaybookStore { try create(in: directory) }

  private static func writer(_ directory: FilePath) throws -> SegmentedEventLog {
    var options = LogOptions()
    options.packsBeforeClosing = true
    return try SegmentedEventLog(
      writing: directory.appending("log"), fileSystem: POSIXFileSystem(), clock: SystemLogClock(), options: options)
  }

  /// The business time of every event: the workload's own times are in its metadata.
  static let metadata = AppendMetadata(occurredAt: Timestamp(microseconds: 1_760_000_000_000_000))

  /// Closing waits for packing and the tag index.
  func close() throws { try log.close() }
}

/// One of the writers of conditional appends. Its batches have one event for each key of its own hot set, in order.
struct ConditionalWriter {
  /// Appends that wait at once: while some are committed, the next are prepared. Conditions see what is sequenced, so a
  /// writer need not wait for its own appends.
  private static let inFlight = 8

  private let log: SegmentedEventLog
  /// The last position of each key: what a model would remember.
  private var lastPositions = [Position](repeating: .origin, count: BatchSource.hotSetSize)
  private var pending: [AppendTicket] = []

  init(_ log: SegmentedEventLog) { self.log = log }

  /// Appends events, each on the condition that nothing has happened to its key since the last that was seen.
  mutating func append(_ events: [any Event]) async throws {
    if pending.count == Self.inFlight { try await log.waitUntilDurable(pending.removeFirst()) }
    let prepared = try PreparedAppend(events, DaybookStore.metadata)
    let conditions = events.indices.map { index in
      AppendCondition(
        failIfEventsMatch: Query([Query.Item(tags: Tags(prepared.tags(of: index)))]), after: lastPositions[index])
    }
    let ticket = try log.enqueue(prepared, if: conditions, epoch: nil)
    for index in events.indices { lastPositions[index] = ticket.first.advanced(by: index) }
    pending.append(ticket)
  }

  /// Waits for everything to be durable.
  mutating func finish() async throws {
    for ticket in pending { try await log.waitUntilDurable(ticket) }
    pending = []
  }
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
  /// The facts at hand; kept to keep its memory.
  private var facts: [(fact: WorkloadView, context: EventContext)] = []

  mutating func apply(_ fact: WorkloadView, _ context: EventContext) {
    let name = WorkloadType.names[Int(fact.type) - Int(WorkloadType.firstNumber)]
    unsafe fold.add(
      key: fact.key, type: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount),
      payload: fact.payload)
  }

  /// The keys' entries are fetched together: the processor waits for memory once, and not once for each event.
  mutating func fold(
    _ run: RecordRun, of wanted: EventTypeFilter, occurredBy time: Timestamp
  ) throws(UnreadableFact) {
    var facts: [(fact: WorkloadView, context: EventContext)] = []
    swap(&facts, &self.facts)
    defer { swap(&facts, &self.facts) }
    facts.removeAll(keepingCapacity: true)
    try run.forEachFact(WorkloadView.self, of: wanted, occurredBy: time) { facts.append(($0, $1)) }
    let stated = facts.span
    for index in stated.indices { unsafe fold.prefetch(key: stated[index].fact.key) }
    for index in stated.indices { apply(stated[index].fact, stated[index].context) }
  }

  /// Not measured: the comparison has no snapshots.
  func save(_ rows: inout SnapshotWriter) throws(FieldError) {}
  func load(_ rows: inout SnapshotReader) throws(FieldError) {}
}
