public import EventSourcing
import Venue
import Vocabulary

/// The rows of a snapshot: the set-up of the venues, as the events that would set it up; then the books, by venue and
/// day; what stands in them, by book and order in the book.
extension Availability {
  private enum Section {
    static let venues: UInt32 = 1
    static let hours: UInt32 = 2
    static let days: UInt32 = 3
    static let tables: UInt32 = 4
    static let combinations: UInt32 = 5
    static let rules: UInt32 = 6
    static let books: UInt32 = 7
    static let claims: UInt32 = 8
    static let waits: UInt32 = 9
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
    try saveBooks(&rows)
  }

  private func saveBooks(_ rows: inout SnapshotWriter) throws(FieldError) {
    let books = venues.enumerated().flatMap { index, venue in
      venue.days.values.sorted { $0.date < $1.date }.map { (venue: UInt32(index), book: $0) }
    }
    try rows.announce(Section.books, books.count)
    for (venue, book) in books {
      try rows.row(
        Section.books,
        BookRow(venue: venue, date: book.date, claims: UInt32(book.claims.count), tables: book.tables.ids))
    }
    for (index, (_, book)) in books.enumerated() {
      for claim in book.claims { try rows.row(Section.claims, ClaimRow(UInt32(index), claim)) }
    }
    for (venue, book) in books {
      for wait in book.waits {
        try rows.row(Section.waits, wait.event(venueIDs.ids[Int(venue)], book.date))
      }
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var books: [(venue: Int, book: DayBook)] = []
    try rows.forEach { section, count in
      if section == Section.books { books.reserveCapacity(count) }
    } _: { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues: restore(try wire.row(VenueRow.self))
      case Section.hours: restore(.hoursSet(try wire.row()))
      case Section.days: restore(.dayHoursSet(try wire.row()))
      case Section.tables: restore(.tableSet(try wire.row()))
      case Section.combinations: restore(.combinationsSet(try wire.row()))
      case Section.rules: restore(.reservationRulesSet(try wire.row()))
      case Section.books:
        let row: BookRow = try wire.row()
        guard row.venue < venues.count else { throw FieldError(.outOfRange, "there is no venue \(row.venue)") }
        books.append((Int(row.venue), try DayBook(row)))
      case Section.claims:
        let row: ClaimRow = try wire.row()
        guard row.book < books.count else { throw FieldError(.outOfRange, "there is no book \(row.book)") }
        try books[Int(row.book)].book.restore(row)
      case Section.waits:
        place(&books)
        restore(try wire.row(WaitlistJoined.self))
      default: throw FieldError(.unknownField, "a snapshot of availability has no section \(section)")
      }
    }
    place(&books)
  }

  /// Puts books to their venues.
  private mutating func place(_ books: inout [(venue: Int, book: DayBook)]) {
    for (venue, book) in books { venues[venue].days[book.date] = book }
    books = []
  }

  private mutating func restore(_ fact: ServiceFact) { venues[venueIndex(fact.venue)].plan.evolve(fact) }

  private mutating func restore(_ row: VenueRow) {
    let index = venueIndex(row.venue)
    guard !row.zone.isEmpty, let currency = row.currency else { return }
    venues[index].plan.evolve(
      .opened(VenueOpened(venue: row.venue, name: row.name, zone: row.zone, currency: currency)))
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

extension DayBook {
  /// The book of a row, without what stands in it.
  fileprivate init(_ row: BookRow) throws(FieldError) {
    guard let tables = IdentityTable(row.tables) else {
      throw FieldError(.invalidValue, "a table of the book of \(row.date) is there twice")
    }
    self.init(date: row.date)
    self.tables = tables
    claims.reserveCapacity(Int(row.claims))
  }

  fileprivate mutating func restore(_ row: ClaimRow) throws(FieldError) {
    guard row.table < tables.count, row.otherTables.allSatisfy({ $0 < tables.count }) else {
      throw FieldError(.outOfRange, "a table of \(row.reservation) is not in the book of \(date)")
    }
    claims.append(
      Claim(
        reservation: row.reservation, stage: row.stage, startsAt: row.startsAt, endsAt: row.endsAt,
        expiresAt: row.expiresAt ?? .zero, starts: row.starts, utcOffsetMinutes: row.utcOffsetMinutes,
        party: row.party, table: row.table, otherTables: row.otherTables, customer: row.customer))
  }
}

extension ClaimRow {
  fileprivate init(_ book: UInt32, _ claim: DayBook.Claim) {
    let expires = claim.stage == .held || claim.stage == .offered
    self.init(
      book: book, reservation: claim.reservation, stage: claim.stage, starts: claim.starts, startsAt: claim.startsAt,
      endsAt: claim.endsAt, utcOffsetMinutes: claim.utcOffsetMinutes, party: claim.party, table: claim.table,
      otherTables: claim.otherTables, customer: claim.customer, expiresAt: expires ? claim.expiresAt : nil)
  }
}

extension DayBook.Wait {
  fileprivate func event(_ venue: VenueID, _ date: ServiceDate) -> WaitlistJoined {
    WaitlistJoined(
      reservation: reservation, venue: venue, serviceDate: date, customer: customer, party: party, earliest: earliest,
      latest: latest, area: area)
  }
}
