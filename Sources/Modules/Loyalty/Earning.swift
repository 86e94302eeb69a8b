import Vocabulary

extension LoyaltyProgramme {
  /// The tier that so many points lead to; 0 is none.
  func tier(for points: Points) -> UInt32 { tiers.last { $0.threshold <= points }?.number ?? 0 }

  /// The points that a payment earns; nil if they do not fit.
  ///
  ///     points = amount x programme points x sum(line x factor) / (per x sum(line))
  ///
  /// A payment of a part of the order counts for that part of every line, whoever had what. Calculated in 128 bits and
  /// rounded once.
  func points(for amount: Amount, of order: PaidOrder, on weekday: Weekday, tier: UInt32) -> Points? {
    let lines = order.lines.map { (item: Optional($0.item), total: $0.total) } + [(item: nil, total: order.service)]
    var weights = UInt128(0)
    var weighted = UInt128(0)
    for line in lines where line.total > .zero {
      weights += UInt128(line.total.minorUnits)
      weighted += UInt128(line.total.minorUnits) * UInt128(factor(line.item, weekday, tier).rawValue)
    }
    if weights == 0 { (weights, weighted) = (1, UInt128(factor(nil, weekday, tier).rawValue)) }
    guard amount > .zero, points > .zero, per > .zero else { return .zero }
    let (earning, one) = (UInt128(amount.minorUnits) * UInt128(points.count)).multipliedReportingOverflow(by: weighted)
    let (base, other) = (weights * 10_000).multipliedReportingOverflow(by: UInt128(per.minorUnits))
    if one || other { return nil }
    return rounded(earning, over: base)
  }

  /// Of the factors that apply, the greatest; one if none does. No item: no condition on items holds.
  private func factor(_ item: ItemID?, _ weekday: Weekday, _ tier: UInt32) -> BasisPoints {
    let applying = multipliers.filter { multiplier in
      (multiplier.items.isEmpty || item.map(multiplier.items.contains) ?? false)
        && (multiplier.weekdays.isEmpty || multiplier.weekdays.contains(weekday))
        && (multiplier.tiers.isEmpty || multiplier.tiers.contains(tier))
    }
    return applying.map(\.factor).max() ?? .whole
  }

  private func rounded(_ numerator: UInt128, over denominator: UInt128) -> Points? {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let up =
      switch rounding {
      case .down, .unspecified: false
      case .half: remainder >= denominator - remainder
      case .up: remainder > 0
      }
    guard quotient < UInt128(LoyaltyLimits.points) else { return nil }
    return Points(Int64(quotient) + (up ? 1 : 0))
  }
}

extension TenderRate {
  /// The fewest points that are worth at least this; nil if they do not fit.
  func points(worth amount: Amount) -> Points? {
    guard amount > .zero, value > .zero else { return nil }
    let product = UInt128(amount.minorUnits) * UInt128(points.count)
    let worth = UInt128(value.minorUnits)
    let count = product / worth + (product % worth > 0 ? 1 : 0)
    return count <= UInt128(LoyaltyLimits.points) ? Points(Int64(count)) : nil
  }
}

extension Points {
  /// The part of the points that a part of an amount stands for, rounded half up; all for the whole amount.
  ///
  /// Taken of sums from the beginning on, so that parts of a payment that are given back one by one come to what the
  /// whole would.
  func part(_ part: Amount, of whole: Amount) -> Points {
    guard whole > .zero, part < whole, self > .zero, part > .zero else { return part >= whole ? self : .zero }
    let (product, divisor) = (UInt128(count) * UInt128(part.minorUnits), UInt128(whole.minorUnits))
    return Points(Int64((product + divisor / 2) / divisor))
  }
}
