import Vocabulary

/// Who comes often, came lately, spends much: recency, frequency and monetary value in fifths (RFM).
///
/// A customer's score in each is `1 + floor(5 x worse / all)`, where *worse* is the number of customers who came longer
/// ago, on fewer days, or spent less: so equals have equal scores, and 5 is the best fifth. The grid of names by recency
/// and frequency is the one that is in common use:
///
/// | frequency 5 | cannot lose | cannot lose | loyal | loyal | champion |
/// |---|---|---|---|---|---|
/// | 4 | at risk | at risk | loyal | loyal | champion |
/// | 3 | at risk | at risk | needs attention | potential loyalist | potential loyalist |
/// | 2 | hibernating | hibernating | about to sleep | potential loyalist | potential loyalist |
/// | 1 | hibernating | hibernating | about to sleep | promising | new |
/// | **recency** | 1 | 2 | 3 | 4 | 5 |
public enum CustomerSegment: String, CaseIterable, Sendable {
  /// Lately and often.
  case champion
  /// Often, and not long ago.
  case loyal
  /// Lately, and more than once.
  case potentialLoyalist = "potential_loyalist"
  /// For the first time, just now.
  case new
  /// For the first time, not long ago.
  case promising
  /// Middling in both.
  case needsAttention = "needs_attention"
  /// Seldom, and some time ago.
  case aboutToSleep = "about_to_sleep"
  /// More than seldom, but long ago.
  case atRisk = "at_risk"
  /// Very often, but long ago.
  case cannotLose = "cannot_lose"
  /// Seldom and long ago.
  case hibernating

  /// The segment of these scores, 1 to 5 each.
  public init(recency: Int, frequency: Int) {
    switch (recency, frequency) {
    case (5, 4...): self = .champion
    case (3..., 4...): self = .loyal
    case (4..., 2...): self = .potentialLoyalist
    case (5, _): self = .new
    case (4, _): self = .promising
    case (3, 3): self = .needsAttention
    case (3, _): self = .aboutToSleep
    case (_, 5): self = .cannotLose
    case (_, 3...): self = .atRisk
    default: self = .hibernating
    }
  }
}

/// A customer's scores.
public struct CustomerScore: Hashable, Sendable {
  /// What they were taken from.
  public let history: PurchaseHistory
  /// How lately: 5 is the latest fifth.
  public let recency: Int
  /// On how many days: 5 is the most frequent fifth.
  public let frequency: Int
  /// How much: 5 is the fifth that spent most.
  public let monetary: Int

  /// What recency and frequency together are called.
  public var segment: CustomerSegment { CustomerSegment(recency: recency, frequency: frequency) }

  /// The scores of all customers, in the order of the histories.
  public static func scores(of histories: [PurchaseHistory]) -> [CustomerScore] {
    let recency = fifths(histories.map { Int64($0.last.daysSinceEpoch) })
    let frequency = fifths(histories.map { Int64($0.days.count) })
    let monetary = fifths(histories.map(\.gross.minorUnits))
    return histories.indices.map { index in
      CustomerScore(
        history: histories[index], recency: recency[index], frequency: frequency[index], monetary: monetary[index])
    }
  }

  private static func fifths(_ values: [Int64]) -> [Int] {
    let sorted = values.sorted()
    var worse: [Int64: Int] = [:]
    for (rank, value) in sorted.enumerated() where worse[value] == nil { worse[value] = rank }
    return values.map { 1 + 5 * (worse[$0] ?? 0) / values.count }
  }
}
