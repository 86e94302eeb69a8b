import EventSourcing
import Vocabulary

/// Finds everything that is wrong with a description, so that its author corrects it once.
struct DescriptionCheck {
  /// Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9, 2.1 to 2.5): a name could make
  /// what is printed behind it, such as a price, look like another.
  private static let directionControls: Set<Unicode.Scalar> = [
    "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
  ]

  private(set) var problems: [VenueProblem] = []

  mutating func report(_ path: String, _ message: String) {
    problems.append(VenueProblem(path: path, message: message))
  }

  mutating func checkName(_ path: String, _ name: String) {
    if name.isEmpty { report(path, "a name is needed") }
    if name.utf8.count > VenueLimits.nameBytes {
      report(path, "a name has at most \(VenueLimits.nameBytes) bytes, not \(name.utf8.count)")
    }
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      report(path, "a name must not contain control characters")
    }
    if name.unicodeScalars.contains(where: { Self.directionControls.contains($0) }) {
      report(path, "a name must not contain characters that turn the direction of the text behind them")
    }
  }

  mutating func checkCount(_ path: String, _ count: Int, _ limit: Int) {
    if count > limit { report(path, "at most \(limit) are allowed, not \(count)") }
  }

  mutating func checkUnique<Key: Hashable>(_ path: String, _ keys: [Key], _ what: String) {
    var seen: Set<Key> = []
    for (index, key) in keys.enumerated() where !seen.insert(key).inserted {
      report("\(path)[\(index)]", "\(what) \(key) is there twice")
    }
  }

  mutating func checkPrice(_ path: String, _ price: Amount) {
    if price.isNegative { report(path, "a price must not be negative") }
    if price.minorUnits > VenueLimits.price { report(path, "a price is at most \(VenueLimits.price) minor units") }
  }
}

extension SetUpVenue {
  /// Everything that is wrong with the description; empty if it can be applied.
  public var problems: [VenueProblem] {
    var check = DescriptionCheck()
    check.checkName("name", name)
    if ZoneRules(name: zone) == nil { check.report("zone", "\"\(zone)\" is no IANA time zone such as Europe/London") }
    checkHours(&check)
    check.checkCount("tables", tables.count, VenueLimits.tables)
    check.checkUnique("tables", tables.map { $0.key.isEmpty ? $0.name : $0.key }, "the key")
    for (index, table) in tables.enumerated() { table.check(&check, "tables[\(index)]") }
    checkTax(&check)
    if let ordering { ordering.check(&check) }
    checkMenu(&check)
    reservations?.check(&check)
    checkCombinations(&check)
    loyalty?.check(&check, items: Set(sections.flatMap { $0.items.map { $0.key.isEmpty ? $0.name : $0.key } }))
    return check.problems
  }

  private func checkHours(_ check: inout DescriptionCheck) {
    for (index, hours) in hours.enumerated() {
      if hours.weekdays.isEmpty { check.report("hours[\(index)].weekdays", "at least one weekday is needed") }
    }
    let plan = VenuePlan(self)
    check.checkCount("hours", plan.hours.count, VenueLimits.periods)
    let byWeekday = Dictionary(grouping: plan.hours, by: \.weekday)
    for (weekday, periods) in byWeekday.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      check.checkPeriods("hours (\(weekday.name))", periods.map { DayPeriod(opens: $0.opens, closes: $0.closes) })
    }
    check.checkCount("days", days.count, VenueLimits.days)
    check.checkUnique("days", days.map(\.date), "the date")
    for day in plan.days { check.checkPeriods("days (\(day.date))", day.periods) }
  }

  private func checkTax(_ check: inout DescriptionCheck) {
    let rates = tax?.rates ?? []
    check.checkCount("tax.rates", rates.count, VenueLimits.taxRates)
    check.checkUnique("tax.rates", rates.map(\.name), "the class")
    for (index, rate) in rates.enumerated() {
      check.checkName("tax.rates[\(index)].name", rate.name)
      if rate.rate > .whole { check.report("tax.rates[\(index)].rate_bp", "a rate is at most 10000, which is 100 %") }
    }
    guard let serviceCharge else { return }
    if serviceCharge.rate > .whole { check.report("service_charge.rate_bp", "a rate is at most 10000, which is 100 %") }
    if !serviceCharge.taxClass.isEmpty, !rates.contains(where: { $0.name == serviceCharge.taxClass }) {
      check.report("service_charge.tax_class", "\"\(serviceCharge.taxClass)\" is not in tax.rates")
    }
  }

  private func checkMenu(_ check: inout DescriptionCheck) {
    check.checkCount("sections", sections.count, VenueLimits.sections)
    check.checkUnique("sections", sections.map(\.number), "the number")
    let keys = sections.flatMap { $0.items.map { $0.key.isEmpty ? $0.name : $0.key } }
    check.checkCount("sections.items", keys.count, VenueLimits.items)
    var seen: Set<String> = []
    for (index, section) in sections.enumerated() {
      let path = "sections[\(index)]"
      if section.number == 0 { check.report("\(path).number", "numbers start at 1") }
      check.checkName("\(path).name", section.name)
      for (index, item) in section.items.enumerated() {
        let path = "\(path).items[\(index)]"
        let key = item.key.isEmpty ? item.name : item.key
        if !seen.insert(key).inserted { check.report(path, "the item \"\(key)\" is there twice; give it a key") }
        item.check(&check, path, taxClasses: (tax?.rates ?? []).map(\.name))
      }
    }
  }
}

