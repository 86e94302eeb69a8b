import ArgumentParser

/// One line of the comparison: a kind of work, the figures that it yields, and what Daybook must show.
enum Row: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  case singleWriter = "single-writer"
  case concurrentConditional = "concurrent-conditional"
  case conditionalBatch = "conditional-batch"
  case bulk
  case diskBatched = "disk-batched"
  case diskSingle = "disk-single"
  case replay
  case verify
  case readModels = "read-models"
  case restaurantStart = "restaurant-start"
  case availability
  case entity
  case hotBoundary = "hot-boundary"
  case tail
  case crashStart = "crash-start"
  case growth
  case memory
  case decisions
  case bookingHot = "booking-hot"

  /// The row whose trial yields this row's figures: a size on disk is read after the load that made it.
  var measuredBy: Row { self == .diskBatched ? .bulk : self }

  var title: String {
    switch self {
    case .singleWriter: "1 writer, 1 event per durable commit"
    case .concurrentConditional: "64 writers, 1 conditional event each"
    case .conditionalBatch: "conditional appends, 1000 events each"
    case .bulk: "bulk load, 1000 events per commit"
    case .diskBatched: "on disk after packing, 1000 per commit"
    case .diskSingle: "on disk after packing, 1 per commit"
    case .replay: "replay from disk and fold"
    case .verify: "verify, tree recomputed"
    case .readModels: "all read models folded, a generated month"
    case .restaurantStart: "start with all read models, 10 M events"
    case .availability: "a day's free tables for one party, of 60"
    case .entity: "one entity's 20 events out of 10 M"
    case .hotBoundary: "warm decisions, one hot boundary"
    case .tail: "acknowledged to received in another process"
    case .crashStart: "start after a crash, 10 M events"
    case .growth: "append latency, 10 M against 1 M events"
    case .memory: "resident memory, 10 M events into the index"
    case .decisions: "bookings, orders, payments decided, 64 callers"
    case .bookingHot: "bookings of one evening, 64 callers"
    }
  }

  /// The figures to show, the row's own one first.
  var metrics: [Metric] {
    switch self {
    case .singleWriter, .concurrentConditional, .hotBoundary, .decisions, .bookingHot:
      [.eventsPerSecond, .median, .percentile99]
    case .conditionalBatch, .replay, .verify: [.eventsPerSecond]
    case .readModels: [.eventsPerSecond, .residentBytes]
    case .bulk: [.eventsPerSecond, .settledEventsPerSecond]
    case .diskBatched, .diskSingle: [.diskBytes]
    case .entity: [.coldLatency, .warmLatency]
    case .tail: [.median, .percentile99]
    case .crashStart: [.startTime]
    case .restaurantStart: [.startTime, .residentBytes]
    case .availability: [.median, .percentile99]
    case .growth: [.growthRatio]
    case .memory: [.residentBytes]
    }
  }

  /// What Daybook must reach first. Each goal is judged by this run's own figures.
  var goals: [Goal] {
    switch self {
    case .singleWriter: [Goal(.eventsPerSecond, 1, timesBestOf: [.sqlite])]
    case .concurrentConditional: [Goal(.eventsPerSecond, 4, timesBestOf: [.rocksDB, .redis])]
    case .conditionalBatch: [Goal(.eventsPerSecond, 6, timesBestOf: [.lmdb])]
    case .bulk:
      [
        Goal(.eventsPerSecond, 5, timesBestOf: [.rocksDB]),
        Goal(.eventsPerSecond, 1, timesBestOf: [.sqliteWithoutIndex]),
      ]
    case .diskBatched: [Goal(.diskBytes, 110e6)]
    case .diskSingle: [Goal(.diskBytes, 127e6)]
    case .replay: [Goal(.eventsPerSecond, 1, timesBestOf: [.lz4OneCoreInC])]
    case .verify: [Goal(.eventsPerSecond, 2e6)]
    case .readModels: [Goal(.eventsPerSecond, 2e6)]
    case .entity: [Goal(.coldLatency, 5e-3), Goal(.warmLatency, 0.2e-3)]
    case .hotBoundary, .bookingHot: [Goal(.boundaryRatio, 1)]
    case .tail: [Goal(.median, 100e-6), Goal(.percentile99, 1e-3)]
    case .crashStart, .restaurantStart: [Goal(.startTime, 1)]
    case .availability: [Goal(.median, 20e-6)]
    case .growth: [Goal(.growthRatio, 1.2)]
    case .memory: [Goal(.residentBytes, Double(1 << 30))]
    case .decisions: [Goal(.eventsPerSecond, 50e3)]
    }
  }
}
