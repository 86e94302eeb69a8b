import EventSourcing
import Venue
public import Vocabulary

/// A venue's book of one service day: who was promised which tables, who sits, who waits.
///
/// Everything that ever stood in it stays, with its stage. Whether a hold or an offer still counts depends on the time
/// that is asked about, so nothing has to happen when one expires.
public struct DayBook: Sendable {
  /// A reservation's claim on tables. Small: a busy day has hundreds, and a search looks at each.
  struct Claim: Sendable {
    var reservation: ReservationID
    var stage: ReservationStage
    var startsAt: Timestamp
    var endsAt: Timestamp
    /// When a hold or an offer ends; meaningless in other stages.
    var expiresAt: Timestamp = .zero
    var starts: TimeOfDay
    var utcOffsetMinutes: Int32
    var party: UInt32
    /// The tables, as numbers within the book.
    var table: UInt32
    var otherTables: [UInt32]
    var customer: CustomerID?
  }

  /// Somebody on the waitlist.
  struct Wait: Sendable {
    var reservation: ReservationID
    var customer: CustomerID?
    var party: UInt32
    var earliest: TimeOfDay
    var latest: TimeOfDay
    var area: String
  }

  /// The service day.
  public let date: ServiceDate
  var claims: [Claim] = []
  var waits: [Wait] = []
  var tables = IdentityTable<TableKind>()

  /// An empty book.
  init(date: ServiceDate) { self.date = date }

  /// Takes a fact in, as far as it concerns this day.
  mutating func apply(_ fact: BookFact) {
    switch fact {
    case .held(let event): claim(event.promise, .held, until: event.expiresAt)
    case .offered(let event): claim(event.promise, .offered, until: event.expiresAt)
    case .came(let promise, let stage):
      claim(promise, stage)
      if stage == .booked { waits.removeAll { $0.reservation == promise.reservation } }
    case .reassigned(let promise):
      guard let index = index(of: promise.reservation) else { return }
      claim(promise, claims[index].stage)
    case .modified(let modification):
      if modification.seating.date == date {
        claim(modification.promise, .booked)
      } else {
        claims.removeAll { $0.reservation == modification.reservation }
      }
    case .joined(let event):
      waits.append(
        Wait(
          reservation: event.reservation, customer: event.customer, party: event.party, earliest: event.earliest,
          latest: event.latest, area: event.area))
    case .offerEnded(let answer): claims.removeAll { $0.reservation == answer.reservation }
    case .left(let answer):
      claims.removeAll { $0.reservation == answer.reservation }
      waits.removeAll { $0.reservation == answer.reservation }
    }
  }

  private mutating func claim(_ promise: Promise, _ stage: ReservationStage, until expiresAt: Timestamp = .zero) {
    let seating = promise.seating
    guard let first = seating.tables.first else { return }
    let known = index(of: promise.reservation)
    // Most facts about a reservation leave it the table whose number it has.
    let kept = known.map { claims[$0].table }
    let table = if let kept, tables.ids[Int(kept)] == first { kept } else { number(of: first) }
    let others = seating.tables.dropFirst().map { number(of: $0) }
    let claim = Claim(
      reservation: promise.reservation, stage: stage, startsAt: seating.startsAt, endsAt: seating.endsAt,
      expiresAt: expiresAt, starts: seating.starts, utcOffsetMinutes: seating.utcOffsetMinutes, party: seating.party,
      table: table, otherTables: others, customer: promise.customer)
    if let known { claims[known] = claim } else { claims.append(claim) }
  }

  private mutating func number(of table: TableID) -> UInt32 { UInt32(truncatingIfNeeded: tables.intern(table)) }

  private func index(of reservation: ReservationID) -> Int? {
    // A span lends the claims where a search of the array would copy each.
    let claims = claims.span
    var index = claims.count - 1
    while index >= 0, claims[index].reservation != reservation { index -= 1 }
    return index < 0 ? nil : index
  }
}

extension DayBook.Claim {
  /// Whether the claim counts at a time: a promise does, a hold or an offer until it expires.
  @inline(__always) func counts(at now: Timestamp) -> Bool {
    switch stage {
    case .booked, .confirmed, .seated, .finished: true
    case .held, .offered: now < expiresAt
    case .unspecified, .waiting, .cancelled, .noShow, .released, .left: false
    }
  }

  /// When its tables are free again, as far as is known at a time: a party that has not left sits a minute longer.
  @inline(__always) func freeAt(asOf now: Timestamp) -> Timestamp {
    stage == .seated && endsAt <= now ? now.wholeMinute.adding(minutes: 1) : endsAt
  }

  /// What it is promised, with the tables' IDs.
  func seating(_ date: ServiceDate, _ tables: IdentityTable<TableKind>) -> Seating {
    Seating(
      date: date, starts: starts, startsAt: startsAt, endsAt: endsAt, utcOffsetMinutes: utcOffsetMinutes, party: party,
      tables: ([table] + otherTables).map { tables.ids[Int($0)] })
  }
}

extension HoldPlaced {
  var promise: Promise { Promise(reservation, venue, seating, customer) }
}

extension WaitlistOffered {
  var promise: Promise { Promise(reservation, venue, seating, customer) }
}
