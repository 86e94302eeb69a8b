import EventSourcing
import EventStore
import Restaurant
import SegmentLog
import SystemPackage
import Venue
import Vocabulary

/// What the read models of a restaurant take: folding a month from zero, and starting from snapshots in a large log.
enum ReadModelTrials {
  /// A group of restaurants in one city, whose month it is.
  private static let venues = 40
  /// What so many venues write in a good month.
  private static let eventsOfMonth = 300_000
  private static let seed: UInt64 = 7
  /// 2026-03-02, a Monday.
  private static let firstDay = ServiceDate(daysSinceEpoch: 20_514)
  /// Folds of the month that are timed together: one alone is short.
  private static let folds = 5
  /// Months, each of a group of its own, that make ten million events.
  private static let months = 34

  // MARK: Folding

  /// Every read model from zero, out of a generated month.
  static func fold(_ settings: TrialSettings) async throws -> Measurement {
    let directory = try await month(settings)
    let log = try SegmentedEventLog(reading: directory.appending("log"), fileSystem: POSIXFileSystem())
    let clock = ContinuousClock()
    let head = log.head
    let before = try LargeLogTrials.residentBytes()
    var elapsed = Duration.zero
    var state = 0
    for _ in 0..<folds {
      let models = Catalogue.readModels.map { Catalogue.makeReadModel($0) }
      elapsed += try clock.measure { try ProjectionRunner(log, models).catchUp(through: head) }
      if state == 0 { state = try LargeLogTrials.residentBytes() - before }
      withExtendedLifetime(models) {}
    }
    try log.close()
    return Measurement(
      row: .readModels, contender: .daybook, events: Int(head.rawValue) * folds,
      values: [
        .eventsPerSecond: Double(head.rawValue) * Double(folds) / elapsed.seconds, .residentBytes: Double(state),
      ])
  }

  /// The data directory of a generated month, made once.
  private static func month(_ settings: TrialSettings) async throws -> FilePath {
    let directory = settings.directory(of: .daybook, "month")
    if LoadedStore.count(in: directory) != nil { return directory }
    try directory.makeEmptyDirectory()
    let restaurant = try await RestaurantTrials.open(directory, policies: .whenAsked)
    let plan = GenerationPlan(
      seed: seed, venues: try SampleVenues.group(of: venues), start: firstDay, end: .events(eventsOfMonth))
    _ = try await HistoryGenerator(into: restaurant).run(plan)
    let events = restaurant.log.head
    try await restaurant.close()
    try directory.appending(LoadedStore.marker).write("\(events)")
    return directory
  }

  // MARK: Starting

  /// Opens the service on ten million events with snapshots of all its read models.
  static func start(_ settings: TrialSettings) async throws -> Measurement {
    let directory = try await months(settings)
    let clock = ContinuousClock()
    let start = clock.now
    let restaurant = try await RestaurantTrials.open(directory, policies: .whenAsked)
    let seconds = start.duration(to: clock.now).seconds
    let head = restaurant.log.head
    guard restaurant.start.restored.count == Catalogue.readModels.count,
      restaurant.runner.models.allSatisfy({ $0.position == head })
    else {
      // The next run finds these.
      try restaurant.runner.saveSnapshots()
      try restaurant.log.close()
      throw TrialError.otherSnapshots(directory)
    }
    // Closing the service would first answer every event of the months by its policies, which is not what is timed.
    await restaurant.runner.stopFollowing()
    try restaurant.log.close()
    return Measurement(
      row: .restaurantStart, contender: .daybook, events: Int(head.rawValue),
      values: [.startTime: seconds, .residentBytes: Double(try LargeLogTrials.peakResidentBytes())])
  }

  /// The data directory of many months with snapshots, made once: the events of the generated month again and again,
  /// each time with other IDs, as if so many groups of restaurants kept one log.
  ///
  /// They go through the ordinary path of an append. What one action recorded at one time stays one append.
  private static func months(_ settings: TrialSettings) async throws -> FilePath {
    let source = try await month(settings)
    let directory = settings.directory(of: .daybook, "months")
    if LoadedStore.count(in: directory) != nil { return directory }
    try directory.makeEmptyDirectory()
    let log = try SegmentedEventLog(reading: source.appending("log"), fileSystem: POSIXFileSystem())
    try await RestaurantTrials.open(directory, policies: .whenAsked).close()
    let copy = try SegmentedEventLog(
      writing: directory.appending("log"), fileSystem: POSIXFileSystem(), clock: SystemLogClock())
    for month in 0..<months {
      var actions = try RenewedActions(of: log, month: UInt64(month))
      try await copy.load { try actions.next() }
    }
    let snapshots = SnapshotStore(directory: directory.appending("snapshots"), fileSystem: POSIXFileSystem())
    let models = Catalogue.readModels.map { Catalogue.makeReadModel($0) }
    let runner = ProjectionRunner(copy, models, snapshots: snapshots)
    try runner.start()
    try await runner.stop()
    let events = copy.head
    try copy.close()
    try log.close()
    try directory.appending(LoadedStore.marker).write("\(events)")
    return directory
  }
}

/// A log's actions again, with other IDs: events that happened at one time are one action.
private struct RenewedActions {
  private var cursor: EventCursor
  private var fresh: OtherIDs
  /// The first event of the next action, and when it happened.
  private var first: (event: any Event, time: Timestamp)?

  init(of log: SegmentedEventLog, month: UInt64) throws {
    cursor = try log.events(.all, after: .origin, through: nil)
    fresh = OtherIDs(round: month)
    first = try renewed()
  }

  mutating func next() throws -> LoadedAction? {
    guard let (event, time) = first else { return nil }
    var events = [event]
    first = nil
    while let (event, itsTime) = try renewed() {
      guard itsTime == time else {
        first = (event, itsTime)
        break
      }
      events.append(event)
    }
    return LoadedAction(events, AppendMetadata(occurredAt: time))
  }

  private mutating func renewed() throws -> (any Event, Timestamp)? {
    while let stored = try cursor.next() {
      guard let event = try Catalogue.decode(stored) else { continue }
      return (try fresh.renewed(event), stored.context.occurredAt)
    }
    return nil
  }
}
