public import EventSourcing
public import Venue
public import Vocabulary

/// What somebody looks for.
public struct TableWish: Hashable, Sendable {
  /// The service day.
  public var date: ServiceDate
  /// How many guests.
  public var party: UInt32
  /// The part of the house; empty is any.
  public var area: String

  /// A wish.
  public init(date: ServiceDate, party: UInt32, area: String = "") {
    self.date = date
    self.party = party
    self.area = area
  }
}

/// A time of a day, and whether it can be had.
public struct BookableTime: Hashable, Sendable {
  /// What the venue's clock shows at the start.
  public let starts: TimeOfDay
  /// When it starts.
  public let startsAt: Timestamp
  /// When the tables would be free again.
  public let endsAt: Timestamp
  /// Where the party would sit; nil if it cannot.
  public let place: FloorPlan.Place?
  /// Why it cannot be had; nil if it can.
  public let hindrance: Hindrance?
}

/// The times of a day for one party.
public struct DayTimes: Hashable, Sendable {
  /// The times at which reservations start, with the answer for each. None if the whole day is out of the question.
  public let times: [BookableTime]
  /// Why nothing can be had: the day's reason, or that of the times which came closest to being free. Nil if something
  /// can.
  public let hindrance: Hindrance?

  init(_ hindrance: Hindrance) {
    times = []
    self.hindrance = hindrance
  }

  init(_ times: [BookableTime]) {
    self.times = times
    let reasons = times.map(\.hindrance)
    let closest: [Hindrance] = [.coversReached, .partiesReached, .tablesTaken, .noTableFits, .tooSoon]
    hindrance = reasons.contains(nil) ? nil : closest.first { reasons.contains($0) } ?? .closed
  }
}

/// The search for a place: pure, and the same for what a diner is shown and for what is decided.
///
/// Tables are given out as ``FloorPlan`` orders them: the first place that is free for the whole turn time.
struct TableSearch {
  let plan: ServicePlan
  let rules: ReservationRules
  let clock: ServiceClock
  let wish: TableWish
  /// The time at which the search is made, and where it falls in the venue's day.
  let now: Timestamp
  let moment: ServiceMoment
  /// The books of the day and of the days around it.
  let books: [DayBook]
  /// The reservation that is to be moved or booked out of its hold: it does not stand in its own way.
  let excluding: ReservationID?

  /// A search at a venue that takes reservations.
  init(
    _ plan: ServicePlan, _ zone: ZoneRules, _ wish: TableWish, at now: Timestamp, _ books: [DayBook],
    excluding: ReservationID? = nil
  ) throws(Hindrance) {
    guard let rules = plan.reservations else { throw .takesNoReservations }
    self.plan = plan
    self.rules = rules
    self.wish = wish
    self.now = now
    self.books = books
    self.excluding = excluding
    clock = ServiceClock(zone, wish.date)
    moment = plan.moment(zone.local(now))
    guard wish.date.daysSinceEpoch - moment.date.daysSinceEpoch <= Int32(rules.horizonDays) else {
      throw .tooFarAhead
    }
  }

  /// Every time of the day.
  func day() -> DayTimes {
    let periods = plan.periods(on: wish.date)
    let slots = periods.flatMap(slots)
    guard let last = slots.map(\.endsAt).max(),
      let first = slots.first(where: { $0.startsAt >= soonest }) ?? slots.first
    else { return DayTimes(.closed) }
    let places = places()
    let occupancy = occupancy(from: first.startsAt, to: last)
    let loads = loads(periods)
    var taken = Array(repeating: -1, count: places.count)
    return DayTimes(
      slots.map { slot in
        slot.startsAt < soonest ? slot.refused(.tooSoon) : answer(slot, places, occupancy, loads, &taken)
      })
  }

  /// Where the party can sit at a time. The `preferred` tables are taken if they fit and are free.
  /// One that is kept for the party need not leave the venue its lead time.
  func time(_ starts: TimeOfDay, preferred: [TableID] = [], isKept: Bool = false) throws(Hindrance) -> Seating {
    let periods = plan.periods(on: wish.date)
    guard !periods.isEmpty else { throw .closed }
    guard periods.contains(where: { isStart(starts, in: $0) }) else { throw .notBookable }
    guard clock.instant(starts) != nil else { throw .skippedByClock }
    guard let slot = slot(starts) else { throw .notBookable }
    guard slot.startsAt >= (isKept ? now : soonest) else { throw .tooSoon }
    return try seat(slot, places(preferring: preferred), periods)
  }

  /// Where a party that stands at the door can sit now, for its turn time or so many minutes.
  ///
  /// - Parameter tables: the tables that it is to have; empty lets the floor plan choose.
  func door(minutes: UInt32?, tables: [TableID]) throws(Hindrance) -> Seating {
    guard moment.isOpen, moment.date == wish.date else { throw .closed }
    let startsAt = now.wholeMinute
    let turn = Int64(minutes ?? rules.turn(for: wish.party, at: moment.time))
    let slot = Slot(
      starts: moment.time, startsAt: startsAt, endsAt: min(startsAt.adding(minutes: turn), clock.end))
    return try seat(slot, tables.isEmpty ? places() : [place(of: tables)], plan.periods(on: wish.date))
  }
}

