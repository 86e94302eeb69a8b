import Foundation
public import Vocabulary

/// When a customer came, as the model sees it: in weeks since the first order.
public struct PurchaseTimes: Hashable, Sendable {
  /// How often the customer came again: distinct days after the first (x).
  public let repeats: Int
  /// Weeks from the first order to the last (t_x).
  public let lastWeek: Double
  /// Weeks from the first order to the end of observation (T).
  public let weeks: Double

  /// Times of these parts, in weeks.
  public init(repeats: Int, lastWeek: Double, weeks: Double) {
    self.repeats = repeats
    self.lastWeek = lastWeek
    self.weeks = weeks
  }

  /// The times of a history that is observed through `end`.
  public init(_ history: PurchaseHistory, through end: ServiceDate) {
    repeats = history.repeats
    lastWeek = Double(history.last.daysSinceEpoch - history.first.daysSinceEpoch) / 7
    weeks = Double(end.daysSinceEpoch - history.first.daysSinceEpoch) / 7
  }
}

/// How often customers come and when they stay away for good: BG/NBD, fitted by maximum likelihood.
///
/// After P. Fader, B. Hardie and K. Lee, "'Counting Your Customers' the Easy Way: An Alternative to the Pareto/NBD
/// Model" (Marketing Science 24, 2005). While active, a customer comes at a rate of her own, gamma distributed with
/// shape r and scale alpha (in weeks); after each time she stays away for good with a probability of her own, beta
/// distributed with a and b.
public struct PurchaseRateModel: Hashable, Sendable {
  /// The shape of the distribution of rates.
  public let r: Double
  /// The scale of the distribution of rates, in weeks.
  public let alpha: Double
  /// The first parameter of the distribution of staying away.
  public let a: Double
  /// The second parameter of the distribution of staying away.
  public let b: Double
  /// The logarithm of the likelihood of what was observed.
  public let logLikelihood: Double

  /// Customers who came again, at least, for a fit to mean something.
  public static let repeatCustomers = 20

  /// Fits the model to what was observed.
  ///
  /// - Returns: nil if fewer than ``repeatCustomers`` came again, or the likelihood has no maximum that is found: then
  ///   customers do not differ in the way the model says.
  public static func fit(_ observed: [PurchaseTimes]) -> PurchaseRateModel? {
    guard observed.count(where: { $0.repeats > 0 }) >= repeatCustomers else { return nil }
    // Many customers have the same times, those who came once above all: each is calculated once.
    let groups = Dictionary(grouping: observed, by: \.self).map { (times: $0.key, count: Double($0.value.count)) }
      .sorted {
        ($0.times.weeks, $0.times.lastWeek, $0.times.repeats) < ($1.times.weeks, $1.times.lastWeek, $1.times.repeats)
      }
    let most = groups.reduce(0) { max($0, $1.times.repeats) }
    let scale = groups.reduce(0) { max($0, $1.times.weeks) }
    guard scale > 0 else { return nil }
    let found = NelderMead.maximum(from: [1, scale / 3, 1, 1]) { point in
      let terms = Terms(r: point[0], alpha: point[1], a: point[2], b: point[3], most: most)
      return groups.reduce(0) { $0 + $1.count * terms.logLikelihood($1.times) }
    }
    return found.map { found in
      PurchaseRateModel(
        r: found.point[0], alpha: found.point[1], a: found.point[2], b: found.point[3], logLikelihood: found.value)
    }
  }

  /// What the likelihood needs of the parameters, the gamma functions by number of repeats.
  private struct Terms {
    let (r, alpha, a, b): (Double, Double, Double, Double)
    /// The logarithms of A1 and A2 of the paper's section 3.
    let byRepeats: [Double]

    init(r: Double, alpha: Double, a: Double, b: Double, most: Int) {
      (self.r, self.alpha, self.a, self.b) = (r, alpha, a, b)
      let constant = r * log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
      byRepeats = (0...most).map { repeats in
        let x = Double(repeats)
        return constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x)
      }
    }

    func logLikelihood(_ times: PurchaseTimes) -> Double {
      let x = Double(times.repeats)
      let active = -(r + x) * log(alpha + times.weeks)
      guard times.repeats > 0 else { return byRepeats[0] + active }
      let away = log(a) - log(b + x - 1) - (r + x) * log(alpha + times.lastWeek)
      let larger = max(active, away)
      return byRepeats[times.repeats] + larger + log(exp(active - larger) + exp(away - larger))
    }
  }
}

extension PurchaseRateModel {
  /// The probability that a customer has not stayed away for good.
  public func probabilityActive(_ times: PurchaseTimes) -> Double {
    1 / (1 + awayOdds(times))
  }

  /// How often a customer is expected to come in the next weeks: equation 10 of the paper.
  ///
  /// - Returns: nil where the series of its hypergeometric function does not settle.
  public func expectedPurchases(_ times: PurchaseTimes, weeks: Double) -> Double? {
    // At a = 1 the equation is zero by zero; a hair beside it, it has its limit.
    let a = (a - 1).magnitude < 1e-6 ? 1 + 1e-6 : a
    let x = Double(times.repeats)
    let whole = alpha + times.weeks + weeks
    guard let series = hypergeometric(r + x, b + x, a + b + x - 1, weeks / whole) else { return nil }
    let shrinking = exp((r + x) * (log(alpha + times.weeks) - log(whole)))
    return (a + b + x - 1) / (a - 1) * (1 - shrinking * series) / (1 + awayOdds(times))
  }

  private func awayOdds(_ times: PurchaseTimes) -> Double {
    guard times.repeats > 0 else { return 0 }
    let x = Double(times.repeats)
    return a / (b + x - 1) * exp((r + x) * (log(alpha + times.weeks) - log(alpha + times.lastWeek)))
  }
}
