import EventSourcing
import EventStore
import SegmentLog
import SystemPackage
import Vocabulary

/// Two weeks at the trattoria, from a seed: bookings that are kept, moved, cancelled and missed, guests who stay past
/// midnight, orders that grow or are called off, payments and refunds, and a house whose
/// hours and tables change meanwhile.
///
/// The events are appended as they are: what matters here is that everything which analytics reads is there, also in
/// orders of events that the rules seldom allow.
struct AnalyticsStory {
  private static let firstDay = ServiceDate(year: 2026, month: 11, day: 30)?.daysSinceEpoch ?? 0
  private static let microsecondsPerMinute: Int64 = 60_000_000

  private var dice: Dice
  private var now: Timestamp
  private let log: SegmentedEventLog
  private let venue: VenueID
  private let items: [ItemID]
  private let tables: [TableID]
  private var next: UInt64 = 1

  private var booked: [(reservation: ReservationID, seating: Seating)] = []
  private var seated: [(reservation: ReservationID, seating: Seating, since: Timestamp)] = []
  private var open: [OrderPlaced] = []

  /// Random numbers that a seed brings back: SplitMix64.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Appends a story to the log of a data directory.
  static func write(_ seed: UInt64, steps: Int, into data: FilePath) throws {
    let log = try SegmentedEventLog(
      writing: data.appending("log"), fileSystem: POSIXFileSystem(), clock: SystemLogClock())
    var story = AnalyticsStory(seed, log)
    try story.setUp()
    for _ in 0..<steps { try story.goOn() }
    try log.close()
  }

  private init(_ seed: UInt64, _ log: SegmentedEventLog) {
    self.log = log
    dice = Dice(state: seed)
    now = Timestamp(
      microseconds: Int64(Self.firstDay) * 1440 * Self.microsecondsPerMinute + 700 * Self.microsecondsPerMinute)
    venue = VenueID(Trattoria.venue) ?? .none
    items = [Trattoria.pizza, Trattoria.tiramisu].compactMap { ItemID($0) }
    tables = [TableID(Trattoria.table) ?? .none] + (1...4).map { TableID(RawUUID(version7: 70, 0, $0)) }
  }

  private mutating func append(_ event: any Event, at time: Timestamp? = nil) throws {
    try log.appendBlocking(PreparedAppend([event], AppendMetadata(occurredAt: time ?? now)))
  }

  private mutating func setUp() throws {
    for (index, table) in tables.dropFirst().enumerated() {
      try append(
        TableAdded(
          venue: venue, table: Table(id: table, name: "T\(index)", minSeats: 1, maxSeats: UInt32(2 + index))))
    }
    let quiet = ServiceDate(daysSinceEpoch: Self.firstDay + 3)
    try append(DayHoursSet(venue: venue, date: quiet, periods: []))
  }

  private mutating func id<Kind: IDKind>() -> TypeID<Kind> {
    next += 1
    return TypeID(RawUUID(version7: 90, 0, next))
  }

  private mutating func customer() -> CustomerID? {
    let number = UInt64.random(in: 0...30, using: &dice)
    return number == 0 ? nil : CustomerID(RawUUID(version7: 80, 0, number))
  }

  private func money(_ minor: Int64) -> Money { Money(Amount(minorUnits: minor), .gbp) }

  /// The service day of an instant: nights until four belong to the day before.
  private func serviceDate(_ time: Timestamp) -> ServiceDate {
    let minutes = time.microseconds / Self.microsecondsPerMinute - 240
    return ServiceDate(daysSinceEpoch: Int32(minutes / 1440))
  }

  // MARK: What happens

  private mutating func goOn() throws {
    now = Timestamp(microseconds: now.microseconds + Int64.random(in: 1...1_500_000_000, using: &dice))
    if Int.random(in: 0..<20, using: &dice) == 0 { try changeHouse() }
    switch Int.random(in: 0..<12, using: &dice) {
    case 0, 1: try book()
    case 2: try changeBooking()
    case 3: try seat()
    case 4: try walkIn()
    case 5: try leaveOrMove()
    case 6, 7, 8: try order()
    default: try changeOrder()
    }
  }

