/// What one trial of one contender yielded.
struct Measurement: Codable, Sendable {
  let row: Row
  let contender: ContenderName
  /// Events that the timed part wrote or read.
  let events: Int
  /// Durable commits in the timed part.
  var commits = 0
  var values: [Metric: Double]
}

/// All trials of one row.
struct RowResult: Sendable {
  private(set) var row: Row
  /// Measurements by contender, then by run; a run that failed is absent.
  private var measurements: [ContenderName: [Int: Measurement]] = [:]
  /// Contenders that could not be measured, and why.
  private(set) var failures: [ContenderName: String] = [:]

  init(row: Row) {
    self.row = row
  }

  /// The same figures under another row, whose metrics it yields too.
  func viewed(as row: Row) -> RowResult {
    var view = self
    view.row = row
    return view
  }

  mutating func add(_ measurement: Measurement, run: Int) {
    measurements[measurement.contender, default: [:]][run] = measurement
  }

  mutating func fail(_ contender: ContenderName, _ reason: String) {
    failures[contender] = reason
  }

  /// The contender's measurements in the order of the runs.
  func runs(of contender: ContenderName) -> [Measurement] {
    (measurements[contender] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }

  func median(_ metric: Metric, of contender: ContenderName) -> Double? {
    Statistics.median(runs(of: contender).compactMap { $0.values[metric] })
  }

  /// The median over the runs of this contender's figure divided by the reference's figure of the same run, which
  /// was measured next to it: what slows the whole machine down for a while cancels out.
  func ratio(_ metric: Metric, of contender: ContenderName, to reference: ContenderName) -> Double? {
    let references = measurements[reference] ?? [:]
    let ratios = (measurements[contender] ?? [:]).compactMap { run, measurement -> Double? in
      guard let value = measurement.values[metric], let base = references[run]?.values[metric], base > 0 else {
        return nil
      }
      return value / base
    }
    return Statistics.median(ratios)
  }
}
