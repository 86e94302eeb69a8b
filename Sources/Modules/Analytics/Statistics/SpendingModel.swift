import Foundation

/// What a customer spent on the days after the first.
public struct RepeatSpending: Hashable, Sendable {
  /// On how many days (x); at least 1.
  public let repeats: Int
  /// On average on each of them, in whole units of the currency; more than nothing.
  public let average: Double

  /// Spending of these parts; nil for a customer who never came again or then spent nothing, of whom the model, whose
  /// amounts are positive, says nothing.
  public init?(repeats: Int, average: Double) {
    guard repeats > 0, average > 0 else { return nil }
    self.repeats = repeats
    self.average = average
  }
}

/// What customers spend when they come: Gamma-Gamma, fitted by maximum likelihood.
///
/// After P. Fader and B. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), equation 1. What a customer spends
/// on a day is gamma distributed with shape p and a scale of her own, which is gamma distributed with shape q and scale
/// gamma. It does not depend on how often she comes.
public struct SpendingModel: Hashable, Sendable {
  /// The shape of what a customer spends on a day.
  public let p: Double
  /// The shape of the distribution of customers' scales.
  public let q: Double
  /// The scale of that distribution, in whole units of the currency.
  public let gamma: Double
  /// The logarithm of the likelihood of what was observed.
  public let logLikelihood: Double

  /// Fits the model to what was observed.
  ///
  /// - Returns: nil for fewer customers than ``PurchaseRateModel/repeatCustomers``, or if no maximum is found: all
  ///   spend the same, for instance.
  public static func fit(_ observed: [RepeatSpending]) -> SpendingModel? {
    guard observed.count >= PurchaseRateModel.repeatCustomers else { return nil }
    let mean = observed.reduce(0) { $0 + $1.average } / Double(observed.count)
    // Amounts are fitted in units of their mean: a yen is not worth a pound, and the search begins near 1.
    let scaled = observed.compactMap { RepeatSpending(repeats: $0.repeats, average: $0.average / mean) }
    let found = NelderMead.maximum(from: [1, 3, 1]) { point in
      scaled.reduce(0) { $0 + logLikelihood($1, point[0], point[1], point[2]) }
    }
    return found.map { found in
      SpendingModel(
        p: found.point[0], q: found.point[1], gamma: found.point[2] * mean,
        logLikelihood: found.value - Double(scaled.count) * log(mean))
    }
  }

  private static func logLikelihood(_ spent: RepeatSpending, _ p: Double, _ q: Double, _ gamma: Double) -> Double {
    let x = Double(spent.repeats)
    let total = x * spent.average
    return logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * log(gamma) + (p * x - 1) * log(spent.average)
      + p * x * log(x) - (p * x + q) * log(gamma + total)
  }

  /// What a customer is expected to spend on a day on which she comes: equation 5, in whole units of the currency.
  ///
  /// - Parameter spent: nil for a customer of whom nothing is known; she is like all others.
  /// - Returns: nil where the distribution has no mean: q is 1 or less, and nothing is known of the customer.
  public func expectedSpending(_ spent: RepeatSpending?) -> Double? {
    let x = Double(spent?.repeats ?? 0)
    let denominator = p * x + q - 1
    guard denominator > 0 else { return nil }
    return p * (gamma + x * (spent?.average ?? 0)) / denominator
  }
}