extension DescriptionCheck {
  /// Periods in order: none empty, none overlapping, none beyond the limit.
  mutating func checkPeriods(_ path: String, _ periods: [DayPeriod]) {
    checkCount(path, periods.count, VenueLimits.periods)
    for period in periods where period.opens >= period.closes {
      report(path, "\(period.opens) to \(period.closes) is empty; write a time past midnight as 25:30")
    }
    for period in periods where period.opens.minutes >= 1440 {
      report(path, "a period starts before 24:00; \(period.opens) belongs to the next day")
    }
    for (one, next) in zip(periods, periods.dropFirst()) where next.opens < one.closes {
      report(path, "the periods \(one.opens) to \(one.closes) and \(next.opens) to \(next.closes) overlap")
    }
  }
}

extension TableDescription {
  fileprivate func check(_ check: inout DescriptionCheck, _ path: String) {
    check.checkName("\(path).name", name)
    if !area.isEmpty { check.checkName("\(path).area", area) }
    if maxSeats == 0 || maxSeats > VenueLimits.seats {
      check.report("\(path).max_seats", "a table has 1 to \(VenueLimits.seats) seats")
    }
    if minSeats > maxSeats { check.report("\(path).min_seats", "min_seats is more than max_seats") }
  }
}

extension OrderingRules {
  fileprivate func check(_ check: inout DescriptionCheck) {
    if slotMinutes > 1440 { check.report("ordering.slot_minutes", "a slot lasts at most a day: 1440 minutes") }
    if slotMinutes > 0, ordersPerSlot == 0 {
      check.report("ordering.orders_per_slot", "with slots, at least one order per slot must be possible")
    }
    if leadMinutes > 7 * 1440 { check.report("ordering.lead_minutes", "the lead time is at most 10080 minutes") }
    if horizonDays > 366 { check.report("ordering.horizon_days", "the horizon is at most 366 days") }
  }
}

extension ItemDescription {
  func check(_ check: inout DescriptionCheck, _ path: String, taxClasses: [String]) {
    check.checkName("\(path).name", name)
    check.checkPrice("\(path).price_minor", price)
    if !taxClass.isEmpty, !taxClasses.contains(taxClass) {
      check.report("\(path).tax_class", "\"\(taxClass)\" is not in tax.rates")
    }
    check.checkCount("\(path).windows", windows.count, VenueLimits.windows)
    for (index, window) in windows.enumerated() where window.from >= window.to {
      check.report("\(path).windows[\(index)]", "\(window.from) to \(window.to) is empty")
    }
    if let stock, stock.count > VenueLimits.stock {
      check.report("\(path).stock.count", "at most \(VenueLimits.stock) portions can be at hand")
    }
    check.checkCount("\(path).groups", groups.count, VenueLimits.groups)
    check.checkUnique("\(path).groups", groups.map(\.number), "the number")
    for (index, group) in groups.enumerated() { group.check(&check, "\(path).groups[\(index)]") }
  }
}

extension ModifierGroup {
  func check(_ check: inout DescriptionCheck, _ path: String) {
    check.checkName("\(path).name", name)
    if number == 0 { check.report("\(path).number", "numbers start at 1") }
    if min > max { check.report("\(path).min", "min is more than max") }
    if max == 0 || max > VenueLimits.portions {
      check.report("\(path).max", "a choice allows 1 to \(VenueLimits.portions) portions")
    }
    if !repeats, Int(min) > options.count {
      check.report("\(path).min", "\(min) different options cannot be chosen out of \(options.count)")
    }
    if repeats, min > 0, options.isEmpty { check.report("\(path).options", "there is nothing to choose from") }
    let standard = options.count { $0.standard }
    if standard > 0, !(Int(min)...Int(Swift.max(min, max))).contains(standard) {
      check.report("\(path).options", "the \(standard) standard options are not between min and max")
    }
    check.checkCount("\(path).options", options.count, VenueLimits.options)
    check.checkUnique("\(path).options", options.map(\.number), "the number")
    for (index, option) in options.enumerated() {
      check.checkName("\(path).options[\(index)].name", option.name)
      check.checkPrice("\(path).options[\(index)].price_minor", option.price)
      if option.number == 0 { check.report("\(path).options[\(index)].number", "numbers start at 1") }
    }
  }
}