  /// Hours, exceptions and tables, now or, as a correction, some days ago.
  private mutating func changeHouse() throws {
    let late = Int.random(in: 0..<4, using: &dice) == 0
    let time = late ? now.later(minutes: -Int64.random(in: 1...6000, using: &dice)) : now
    let opens = UInt32.random(in: 8...18, using: &dice) * 60
    let closes = opens + UInt32.random(in: 1...11, using: &dice) * 60 + 30
    let (from, to) = (TimeOfDay(minutes: opens) ?? .midnight, TimeOfDay(minutes: closes) ?? .midnight)
    let day = serviceDate(now).adding(days: Int32.random(in: -2...4, using: &dice))
    let table = tables[Int.random(in: 1..<tables.count, using: &dice)]
    switch Int.random(in: 0..<5, using: &dice) {
    case 0:
      let weekdays = Weekday.allCases.dropFirst().filter { _ in Int.random(in: 0..<5, using: &dice) > 0 }
      let periods = weekdays.map { OpeningPeriod(weekday: $0, opens: from, closes: to) }
      try append(OpeningHoursSet(venue: venue, periods: periods), at: time)
    case 1:
      try append(DayHoursSet(venue: venue, date: day, periods: [DayPeriod(opens: from, closes: to)]), at: time)
    case 2: try append(DayHoursCleared(venue: venue, date: day), at: time)
    case 3: try append(TableRemoved(venue: venue, table: table), at: time)
    default:
      let seats = UInt32.random(in: 1...9, using: &dice)
      try append(
        TableChanged(venue: venue, table: Table(id: table, name: "T", minSeats: 1, maxSeats: seats)), at: time)
    }
  }

  private mutating func seating(at starts: Timestamp) -> Seating {
    let length = Int64.random(in: 30...180, using: &dice) * Self.microsecondsPerMinute
    let count = Int.random(in: 1...2, using: &dice)
    return Seating(
      date: serviceDate(starts), starts: .midnight, startsAt: starts,
      endsAt: Timestamp(microseconds: starts.microseconds + length), utcOffsetMinutes: 0,
      party: UInt32.random(in: 1...6, using: &dice), tables: Array(tables.shuffled(using: &dice).prefix(count)))
  }

  private mutating func book() throws {
    let ahead = Int64.random(in: -30...60_000, using: &dice) * Self.microsecondsPerMinute
    let seating = seating(at: Timestamp(microseconds: now.microseconds + ahead))
    let reservation: ReservationID = id()
    booked.append((reservation, seating))
    try append(
      ReservationBooked(
        reservation: reservation, venue: venue, seating: seating, customer: customer(), area: "",
        cancelBy: seating.startsAt))
  }

  private mutating func changeBooking() throws {
    guard let place = booked.indices.randomElement(using: &dice) else { return }
    let (reservation, old) = booked[place]
    switch Int.random(in: 0..<3, using: &dice) {
    case 0:
      booked.remove(at: place)
      try append(
        ReservationCancelled(reservation: reservation, venue: venue, seating: old, reason: .dinerRequest))
    case 1:
      booked.remove(at: place)
      try append(ReservationMarkedNoShow(reservation: reservation, venue: venue, seating: old))
    default:
      booked[place].seating = seating(at: old.startsAt.later(minutes: Int64.random(in: -2000...2000, using: &dice)))
      try append(
        ReservationModified(
          reservation: reservation, venue: venue, seating: booked[place].seating, area: "", previous: old,
          cancelBy: old.startsAt))
    }
  }

  private mutating func seat() throws {
    guard let place = booked.indices.randomElement(using: &dice) else { return }
    var (reservation, seating) = booked.remove(at: place)
    seating.date = serviceDate(now)
    seated.append((reservation, seating, now))
    try append(PartySeated(reservation: reservation, venue: venue, seating: seating, seatedAt: now))
  }

