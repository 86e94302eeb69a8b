/// Medians and percentiles.
enum Statistics {
  /// The middle value, or the mean of the two middle ones; nil of nothing.
  static func median(_ values: some Collection<Double>) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The value below which `fraction` of the sorted values lie (nearest rank).
  static func percentile(_ fraction: Double, ofSorted values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return values[Int(fraction * Double(values.count - 1))]
  }
}

/// Latencies of single operations, kept whole: a histogram's buckets would blur p99 at these small times.
struct LatencyRecorder: Sendable {
  /// More than any timed trial reaches; what comes after is not recorded.
  private static let capacity = 4_000_000

  private var seconds: [Double] = []

  init() {
    seconds.reserveCapacity(1 << 16)
  }

  /// How many durations were recorded.
  var count: Int { seconds.count }

  mutating func record(_ duration: Duration) {
    if seconds.count < Self.capacity { seconds.append(duration.seconds) }
  }

  mutating func merge(_ other: LatencyRecorder) {
    seconds.append(contentsOf: other.seconds)
  }

  /// p50 and p99, or nothing when nothing was recorded.
  var values: [Metric: Double] {
    let sorted = seconds.sorted()
    var values: [Metric: Double] = [:]
    values[.median] = Statistics.percentile(0.5, ofSorted: sorted)
    values[.percentile99] = Statistics.percentile(0.99, ofSorted: sorted)
    return values
  }
}

extension Duration {
  /// This duration in seconds.
  var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
