import Foundation

/// A figure of a measurement. Times are in seconds, sizes in bytes, unless a name says otherwise.
enum Metric: String, Codable, CodingKeyRepresentable, Hashable, Sendable {
  case eventsPerSecond = "events_per_second"
  /// Events per second with everything done that follows a load: packing, checkpointing, compaction.
  case settledEventsPerSecond = "settled_events_per_second"
  case median = "p50_seconds"
  case percentile99 = "p99_seconds"
  case diskBytes = "disk_bytes"
  case coldLatency = "cold_seconds"
  case warmLatency = "warm_seconds"
  case startTime = "start_seconds"
  case residentBytes = "resident_bytes"
  /// Latency in a large log divided by latency in a small one.
  case growthRatio = "growth_ratio"
  /// Throughput on one boundary divided by throughput on 64.
  case boundaryRatio = "boundary_ratio"

  var isBetterWhenHigher: Bool {
    switch self {
    case .eventsPerSecond, .settledEventsPerSecond, .boundaryRatio: true
    case .median, .percentile99, .diskBytes, .coldLatency, .warmLatency, .startTime, .residentBytes, .growthRatio:
      false
    }
  }

  /// The value for people, with its unit.
  func text(_ value: Double) -> String {
    switch self {
    case .eventsPerSecond: Self.rate(value)
    case .settledEventsPerSecond: "\(Self.rate(value)) settled"
    case .median: "p50 \(Self.time(value))"
    case .percentile99: "p99 \(Self.time(value))"
    case .diskBytes, .residentBytes: "\(Self.decimal(value / 1e6, digits: 0)) MB"
    case .coldLatency: "cold \(Self.time(value))"
    case .warmLatency: "warm \(Self.time(value))"
    case .startTime: Self.time(value)
    case .growthRatio, .boundaryRatio: "\(Self.decimal(value, digits: 2)) x"
    }
  }

  private static func rate(_ value: Double) -> String {
    switch value {
    case 1e6...: "\(decimal(value / 1e6, digits: 2)) M/s"
    case 1e4...: "\(decimal(value / 1e3, digits: 0)) k/s"
    default: "\(decimal(value, digits: 0))/s"
    }
  }

  private static func time(_ value: Double) -> String {
    switch value {
    case 1...: "\(decimal(value, digits: 2)) s"
    case 1e-3...: "\(decimal(value * 1e3, digits: 2)) ms"
    default: "\(decimal(value * 1e6, digits: 0)) us"
    }
  }

  static func decimal(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
