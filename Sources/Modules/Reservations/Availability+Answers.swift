public import EventSourcing
public import Venue
public import Vocabulary

/// A reservation, as the book of its day shows it.
public struct BookEntry: Hashable, Sendable {
  /// The reservation.
  public let reservation: ReservationID
  /// How far it has come.
  public let stage: ReservationStage
  /// When, where and for how many.
  public let seating: Seating
  /// Whose it is, if known.
  public let customer: CustomerID?
  /// When a hold or an offer ends.
  public let expiresAt: Timestamp?
  /// Whether it counts now: a promise that stands, or a hold or an offer that has not expired.
  public let counts: Bool
}

/// Somebody on the waitlist of a day.
public struct WaitEntry: Hashable, Sendable {
  /// The reservation that it may become.
  public let reservation: ReservationID
  /// Who waits, if known.
  public let customer: CustomerID?
  /// How many guests.
  public let party: UInt32
  /// The earliest start that suits them.
  public let earliest: TimeOfDay
  /// The latest start that suits them.
  public let latest: TimeOfDay
  /// The part of the house; empty is any.
  public let area: String
  /// The time that is offered to them now, if one is.
  public let offered: BookEntry?
}

/// Sums over the books.
public struct BookTotals: Hashable, Sendable {
  /// Reservations and walk-ins that stand or were kept.
  public var bookings: Int64 = 0
  /// Their guests.
  public var covers: Int64 = 0
  /// How many different starts of service days they have.
  public var slots: Int64 = 0

  /// Nothing.
  public init() {}
}

extension Availability {
  /// The venues that were opened, in the order in which they appeared.
  public var venueList: [VenueID] { venueIDs.ids }

  /// What bears on promising tables at a venue.
  public func plan(of venue: VenueID) -> ServicePlan? { venueIDs.index(of: venue).map { venues[$0].plan } }

  /// The times of a day for one party, as far as is known now. Nil if there is no such venue, or its time zone is not
  /// known here.
  public func times(_ wish: TableWish, at venue: VenueID, now: Timestamp) -> DayTimes? {
    guard let index = venueIDs.index(of: venue), let zone = venues[index].plan.zone else { return nil }
    let books = Book.Key.around(venue, wish.date).compactMap { venues[index].days[$0.date] }
    do throws(Hindrance) {
      return try TableSearch(venues[index].plan, zone, wish, at: now, books).day()
    } catch {
      return DayTimes(error)
    }
  }

  /// The book of a service day: everything that ever stood in it, by start, then by ID.
  public func book(of date: ServiceDate, at venue: VenueID, now: Timestamp) -> [BookEntry] {
    guard let book = day(date, venue) else { return [] }
    return book.claims.map { book.entry($0, now) }
      .sorted { ($0.seating.startsAt, $0.reservation) < ($1.seating.startsAt, $1.reservation) }
  }

  /// Who waits on a service day, in the order in which they came.
  public func waitlist(of date: ServiceDate, at venue: VenueID, now: Timestamp) -> [WaitEntry] {
    guard let book = day(date, venue) else { return [] }
    return book.waits.map { wait in
      let offer = book.claims.first {
        $0.reservation == wait.reservation && $0.stage == .offered && $0.counts(at: now)
      }
      return WaitEntry(
        reservation: wait.reservation, customer: wait.customer, party: wait.party, earliest: wait.earliest,
        latest: wait.latest, area: wait.area, offered: offer.map { book.entry($0, now) })
    }
  }

  /// The service days of a venue that have a book, ascending.
  public func dates(at venue: VenueID) -> [ServiceDate] {
    venueIDs.index(of: venue).map { venues[$0].days.keys.sorted() } ?? []
  }

  /// What was promised and not taken back: at a venue or at all, and of some reservations or of all.
  public func totals(
    at venue: VenueID? = nil, where isWanted: (ReservationID) -> Bool = { _ in true }
  ) -> BookTotals {
    var totals = BookTotals()
    for books in venues where venue.map({ $0 == books.plan.id }) ?? true {
      for book in books.days.values {
        var starts: Set<TimeOfDay> = []
        for claim in book.claims where claim.stage.isPromise && isWanted(claim.reservation) {
          totals.bookings += 1
          totals.covers += Int64(claim.party)
          starts.insert(claim.starts)
        }
        totals.slots += Int64(starts.count)
      }
    }
    return totals
  }

  private func day(_ date: ServiceDate, _ venue: VenueID) -> DayBook? {
    venueIDs.index(of: venue).flatMap { venues[$0].days[date] }
  }
}

extension DayBook {
  fileprivate func entry(_ claim: Claim, _ now: Timestamp) -> BookEntry {
    let expires = claim.stage == .held || claim.stage == .offered
    return BookEntry(
      reservation: claim.reservation, stage: claim.stage, seating: claim.seating(date, tables),
      customer: claim.customer, expiresAt: expires ? claim.expiresAt : nil, counts: claim.counts(at: now))
  }
}