extension TableSearch {
  /// A time at which a reservation may start.
  struct Slot {
    let starts: TimeOfDay
    let startsAt: Timestamp
    let endsAt: Timestamp

    func refused(_ hindrance: Hindrance) -> BookableTime {
      BookableTime(starts: starts, startsAt: startsAt, endsAt: endsAt, place: nil, hindrance: hindrance)
    }
  }

  /// The soonest start that leaves the venue its lead time.
  private var soonest: Timestamp { now.adding(minutes: Int64(rules.leadMinutes)) }

  private func seat(_ slot: Slot, _ places: [FloorPlan.Place], _ periods: [DayPeriod]) throws(Hindrance) -> Seating {
    var taken = Array(repeating: -1, count: places.count)
    let time = answer(slot, places, occupancy(from: slot.startsAt, to: slot.endsAt), loads(periods), &taken)
    guard let place = time.place else { throw time.hindrance ?? .tablesTaken }
    return Seating(
      date: wish.date, starts: slot.starts, startsAt: slot.startsAt, endsAt: slot.endsAt,
      utcOffsetMinutes: clock.offsetMinutes(at: slot.startsAt), party: wish.party,
      tables: plan.floor.tables(of: place))
  }

  private func answer(
    _ slot: Slot, _ places: [FloorPlan.Place], _ occupancy: borrowing Occupancy, _ loads: borrowing SlotLoads,
    _ taken: inout [Int]
  ) -> BookableTime {
    if places.isEmpty { return slot.refused(.noTableFits) }
    let load = loads.load(at: slot.starts)
    if rules.partiesPerSlot > 0, load.parties >= rules.partiesPerSlot { return slot.refused(.partiesReached) }
    if rules.coversPerSlot > 0, UInt64(load.covers) + UInt64(wish.party) > UInt64(rules.coversPerSlot) {
      return slot.refused(.coversReached)
    }
    guard let index = occupancy.firstFree(of: places, from: slot.startsAt, to: slot.endsAt, taken: &taken) else {
      return slot.refused(.tablesTaken)
    }
    return BookableTime(
      starts: slot.starts, startsAt: slot.startsAt, endsAt: slot.endsAt, place: places[index], hindrance: nil)
  }

  /// The places that the party fits, in the order in which they are given out; the preferred tables in front.
  private func places(preferring tables: [TableID] = []) -> [FloorPlan.Place] {
    let fitting = plan.floor.places.filter { $0.fits(wish.party, area: wish.area) }
    guard !tables.isEmpty, let known = fitting.first(where: { plan.floor.tables(of: $0) == tables }) else {
      return fitting
    }
    return [known] + fitting
  }

  /// Tables that somebody chose, whether or not they are listed together.
  private func place(of tables: [TableID]) -> FloorPlan.Place {
    FloorPlan.Place(
      tables: tables.compactMap(plan.floor.number), minSeats: 0, maxSeats: .max, area: nil)
  }

  private func occupancy(from: Timestamp, to: Timestamp) -> Occupancy {
    var occupancy = Occupancy(from: from, to: to, tables: plan.floor.ids.count)
    for book in books { occupancy.mark(book, on: plan.floor, at: now, excluding: excluding) }
    return occupancy
  }

  private func loads(_ periods: [DayPeriod]) -> SlotLoads {
    var loads = SlotLoads(periods, every: rules.slotMinutes)
    // Nobody asks what is not limited.
    guard rules.partiesPerSlot > 0 || rules.coversPerSlot > 0 else { return loads }
    for book in books { loads.count(book, on: wish.date, at: now, excluding: excluding) }
    return loads
  }

  /// The slots of a period, without those that the clock skips.
  private func slots(_ period: DayPeriod) -> [Slot] {
    stride(from: Int(period.opens.minutes), to: Int(period.closes.minutes), by: Int(rules.slotMinutes)).compactMap {
      minutes in
      guard let time = TimeOfDay(minutes: UInt32(minutes)), isStart(time, in: period) else { return nil }
      return slot(time)
    }
  }

  /// Whether reservations start at a time of a period: slots follow each other from its start to the last seating.
  private func isStart(_ time: TimeOfDay, in period: DayPeriod) -> Bool {
    period.opens <= time && time < period.closes && time.minutes + rules.lastSeatingMinutes <= period.closes.minutes
      && (time.minutes - period.opens.minutes).isMultiple(of: rules.slotMinutes)
  }

  /// The slot at a time; nil if the clock skips it, or if the party would stay beyond the service day's 48:00.
  private func slot(_ time: TimeOfDay) -> Slot? {
    guard let startsAt = clock.instant(time) else { return nil }
    let endsAt = startsAt.adding(minutes: Int64(rules.turn(for: wish.party, at: time)))
    guard endsAt <= clock.end else { return nil }
    return Slot(starts: time, startsAt: startsAt, endsAt: endsAt)
  }
}

extension ReservationRules {
  /// For how many minutes a party keeps its tables that starts at a time of the day.
  func turn(for party: UInt32, at time: TimeOfDay) -> UInt32 {
    for turn in turnTimes where turn.minParty <= party && (turn.maxParty == 0 || party <= turn.maxParty) {
      let begun = turn.from.map { $0 <= time } ?? true
      let over = turn.to.map { $0 <= time } ?? false
      if begun, !over { return turn.minutes }
    }
    return turnMinutes
  }
}
