import Analytics
import EventSourcing
import Vocabulary

/// Two venues, four items and three customers, and short ways to say what happened there.
enum Bistro {
  static let venue = VenueID(RawUUID(version7: 1, 0, 1))
  static let other = VenueID(RawUUID(version7: 1, 0, 2))
  static let soup = item(1), bread = item(2), wine = item(3), cake = item(4)
  static let ann = customer(1), ben = customer(2), cleo = customer(3)

  static func table(_ tail: UInt64) -> TableID { TableID(RawUUID(version7: 8, 0, tail)) }
  static func reservation(_ tail: UInt64) -> ReservationID { ReservationID(RawUUID(version7: 9, 0, tail)) }
  static func item(_ tail: UInt64) -> ItemID { ItemID(RawUUID(version7: 2, 0, tail)) }
  static func customer(_ tail: UInt64) -> CustomerID { CustomerID(RawUUID(version7: 3, 0, tail)) }
  static func order(_ tail: UInt64) -> OrderID { OrderID(RawUUID(version7: 4, 0, tail)) }

  static func day(_ text: String) -> ServiceDate {
    guard let date = ServiceDate(text) else { preconditionFailure("\(text) is no date") }
    return date
  }

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    return time
  }

  static func money(_ minor: Int64) -> Money { Money(Amount(minorUnits: minor), .gbp) }

  static func line(_ item: ItemID, _ quantity: UInt32, _ total: Int64, _ options: [ChosenOption] = []) -> OrderLine {
    OrderLine(
      item: item, quantity: quantity, options: options, name: "?", total: Amount(minorUnits: total), taxRate: .zero,
      tax: .zero)
  }

  /// An order in London's summer, one hour ahead of UTC.
  static func placed(
    _ number: UInt64, _ date: String, _ lines: [OrderLine], by customer: CustomerID? = nil, at venue: VenueID = venue,
    table: TableID? = nil,
    service: ServiceKind = .dineIn, channel: Channel = .counter, provenance: Provenance = .taken, extra: Int64 = 0
  ) -> OrderPlaced {
    let total = lines.reduce(extra) { $0 + $1.total.minorUnits }
    return OrderPlaced(
      order: order(number), venue: venue, service: service, channel: channel, provenance: provenance,
      customer: customer, table: table, serviceDate: day(date), utcOffsetMinutes: 60, total: money(total), lines: lines)
  }
}

extension Bistro {
  /// A time at tables, in London's summer; `starts` and `ends` are UTC.
  static func seating(_ date: String, _ starts: String, _ ends: String, party: UInt32, _ tables: TableID...) -> Seating
  {
    let start = time(starts)
    let minutes = UInt32(max(0, start.microseconds / 60_000_000 + 60 - Int64(day(date).daysSinceEpoch) * 1440))
    return Seating(
      date: day(date), starts: TimeOfDay(minutes: minutes) ?? .midnight, startsAt: start, endsAt: time(ends),
      utcOffsetMinutes: 60, party: party, tables: tables)
  }
}

extension Bistro {
  /// The bistro opens in London in May, with a table for four and one for two, from 18:00 to 23:00 every day.
  static var setUp: [Happening] {
    let opening = "2026-05-01T08:00:00Z"
    return [
      Happening(VenueOpened(venue: venue, name: "Bistro", zone: "Europe/London", currency: .gbp), at: opening),
      Happening(OpeningHoursSet(venue: venue, periods: everyDay(18, 23)), at: opening),
      added(1, seats: 4, at: opening), added(2, seats: 2, at: opening),
    ]
  }

  /// Open between two hours on every weekday.
  static func everyDay(_ opens: UInt32, _ closes: UInt32) -> [OpeningPeriod] {
    Weekday.allCases.dropFirst().map { OpeningPeriod(weekday: $0, opens: hour(opens), closes: hour(closes)) }
  }

  static func hour(_ hour: UInt32) -> TimeOfDay { TimeOfDay(minutes: hour * 60) ?? .midnight }

  static func added(_ number: UInt64, seats: UInt32, at time: String) -> Happening {
    Happening(
      TableAdded(venue: venue, table: Table(id: table(number), name: "\(number)", minSeats: 1, maxSeats: seats)),
      at: time)
  }
}

/// An event and when it happened.
struct Happening {
  let event: any Event
  let time: Timestamp

  init(_ event: any Event, at time: String = "2026-07-01T18:00:00Z") {
    self.event = event
    self.time = Bistro.time(time)
  }

  init(_ event: any Event, at time: Timestamp) {
    self.event = event
    self.time = time
  }
}

extension Analytics {
  /// Goes on with what happened.
  mutating func take(_ happenings: some Sequence<Happening>) throws {
    for (index, happening) in happenings.enumerated() {
      let type = Swift.type(of: happening.event).type
      guard AnalyticsFact.types.contains(type) else { continue }
      let fact = try WireReader.reading(happening.event.encoded()) { (r: inout WireReader) throws(FieldError) in
        try AnalyticsFact.read(type, &r)
      }
      let context = EventContext(
        position: Position(rawValue: UInt64(index + 1)), occurredAt: happening.time, committedAt: happening.time)
      if let fact { apply(fact, context) }
    }
  }

  /// What came of what happened.
  static func after(_ happenings: Happening...) throws -> Analytics { try after(happenings) }

  static func after(_ happenings: [Happening]) throws -> Analytics {
    var analytics = Analytics()
    try analytics.take(happenings)
    return analytics
  }

  /// The rows of a snapshot.
  func snapshot() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = SnapshotWriter { bytes += $0 }
    try save(&writer)
    writer.finish()
    return bytes
  }

  /// What a snapshot gives back.
  static func restored(_ snapshot: [UInt8]) throws -> Analytics {
    var rest: [UInt8]? = snapshot
    var reader = SnapshotReader { () throws(FieldError) in
      defer { rest = nil }
      return rest
    }
    var analytics = Analytics()
    try analytics.load(&reader)
    return analytics
  }
}

/// Random numbers that a seed brings back: SplitMix64.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
