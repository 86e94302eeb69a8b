/// A figure that Daybook must reach: a factor of a peer's figure in the same run, or an absolute bound.
struct Goal: Sendable {
  enum Bound: Sendable {
    case absolute(Double)
    case times(Double, bestOf: [ContenderName])
  }

  let metric: Metric
  let bound: Bound

  init(_ metric: Metric, _ value: Double) {
    self.metric = metric
    bound = .absolute(value)
  }

  init(_ metric: Metric, _ factor: Double, timesBestOf peers: [ContenderName]) {
    self.metric = metric
    bound = .times(factor, bestOf: peers)
  }

  /// How a subject's value compares with the bound, or nil when a figure that this needs was not measured.
  func verdict(of subject: ContenderName, in results: RowResult) -> Verdict? {
    guard let value = results.median(metric, of: subject) else { return nil }
    switch bound {
    case .absolute(let wanted):
      return Verdict(
        isReached: metric.isBetterWhenHigher ? value >= wanted : value <= wanted,
        text: "\(metric.text(value)) of \(metric.text(wanted))")
    case .times(let factor, let peers):
      // Best of all the peers named, so one that is missing leaves the question open.
      let figures = peers.compactMap { peer in results.median(metric, of: peer).map { (peer, $0) } }
      guard figures.count == peers.count else { return nil }
      let best = metric.isBetterWhenHigher ? figures.max { $0.1 < $1.1 } : figures.min { $0.1 < $1.1 }
      guard let (peer, _) = best, let ratio = results.ratio(metric, of: subject, to: peer) else { return nil }
      return Verdict(
        isReached: metric.isBetterWhenHigher ? ratio >= factor : ratio <= factor,
        text: "\(Metric.decimal(ratio, digits: 2)) x \(peer.title) of \(Metric.decimal(factor, digits: 2)) x")
    }
  }
}

/// The outcome of judging a goal.
struct Verdict: Codable, Sendable {
  let isReached: Bool
  let text: String

  enum CodingKeys: String, CodingKey {
    case isReached = "reached"
    case text
  }
}
