import EventSourcing
import Venue
import Vocabulary

/// What making up a history must know of a venue.
struct GeneratedVenue: Sendable {
  let id: VenueID
  let setup: VenueSetup
  let zone: ZoneRules
  /// Nil if it takes no reservations.
  let rules: ReservationRules?
  /// The items of each section, in the order of the menu.
  let sections: [[MenuItem]]
  /// What is counted, and how many portions there are each day.
  let counted: [(item: ItemID, portions: StockSetting)]

  init(_ command: SetUpVenue, _ setup: VenueSetup) throws(GenerationError) {
    guard let zone = setup.zone else {
      throw .unsuitable(venue: command.name, reason: "this machine has no time-zone data for \(command.zone)")
    }
    guard !setup.hours.isEmpty else { throw .unsuitable(venue: command.name, reason: "it is never open") }
    guard !setup.items.isEmpty else { throw .unsuitable(venue: command.name, reason: "its menu is empty") }
    id = setup.id
    self.setup = setup
    self.zone = zone
    rules = command.reservations
    let described = command.sections.sorted { $0.number < $1.number }
    sections = described.map { section in
      section.items.compactMap { setup.items[.named($0.key.isEmpty ? $0.name : $0.key, in: setup.id)] }
    }
    counted = described.flatMap(\.items).compactMap { item -> (item: ItemID, portions: StockSetting)? in
      guard let stock = item.stock, stock.policy == .counted else { return nil }
      return (ItemID.named(item.key.isEmpty ? item.name : item.key, in: setup.id), stock)
    }
  }

  /// The instant of a time of a service day; nil if the clock skips it.
  func instant(_ time: TimeOfDay, on date: ServiceDate) -> Timestamp? { ServiceClock(zone, date).instant(time) }

  /// Whether a time is held long enough for somebody to make up their mind about it.
  var holdsTimes: Bool { (rules?.holdMinutes ?? 0) >= GenerationLimits.minutesToDecide }

  /// The slot of a service day that begins at a wall-clock minute or behind it.
  func slot(from minutes: Int64) -> TimeOfDay? {
    let slot = max(1, Int64(rules?.slotMinutes ?? 1))
    return UInt32(exactly: (minutes + slot - 1) / slot * slot).flatMap { TimeOfDay(minutes: $0) }
  }

  /// How many parties a service day brings, roughly: more at the end of the week.
  func parties(on date: ServiceDate, _ random: inout SplitMix64) -> Int {
    guard !setup.periods(on: date).isEmpty else { return 0 }
    let percent: Int64 =
      switch date.weekday {
      case .friday: 300
      case .saturday: 330
      case .sunday: 160
      case .thursday: 170
      default: 140
      }
    return Int(Int64(setup.tables.count) * percent * random.middling(80...120) / 10_000)
  }

  /// A time at which a reservation may start, at a place between the first and the last seating of a period.
  func seatingTime(on date: ServiceDate, percent: Int64, _ random: inout SplitMix64) -> TimeOfDay? {
    guard let rules, let period = setup.periods(on: date).randomElement(using: &random) else { return nil }
    let room = Int64(period.closes.minutes) - Int64(period.opens.minutes) - Int64(rules.lastSeatingMinutes)
    guard room >= 0 else { return nil }
    let slot = max(1, Int64(rules.slotMinutes))
    let minutes = Int64(period.opens.minutes) + room * percent / 100 / slot * slot
    return TimeOfDay(minutes: UInt32(minutes))
  }

  /// The pickup slot that begins so many minutes after an instant, or soon after; nil outside of the hours.
  func pickupSlot(after time: Timestamp, minutes: Int64) -> PickupSlot? {
    guard let rules = setup.ordering, rules.takeout, rules.slotMinutes > 0 else { return nil }
    let moment = setup.moment(zone.local(time.adding(minutes: minutes)))
    guard
      let period = setup.periods(on: moment.date).first(where: { $0.opens <= moment.time && moment.time < $0.closes })
    else { return nil }
    let since = moment.time.minutes - period.opens.minutes
    let starts = period.opens.minutes + (since + rules.slotMinutes - 1) / rules.slotMinutes * rules.slotMinutes
    guard starts < period.closes.minutes, let time = TimeOfDay(minutes: starts) else { return nil }
    return PickupSlot(date: moment.date, starts: time)
  }
}
