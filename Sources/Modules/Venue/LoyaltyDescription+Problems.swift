import EventSourcing
import Vocabulary

extension LoyaltyDescription {
  /// Finds what is wrong with the programme. `items` are the keys of the menu.
  func check(_ check: inout DescriptionCheck, items: Set<String>) {
    checkEarning(&check)
    check.checkCount("loyalty.multipliers", multipliers.count, VenueLimits.multipliers)
    for (index, multiplier) in multipliers.enumerated() {
      let path = "loyalty.multipliers[\(index)]"
      if multiplier.factor > VenueLimits.pointsFactor {
        check.report("\(path).factor_bp", "a factor is at most \(VenueLimits.pointsFactor.rawValue)")
      }
      for item in multiplier.items where !items.contains(item) {
        check.report("\(path).items", "\"\(item)\" is no key of an item in sections")
      }
      for tier in multiplier.tiers where !tiers.contains(where: { $0.number == tier }) {
        check.report("\(path).tiers", "there is no tier \(tier)")
      }
    }
    checkTiers(&check)
    checkRewards(&check)
  }

  private func checkEarning(_ check: inout DescriptionCheck) {
    check.checkPoints("loyalty.points", points, from: 0)
    if per <= .zero || per.minorUnits > VenueLimits.price {
      check.report("loyalty.per_minor", "points are earned for 1 to \(VenueLimits.price) minor units")
    }
    check.checkPoints("loyalty.welcome_points", welcome, from: 0)
    check.checkPoints("loyalty.birthday_points", birthday, from: 0)
    check.checkPoints("loyalty.visit_points", visit, from: 0)
    if activationHours > VenueLimits.activationHours {
      check.report("loyalty.activation_hours", "points can be spent after \(VenueLimits.activationHours) hours at most")
    }
    if let expiry {
      if expiry.months > VenueLimits.months {
        check.report(
          "loyalty.expiry.months", "points are good for \(VenueLimits.months) months at most; or leave it out")
      }
      if expiry.months == 0, expiry.to == .day {
        check.report("loyalty.expiry.months", "points would be void on the day on which they are earned")
      }
    }
    if let tender {
      check.checkPoints("loyalty.tender.points", tender.points, from: 1)
      if tender.value <= .zero || tender.value.minorUnits > VenueLimits.price {
        check.report("loyalty.tender.value_minor", "points are worth 1 to \(VenueLimits.price) minor units")
      }
    }
  }

  private func checkTiers(_ check: inout DescriptionCheck) {
    check.checkCount("loyalty.tiers", tiers.count, VenueLimits.tiers)
    check.checkUnique("loyalty.tiers", tiers.map(\.number), "the number")
    for (index, tier) in tiers.enumerated() {
      let path = "loyalty.tiers[\(index)]"
      if tier.number == 0 { check.report("\(path).number", "numbers start at 1") }
      check.checkName("\(path).name", tier.name)
      check.checkPoints("\(path).threshold", tier.threshold, from: 1)
    }
    for (one, next) in zip(tiers, tiers.dropFirst()) where next.threshold <= one.threshold {
      check.report("loyalty.tiers", "\(next.name) must take more points than \(one.name)")
    }
    if tierMonths > VenueLimits.months {
      check.report("loyalty.tier_months", "points count for \(VenueLimits.months) months at most; 0 counts all")
    }
  }

  private func checkRewards(_ check: inout DescriptionCheck) {
    check.checkCount("loyalty.rewards", rewards.count, VenueLimits.rewards)
    check.checkUnique("loyalty.rewards", rewards.map(\.number), "the number")
    for (index, reward) in rewards.enumerated() {
      let path = "loyalty.rewards[\(index)]"
      if reward.number == 0 { check.report("\(path).number", "numbers start at 1") }
      check.checkName("\(path).name", reward.name)
      check.checkPoints("\(path).points", reward.points, from: 1)
    }
  }
}

extension DescriptionCheck {
  fileprivate mutating func checkPoints(_ path: String, _ points: Points, from least: Int64) {
    if points.count < least || points.count > LoyaltyLimits.points {
      report(path, "points are \(least) to \(LoyaltyLimits.points), not \(points.count)")
    }
  }
}
