import SystemPackage
import Workload

/// The trials that are the same for every ``DurableStore``.
struct StoreContender<Store: DurableStore>: Contender {
  /// Events in each append of the conditional and bulk rows.
  private static var batchSize: Int { 1_000 }

  let trials: Set<Row>

  var name: ContenderName { Store.contender }

  init(trials: Set<Row> = [.singleWriter, .conditionalBatch, .bulk, .replay]) {
    self.trials = trials
  }

  func measure(_ row: Row, with settings: TrialSettings) async throws -> Measurement {
    let workload = try Workload(contentsOf: settings.workload, limit: settings.events)
    switch row {
    case .singleWriter:
      return try await append(row, workload, batchSize: 1, expecting: .nothing, settings)
    case .concurrentConditional:
      return try await append(row, workload, batchSize: Store.groupSize, expecting: .nothing, settings)
    case .conditionalBatch:
      return try await append(row, workload, batchSize: Self.batchSize, expecting: .keyRevisions, settings)
    case .bulk:
      return try await load(workload, settings)
    case .replay:
      return try await replay(workload, settings)
    default:
      throw TrialError.unsupported(row, name)
    }
  }

  /// Appends for as long as the settings say, or until the workload ends.
  private func append(
    _ row: Row, _ workload: Workload, batchSize: Int, expecting: Expectation, _ settings: TrialSettings
  ) async throws -> Measurement {
    let directory = settings.directory(of: name, row.rawValue)
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let store = try await Store.create(in: directory, capacity: StoreCapacity(of: workload))
    let source = BatchSource(workload, keys: expecting == .keyRevisions ? .hotSet(writers: 1) : .own)
    var latencies = LatencyRecorder()
    var next = 0
    var commits = 0
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(settings.seconds))
    var now = start
    while next < workload.count, now < end {
      let range = next..<min(next + batchSize, workload.count)
      try await store.append(source.batch(range), expecting: expecting)
      let after = clock.now
      latencies.record(now.duration(to: after))
      now = after
      next = range.upperBound
      commits += 1
    }
    let stored = try await store.eventCount()
    guard stored == next else { throw TrialError.wrongCount(stored: stored, expected: next) }
    var values = latencies.values
    values[.eventsPerSecond] = Double(next) / start.duration(to: now).seconds
    return Measurement(row: row, contender: name, events: next, commits: commits, values: values)
  }

  /// Loads the whole workload and leaves the store for ``Row/replay``.
  private func load(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: name, "loaded")
    try directory.makeEmptyDirectory()
    let store = try await Store.create(in: directory, capacity: StoreCapacity(of: workload))
    let source = BatchSource(workload, keys: .own)
    let clock = ContinuousClock()
    let start = clock.now
    var commits = 0
    for first in stride(from: 0, to: workload.count, by: Self.batchSize) {
      let range = first..<min(first + Self.batchSize, workload.count)
      try await store.append(source.batch(range), expecting: .nothing)
      commits += 1
    }
    let loaded = start.duration(to: clock.now).seconds
    try await store.settle()
    let settled = start.duration(to: clock.now).seconds
    let stored = try await store.eventCount()
    guard stored == workload.count else { throw TrialError.wrongCount(stored: stored, expected: workload.count) }
    var values: [Metric: Double] = [.eventsPerSecond: Double(stored) / loaded]
    if Store.settles { values[.settledEventsPerSecond] = Double(stored) / settled }
    values[.diskBytes] = try Double(directory.allocatedBytes())
    if trials.contains(.replay) {
      try directory.appending(LoadedStore.marker).write("\(stored)")
    } else {
      directory.discard()
    }
    return Measurement(row: .bulk, contender: name, events: stored, commits: commits, values: values)
  }

  /// Scans a loaded store, with the work of a read model per event.
  private func replay(_ workload: Workload, _ settings: TrialSettings) async throws -> Measurement {
    let directory = settings.directory(of: name, "loaded")
    if LoadedStore.count(in: directory) != workload.count { _ = try await load(workload, settings) }
    let expected = KeyedFold(of: workload).summary
    let store = try await Store.open(in: directory)
    var fold = KeyedFold()
    let clock = ContinuousClock()
    let start = clock.now
    try await store.scan(into: &fold)
    let seconds = start.duration(to: clock.now).seconds
    guard fold.summary == expected else { throw TrialError.wrongFold(fold.summary, expected: expected) }
    let scanned = fold.summary.events
    return Measurement(
      row: .replay, contender: name, events: scanned, values: [.eventsPerSecond: Double(scanned) / seconds])
  }
}

/// The note that a store was loaded completely.
enum LoadedStore {
  static let marker = "loaded"

  /// The number of events in the loaded store, or nil when there is none.
  static func count(in directory: FilePath) -> Int? {
    (try? directory.appending(marker).readText()).flatMap { Int($0) }
  }
}

extension StoreCapacity {
  init(of workload: Workload) {
    self.init(events: workload.count, bytes: workload.byteCount)
  }
}

extension KeyedFold {
  /// The fold that every correct scan of `workload` ends in.
  init(of workload: Workload) {
    self.init()
    for index in workload.indices {
      let event = workload[index]
      unsafe add(key: event.key, type: event.type, payload: event.payload)
    }
  }
}