  private mutating func walkIn() throws {
    let reservation: ReservationID = id()
    let seating = seating(at: now)
    seated.append((reservation, seating, now))
    try append(WalkInSeated(reservation: reservation, venue: venue, seating: seating, area: ""))
  }

  private mutating func leaveOrMove() throws {
    guard let place = seated.indices.randomElement(using: &dice) else { return }
    if Int.random(in: 0..<4, using: &dice) == 0 {
      let old = seated[place].seating.tables
      seated[place].seating.tables = [tables.randomElement(using: &dice) ?? .none]
      return try append(
        TablesReassigned(
          reservation: seated[place].reservation, venue: venue, seating: seated[place].seating, previousTables: old))
    }
    let (reservation, seating, since) = seated.remove(at: place)
    try append(
      VisitFinished(reservation: reservation, venue: venue, seating: seating, seatedAt: since, finishedAt: now))
  }

  private mutating func lines() -> [OrderLine] {
    (0..<Int.random(in: 1...4, using: &dice)).map { _ in
      let option = ChosenOption(
        group: 1, option: UInt32.random(in: 1...3, using: &dice), count: 2, name: "Extra",
        price: Amount(minorUnits: Int64.random(in: 0...90, using: &dice)))
      return OrderLine(
        item: items.randomElement(using: &dice) ?? .none, quantity: UInt32.random(in: 1...3, using: &dice),
        options: Bool.random(using: &dice) ? [option] : [], name: "?",
        total: Amount(minorUnits: Int64.random(in: 0...4_000, using: &dice)), taxRate: .zero, tax: .zero)
    }
  }

  private mutating func order() throws {
    let lines = lines()
    let isDineIn = Int.random(in: 0..<4, using: &dice) > 0
    let placed = OrderPlaced(
      order: id(), venue: venue, service: isDineIn ? .dineIn : .takeout,
      channel: [.counter, .phone, .web, .app].randomElement(using: &dice) ?? .kiosk, provenance: .taken,
      customer: customer(), table: isDineIn ? tables.randomElement(using: &dice) : nil, serviceDate: serviceDate(now),
      utcOffsetMinutes: 0, total: money(lines.reduce(13) { $0 + $1.total.minorUnits }), lines: lines)
    open.append(placed)
    try append(placed)
  }

  private mutating func changeOrder() throws {
    guard let place = open.indices.randomElement(using: &dice) else { return }
    let order = open[place]
    switch Int.random(in: 0..<4, using: &dice) {
    case 0:
      let lines = lines()
      let total = money(lines.reduce(7) { $0 + $1.total.minorUnits })
      try append(ItemsAddedToOrder(order: order.order, venue: venue, total: total, lines: lines))
    case 1:
      open.remove(at: place)
      try append(OrderCancelled(order: order.order, venue: venue, reason: .customerRequest))
    default:
      open.remove(at: place)
      try append(
        order.service == .dineIn ? OrderServed(order: order.order) : OrderCollected(order: order.order) as any Event)
      try pay(order)
    }
  }

  private mutating func pay(_ order: OrderPlaced) throws {
    let payment: PaymentID = id()
    let method: PaymentMethod = Bool.random(using: &dice) ? .cash : .cardPresent
    try append(
      PaymentRecorded(
        payment: payment, order: order.order, venue: venue, method: method, amount: order.total,
        tip: Amount(minorUnits: Int64.random(in: 0...300, using: &dice)), serviceDate: order.serviceDate,
        utcOffsetMinutes: 0))
    guard Int.random(in: 0..<5, using: &dice) == 0 else { return }
    try append(
      PaymentRefunded(
        refund: id(), payment: payment, order: order.order, venue: venue, method: method, amount: money(5),
        tip: .zero, reason: .quality, serviceDate: serviceDate(now), utcOffsetMinutes: 0))
  }
}

extension Timestamp {
  fileprivate func later(minutes: Int64) -> Timestamp { Timestamp(microseconds: microseconds + minutes * 60_000_000) }
}
