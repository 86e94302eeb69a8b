public import EventSourcing
import Venue
import Vocabulary

/// The rows of a snapshot: the set-up of the venues, as the events that would set it up; then the books, by venue, day
/// and order in the book.
extension Availability {
  private enum Section {
    static let venues: UInt32 = 1
    static let hours: UInt32 = 2
    static let days: UInt32 = 3
    static let tables: UInt32 = 4
    static let combinations: UInt32 = 5
    static let rules: UInt32 = 6
    static let claims: UInt32 = 7
    static let waits: UInt32 = 8
  }

  /// Writes the state as rows, sorted by kind, venue and day.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (id, venue) in zip(venueIDs.ids, venues) {
      let plan = venue.plan
      try rows.row(
        Section.venues, VenueRow(venue: id, name: plan.name, zone: plan.zoneName, currency: plan.known(plan.currency)))
    }
    for plan in venues.map(\.plan) where !plan.hours.isEmpty {
      try rows.row(Section.hours, OpeningHoursSet(venue: plan.id, periods: plan.hours))
    }
    for plan in venues.map(\.plan) {
      for (date, periods) in plan.days.sorted(by: { $0.key < $1.key }) {
        try rows.row(Section.days, DayHoursSet(venue: plan.id, date: date, periods: periods))
      }
    }
    for plan in venues.map(\.plan) {
      for table in plan.tables { try rows.row(Section.tables, TableAdded(venue: plan.id, table: table)) }
    }
    for plan in venues.map(\.plan) where !plan.combinations.isEmpty {
      try rows.row(Section.combinations, TableCombinationsSet(venue: plan.id, combinations: plan.combinations))
    }
    for plan in venues.map(\.plan) where plan.reservations != nil {
      try rows.row(Section.rules, ReservationRulesSet(venue: plan.id, rules: plan.reservations))
    }
    for (id, venue) in zip(venueIDs.ids, venues) {
      for (date, book) in venue.days.sorted(by: { $0.key < $1.key }) {
        for claim in book.claims {
          let expires = claim.stage == .held || claim.stage == .offered
          try rows.row(
            Section.claims,
            ClaimRow(
              venue: id, reservation: claim.reservation, stage: claim.stage,
              seating: claim.seating(date, book.tables), customer: claim.customer,
              expiresAt: expires ? claim.expiresAt : nil))
        }
      }
    }
    for (id, venue) in zip(venueIDs.ids, venues) {
      for (date, book) in venue.days.sorted(by: { $0.key < $1.key }) {
        for wait in book.waits { try rows.row(Section.waits, wait.event(id, date)) }
      }
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues: restore(try wire.row(VenueRow.self))
      case Section.hours: restore(.hoursSet(try wire.row()))
      case Section.days: restore(.dayHoursSet(try wire.row()))
      case Section.tables: restore(.tableSet(try wire.row()))
      case Section.combinations: restore(.combinationsSet(try wire.row()))
      case Section.rules: restore(.reservationRulesSet(try wire.row()))
      case Section.claims: restore(try wire.row(ClaimRow.self))
      case Section.waits: restore(try wire.row(WaitlistJoined.self))
      default: throw FieldError(.unknownField, "a snapshot of availability has no section \(section)")
      }
    }
  }

  private mutating func restore(_ fact: ServiceFact) { venues[venueIndex(fact.venue)].plan.evolve(fact) }

  private mutating func restore(_ row: VenueRow) {
    let index = venueIndex(row.venue)
    guard !row.zone.isEmpty, let currency = row.currency else { return }
    venues[index].plan.evolve(
      .opened(VenueOpened(venue: row.venue, name: row.name, zone: row.zone, currency: currency)))
  }

  private mutating func restore(_ row: ClaimRow) {
    let date = row.seating.date
    let promise = Promise(row.reservation, row.venue, row.seating, row.customer)
    venues[venueIndex(row.venue)].days[date, default: DayBook(date: date)]
      .restore(promise, row.stage, until: row.expiresAt ?? .zero)
  }

  private mutating func restore(_ wait: WaitlistJoined) {
    venues[venueIndex(wait.venue)].days[wait.serviceDate, default: DayBook(date: wait.serviceDate)]
      .apply(.joined(wait))
  }
}

extension ServicePlan {
  /// The currency, if the venue was opened.
  fileprivate func known(_ currency: Currency) -> Currency? { currency == .none ? nil : currency }
}

extension DayBook.Wait {
  fileprivate func event(_ venue: VenueID, _ date: ServiceDate) -> WaitlistJoined {
    WaitlistJoined(
      reservation: reservation, venue: venue, serviceDate: date, customer: customer, party: party, earliest: earliest,
      latest: latest, area: area)
  }
}
