import EventSourcing
import EventStore
import Foundation
import SegmentLog
import SystemPackage
import Workload

/// Daybook's own trials.
struct DaybookContender: Contender {
  let name = ContenderName.daybook
  let trials: Set<Row> = [
    .singleWriter, .concurrentConditional, .conditionalBatch, .bulk, .diskSingle, .replay, .verify, .hotBoundary,
    .tail, .entity, .crashStart, .growth, .memory, .decisions, .readModels, .restaurantStart, .availability,
    .bookingHot,
  ]

  private static let batchSize = 1_000
  /// Writers of the concurrent rows.
  private static let writers = 64
  /// Writers of the conditional batches: one per core, as preparing an append takes most of the work.
  private static let batchWriters = 2

  func measure(_ row: Row, with settings: TrialSettings) async throws -> Measurement {
    switch row {
    case .decisions: return try await RestaurantTrials.decisions(settings)
    case .bookingHot: return try await BookingTrial.measure(settings)
    case .readModels: return try await ReadModelTrials.fold(settings)
    case .restaurantStart: return try await ReadModelTrials.start(settings)
    case .availability: return try await AvailabilityTrial.measure(settings)
    default: break
    }
    let workload = try Workload(contentsOf: settings.workload, limit: settings.events)
    switch row {
    case .singleWriter: return try await sequential(workload, settings)
    case .conditionalBatch:
      return try await conditionalBatches(workload, settings)
    case .concurrentConditional: return try await concurrent(row, workload, settings)
    case .hotBoundary: return try await hotBoundary(workload, settings)
    case .bulk: return try await load(workload, settings)
    case .diskSingle: return try await loadSingly(workload, settings)
    case .replay: return try await replay(workload, settings)
    case .verify: return try await verify(workload, settings)
    case .tail: return try await tail(workload, settings)
    case .entity: return try await entity(workload, settings)
    case .crashStart: return try await LargeLogTrials.crashStart(workload, settings)
    case .growth:
      return try await LargeLogTrials.growth(workload, small: try await loaded(workload, settings), settings)
    case .memory: return try await LargeLogTrials.memory(workload, settings)
    default: throw TrialError.unsupported(row, name)
    }
  }

  // MARK: Writing

  /// Two writers, one append of 1,000 events behind the other, each event on the condition that its key has not moved.
  private func conditionalBatches(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let store = try fresh(.conditionalBatch, settings)
    defer { store.directory.discard() }
    let batches = batches(workload, keys: .hotSet(writers: Self.batchWriters))
    let log = store.log
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(settings.seconds))
    let events = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<Self.batchWriters {
        group.addTask {
          var writer = ConditionalWriter(log)
          var count = 0
          for index in stride(from: number, to: batches.count, by: Self.batchWriters) where clock.now < end {
            try await writer.append(batches[index])
            count += batches[index].count
          }
          try await writer.finish()
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let seconds = start.duration(to: clock.now).seconds
    try check(store, events)
    try store.close()
    return Measurement(
      row: .conditionalBatch, contender: name, events: events, values: [.eventsPerSecond: Double(events) / seconds])
  }

  /// One thread, which blocks on each append as it would on a database's commit.
  private func sequential(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let store = try fresh(.singleWriter, settings)
    defer { store.directory.discard() }
    let log = store.log
    let (latencies, seconds) = try await Self.onThread {
      let source = BatchSource(workload, keys: .own)
      var latencies = LatencyRecorder()
      let clock = ContinuousClock()
      let start = clock.now
      let end = start.advanced(by: .seconds(settings.seconds))
      var now = start
      for index in workload.indices where now < end {
        try log.appendBlocking(
          PreparedAppend(WorkloadFacts.events(source.batch(index..<index + 1)), DaybookStore.metadata))
        let after = clock.now
        latencies.record(now.duration(to: after))
        now = after
      }
      return (latencies, start.duration(to: now).seconds)
    }
    try check(store, latencies.count)
    var values = latencies.values
    values[.eventsPerSecond] = Double(latencies.count) / seconds
    try store.close()
    return Measurement(
      row: .singleWriter, contender: name, events: latencies.count, commits: latencies.count, values: values)
  }

  /// Runs what blocks on a thread of its own.
  private static func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }

  /// 64 tasks, each with keys of its own, each append under the condition that its key has not moved.
  private func concurrent(_ row: Row, _ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let store = try fresh(row, settings)
    defer { store.directory.discard() }
    let log = store.log
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(settings.seconds))
    let (events, latencies) = try await withThrowingTaskGroup(of: (Int, LatencyRecorder).self) { group in
      for writer in 0..<Self.writers {
        group.addTask {
          var latencies = LatencyRecorder()
          var last = Position.origin
          var count = 0
          let key = Array("writer-\(writer)".utf8)
          let query = Query(tags: [Tag(.benchmarkKey, bytes: key)])
          while clock.now < end {
            let began = clock.now
            let event = workload[(count * Self.writers + writer) % workload.count]
            let fact = unsafe key.withUnsafeBytes { unsafe WorkloadFacts.make[count % 30](event, $0) }
            let append = try PreparedAppend([fact], DaybookStore.metadata)
            last = try await log.append(append, if: [AppendCondition(failIfEventsMatch: query, after: last)]).last
            latencies.record(began.duration(to: clock.now))
            count += 1
          }
          return (count, latencies)
        }
      }
      var total = 0
      var all = LatencyRecorder()
      for try await (count, latencies) in group {
        total += count
        all.merge(latencies)
      }
      return (total, all)
    }
    let seconds = start.duration(to: clock.now).seconds
    try check(store, events)
    try store.close()
    var values = latencies.values
    values[.eventsPerSecond] = Double(events) / seconds
    return Measurement(row: row, contender: name, events: events, values: values)
  }

  /// Warm decisions of 64 callers on one boundary, and for comparison on 64.
  private func hotBoundary(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let spread = try await decisions(boundaries: Self.writers, workload, settings)
    let hot = try await decisions(boundaries: 1, workload, settings)
    var values = hot.values
    if let one = hot.values[.eventsPerSecond], let many = spread.values[.eventsPerSecond] {
      values[.boundaryRatio] = one / many
    }
    return Measurement(row: .hotBoundary, contender: name, events: hot.events, values: values)
  }

  private func decisions(
    boundaries: Int, _ workload: Workload, _ settings: TrialSettings
  ) async throws -> Measurement {
    let store = try fresh(.hotBoundary, settings)
    defer { store.directory.discard() }
    let handler = CommandHandler(store.log, IdempotencyKeys(secret: Array(repeating: 1, count: 32)))
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(settings.seconds))
    let (events, latencies) = try await withThrowingTaskGroup(of: (Int, LatencyRecorder).self) { group in
      for caller in 0..<Self.writers {
        group.addTask {
          var latencies = LatencyRecorder()
          var count = 0
          let key = Array("book-\(caller % boundaries)".utf8)
          while clock.now < end {
            let began = clock.now
            let event = workload[(count * Self.writers + caller) % workload.count]
            let fact = unsafe key.withUnsafeBytes { unsafe WorkloadFacts.make[0](event, $0) }
            let entry = BookEntry(key: key, fact: fact)
            _ = try await handler.handle(entry, by: BookEntry.decider, CommandContext(DaybookStore.metadata))
            latencies.record(began.duration(to: clock.now))
            count += 1
          }
          return (count, latencies)
        }
      }
      var total = 0
      var all = LatencyRecorder()
      for try await (count, latencies) in group {
        total += count
        all.merge(latencies)
      }
      return (total, all)
    }
    let seconds = start.duration(to: clock.now).seconds
    try check(store, events)
    try store.close()
    var values = latencies.values
    values[.eventsPerSecond] = Double(events) / seconds
    return Measurement(row: .hotBoundary, contender: name, events: events, values: values)
  }

  // MARK: Loading

  private func load(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: name, "loaded")
    try directory.makeEmptyDirectory()
    let store = try DaybookStore.create(in: directory)
    let batches = batches(workload, keys: .own)
    let clock = ContinuousClock()
    let start = clock.now
    var rest = batches.makeIterator()
    try await store.log.load { rest.next().map { LoadedAction($0, DaybookStore.metadata) } }
    let loaded = start.duration(to: clock.now).seconds
    try check(store, workload.count)
    try store.close()
    let settled = start.duration(to: clock.now).seconds
    let values: [Metric: Double] = [
      .eventsPerSecond: Double(workload.count) / loaded, .settledEventsPerSecond: Double(workload.count) / settled,
      .diskBytes: try Self.segmentBytes(directory),
    ]
    try directory.appending(LoadedStore.marker).write("\(workload.count)")
    return Measurement(row: .bulk, contender: name, events: workload.count, commits: batches.count, values: values)
  }

  /// The workload in memory, as the other stores have it when their clocks start.
  private func batches(_ workload: Workload, keys: BatchSource.Keys) -> [[any Event]] {
    let source = BatchSource(workload, keys: keys)
    return stride(from: 0, to: workload.count, by: Self.batchSize).map { first in
      WorkloadFacts.events(source.batch(first..<min(first + Self.batchSize, workload.count)))
    }
  }

  /// Every event its own commit: 64 writers would share one, so that one event at a time is sequenced here.
  private func loadSingly(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let store = try fresh(.diskSingle, settings)
    defer { store.directory.discard() }
    let log = store.log
    try await Self.onThread {
      let source = BatchSource(workload, keys: .own)
      for index in workload.indices {
        try log.appendBlocking(
          PreparedAppend(WorkloadFacts.events(source.batch(index..<index + 1)), DaybookStore.metadata))
      }
    }
    try check(store, workload.count)
    try store.close()
    return Measurement(
      row: .diskSingle, contender: name, events: workload.count, commits: workload.count,
      values: [.diskBytes: try Self.segmentBytes(store.directory)])
  }

  /// What packed segments take. The last, which a load leaves active, counts by what is in it: it holds a prepared
  /// rest that no load of any size makes larger.
  private static func segmentBytes(_ directory: FilePath) throws -> Double {
    let reader = try LogReader.open(
      directory: directory.appending("log"), fileSystem: POSIXFileSystem(), source: .headFile)
    let head = try reader.head()
    return try reader.segments().reduce(0) { sum, segment in
      sum + Double(segment.state == .active ? head.offset.rawValue : segment.fileBytes.rawValue)
    }
  }

  private func loaded(_ workload: Workload, _ settings: TrialSettings) async throws -> FilePath {
    let directory = settings.directory(of: name, "loaded")
    if LoadedStore.count(in: directory) != workload.count { _ = try await load(workload, settings) }
    return directory
  }

  // MARK: Reading

  private func replay(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = try await loaded(workload, settings)
    let expected = KeyedFold(of: workload).summary
    let log = try SegmentedEventLog(reading: directory.appending("log"), fileSystem: POSIXFileSystem())
    let model = ReadModel<WorkloadProjection>()
    let runner = ProjectionRunner(log, [model])
    let clock = ContinuousClock()
    let elapsed = try clock.measure { try runner.catchUp(through: log.head) }
    let summary = model.read { projection, _ in projection.fold.summary }
    guard summary == expected else { throw TrialError.wrongFold(summary, expected: expected) }
    try log.close()
    return Measurement(
      row: .replay, contender: name, events: summary.events,
      values: [.eventsPerSecond: Double(summary.events) / elapsed.seconds])
  }

  private func verify(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = try await loaded(workload, settings)
    let verifier = LogVerifier(directory: directory.appending("log"), fileSystem: POSIXFileSystem())
    let clock = ContinuousClock()
    let start = clock.now
    let report = try verifier.verify()
    let seconds = start.duration(to: clock.now).seconds
    guard report.isClean, report.records == UInt64(workload.count) else {
      throw TrialError.wrongCount(stored: Int(report.records), expected: workload.count)
    }
    return Measurement(
      row: .verify, contender: name, events: workload.count,
      values: [.eventsPerSecond: Double(workload.count) / seconds])
  }

  /// One entity's 20 events out of a log of ten rounds of the workload.
  private func entity(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: name, "rounds")
    let count = try await EntityTrial.prepare(workload, in: directory)
    return try EntityTrial.measure(in: directory, events: count)
  }

  private func tail(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let store = try fresh(.tail, settings)
    defer { store.directory.discard() }
    let source = BatchSource(workload, keys: .own)
    let log = store.log
    let count = min(CrossProcess.eventCount, workload.count)
    let follower = try Follower(["follow-log", store.directory.appending("log").string, String(count)], input: Pipe())
    var acknowledged: [UInt64] = []
    for index in 0..<count {
      try await log.append(WorkloadFacts.events(source.batch(index..<index + 1)), DaybookStore.metadata)
      acknowledged.append(CrossProcess.now())
      CrossProcess.pause(before: index + 1)
    }
    let latencies = try CrossProcess.latencies(from: acknowledged, to: follower.receivedTimes())
    try store.close()
    return Measurement(row: .tail, contender: name, events: count, commits: count, values: latencies.values)
  }

  private func fresh(_ row: Row, _ settings: TrialSettings) throws -> DaybookStore {
    let directory = settings.directory(of: name, row.rawValue)
    try directory.makeEmptyDirectory()
    return try DaybookStore.create(in: directory)
  }

  private func check(_ store: DaybookStore, _ expected: Int) throws {
    let stored = Int(store.log.head.rawValue)
    guard stored == expected else { throw TrialError.wrongCount(stored: stored, expected: expected) }
  }
}

