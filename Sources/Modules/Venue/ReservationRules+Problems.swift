import Vocabulary

extension ReservationRules {
  /// Everything that is wrong with the rules.
  func check(_ check: inout DescriptionCheck) {
    if !(1...1440).contains(slotMinutes) {
      check.report("reservations.slot_minutes", "bookable times follow each other after 1 to 1440 minutes")
    }
    check.checkTurn("reservations.turn_minutes", turnMinutes)
    check.checkCount("reservations.turn_times", turnTimes.count, VenueLimits.turnTimes)
    for (index, turn) in turnTimes.enumerated() {
      let path = "reservations.turn_times[\(index)]"
      check.checkTurn("\(path).minutes", turn.minutes)
      if turn.maxParty > 0, turn.minParty > turn.maxParty {
        check.report("\(path).min_party", "min_party is more than max_party")
      }
      if let from = turn.from, let to = turn.to, from >= to { check.report(path, "\(from) to \(to) is empty") }
    }
    if horizonDays > 732 { check.report("reservations.horizon_days", "the horizon is at most 732 days") }
    if holdMinutes > 1440 { check.report("reservations.hold_minutes", "a time is held for at most 1440 minutes") }
    for (name, minutes) in [
      ("lead_minutes", leadMinutes), ("cancel_minutes", cancelMinutes), ("confirm_minutes", confirmMinutes),
    ] where minutes > 30 * 1440 {
      check.report("reservations.\(name)", "at most 43200 minutes, which is 30 days")
    }
    if lastSeatingMinutes > 1440 {
      check.report("reservations.last_seating_minutes", "at most 1440 minutes before closing")
    }
    check.checkPrice("reservations.late_fee_per_cover", lateFee)
    check.checkPrice("reservations.deposit_per_cover", deposit)
  }
}

extension DescriptionCheck {
  fileprivate mutating func checkTurn(_ path: String, _ minutes: UInt32) {
    if !(1...VenueLimits.turnMinutes).contains(minutes) {
      report(path, "a party keeps its tables for 1 to \(VenueLimits.turnMinutes) minutes")
    }
  }
}

extension SetUpVenue {
  /// Everything that is wrong with the combinations.
  func checkCombinations(_ check: inout DescriptionCheck) {
    check.checkCount("combinations", combinations.count, VenueLimits.combinations)
    let keys = Set(tables.map { $0.key.isEmpty ? $0.name : $0.key })
    for (index, combination) in combinations.enumerated() {
      let path = "combinations[\(index)]"
      check.checkCount("\(path).tables", combination.tables.count, VenueLimits.combined)
      check.checkUnique("\(path).tables", combination.tables, "the table")
      if combination.tables.count < 2 { check.report("\(path).tables", "a combination has two tables or more") }
      for table in combination.tables where !keys.contains(table) {
        check.report("\(path).tables", "no table has the key \"\(table)\"")
      }
      if combination.maxSeats == 0 || combination.maxSeats > VenueLimits.seats {
        check.report("\(path).max_seats", "a combination has 1 to \(VenueLimits.seats) seats")
      }
      if combination.minSeats > combination.maxSeats {
        check.report("\(path).min_seats", "min_seats is more than max_seats")
      }
    }
  }
}