/// A command of the hot-boundary row: one more entry in a book that counts them.
struct BookEntry: Sendable {
  var key: [UInt8]
  var fact: any Event

  static let decider = Decider<BookEntry, Never, Book>(
    keys: { $0.key }, decide: { (entry, book) throws(Never) in [entry.fact] })
}

/// The decision state of the hot-boundary row.
struct Book: Model {
  var entries = 0

  init(_ key: [UInt8]) {}

  static func tags(_ key: [UInt8]) -> Tags { [Tag(.benchmarkKey, bytes: key)] }

  mutating func evolve(_ fact: WorkloadView) { entries += 1 }
}

/// The other side of the tail row.
enum LogFollower {
  static func receive(count: Int, from path: FilePath) async throws -> [UInt64] {
    let log = try SegmentedEventLog(reading: path, fileSystem: POSIXFileSystem())
    try Follower.reportReady()
    var times: [UInt64] = []
    for try await _ in log.subscribe(to: .all) {
      times.append(CrossProcess.now())
      if times.count == count { break }
    }
    return times
  }
}

/// One entity among ten million events.
enum EntityTrial {
  private static let rounds = 10
  private static let entities = 50
  private static let eventsOfEntity = 20

  /// Ten rounds of the workload, with the events of the wanted entities spread evenly among them.
  static func prepare(_ workload: Workload, in directory: FilePath) async throws -> Int {
    let total = workload.count * rounds
    if LoadedStore.count(in: directory) == total { return total }
    try directory.makeEmptyDirectory()
    let store = try DaybookStore.create(in: directory)
    let wanted = entities * eventsOfEntity
    let every = total / wanted
    var pending: [AppendTicket] = []
    for first in stride(from: 0, to: total, by: 1_000) {
      let events = (first..<min(first + 1_000, total)).map { index -> any Event in
        let event = workload[index % workload.count]
        if index % every == 0, index / every < wanted {
          let key = Array("entity-\(index / every % entities)".utf8)
          return unsafe key.withUnsafeBytes { unsafe WorkloadFacts.make[index % 30](event, $0) }
        }
        let key = unsafe [UInt8(ascii: "0") + UInt8(index / workload.count)] + Array(event.key)
        return unsafe key.withUnsafeBytes { unsafe WorkloadFacts.make[index % 30](event, $0) }
      }
      if pending.count == 4 { try await store.log.waitUntilDurable(pending.removeFirst()) }
      pending.append(
        try store.log.enqueue(try PreparedAppend(events, DaybookStore.metadata), if: [], epoch: nil))
    }
    for ticket in pending { try await store.log.waitUntilDurable(ticket) }
    try store.close()
    try directory.appending(LoadedStore.marker).write("\(total)")
    return total
  }

  static func measure(in directory: FilePath, events: Int) throws -> Measurement {
    let store = try DaybookStore.open(in: directory)
    var cold = LatencyRecorder()
    var warm = LatencyRecorder()
    let clock = ContinuousClock()
    for number in 0..<entities {
      let query = Query(tags: [Tag(.benchmarkKey, bytes: Array("entity-\(number)".utf8))])
      for pass in 0..<2 {
        let start = clock.now
        var cursor = try store.log.events(query, after: .origin, through: nil)
        var found = 0
        while try cursor.next() != nil { found += 1 }
        let elapsed = start.duration(to: clock.now)
        guard found == eventsOfEntity else { throw TrialError.wrongCount(stored: found, expected: eventsOfEntity) }
        if pass == 0 { cold.record(elapsed) } else { warm.record(elapsed) }
      }
    }
    try store.close()
    var values: [Metric: Double] = [:]
    values[.coldLatency] = cold.values[.median]
    values[.warmLatency] = warm.values[.median]
    return Measurement(row: .entity, contender: .daybook, events: events, values: values)
  }
}
