import EventSourcing
import Venue
import Vocabulary

/// A venue's reservation desk at an instant: its plan, its clock and the books that a command bears on.
struct Desk {
  let plan: ServicePlan
  let zone: ZoneRules
  let now: Timestamp
  let books: [DayBook]

  init(_ plan: ServicePlan, _ books: Each<Book>, around date: ServiceDate, at now: Timestamp)
    throws(ReservationRejection)
  {
    guard plan.isOpened else { throw .venueUnknown(plan.id) }
    guard let zone = plan.zone else { throw .timeZoneUnknown(plan.zoneName) }
    self.plan = plan
    self.zone = zone
    self.now = now
    self.books = Book.Key.around(plan.id, date).map { books[$0].day }
  }

  func search(_ wish: TableWish, excluding: ReservationID?) throws(ReservationRejection) -> TableSearch {
    guard (1...ReservationLimits.party).contains(wish.party) else { throw .partyOutOfRange(wish.party) }
    guard wish.area.isEmpty || plan.floor.places.contains(where: { $0.area == wish.area }) else {
      throw .timeUnavailable(.noTableFits, wish.date, nil)
    }
    do throws(Hindrance) {
      return try TableSearch(plan, zone, wish, at: now, books, excluding: excluding)
    } catch {
      throw .timeUnavailable(error, wish.date, nil)
    }
  }

  /// Where a party can sit at a time.
  ///
  /// - Parameter isKept: whether the time is held, offered or promised: then it need not leave the venue its lead time.
  func seating(
    _ wish: TableWish, _ time: TimeOfDay, excluding: ReservationID, preferred: [TableID] = [], isKept: Bool = false
  ) throws(ReservationRejection) -> Seating {
    let search = try search(wish, excluding: excluding)
    do throws(Hindrance) {
      return try search.time(time, preferred: preferred, isKept: isKept)
    } catch {
      throw .timeUnavailable(error, wish.date, time)
    }
  }

  /// Refuses tables that the venue does not have, or that are named twice.
  func check(_ tables: [TableID]) throws(ReservationRejection) {
    guard tables.count <= ReservationLimits.tables else { throw .tooManyTables(tables.count) }
    guard !tables.isEmpty, Set(tables).count == tables.count else { throw .tablesMissing }
    for table in tables where plan.floor.number(of: table) == nil { throw .tableUnknown(table) }
  }

  /// Refuses tables at which another party sits.
  func checkNobodySits(at tables: [TableID], of reservation: ReservationID) throws(ReservationRejection) {
    for book in books {
      for claim in book.claims where claim.stage == .seated && claim.reservation != reservation {
        let taken = ([claim.table] + claim.otherTables).map { book.tables.ids[Int($0)] }
        if taken.contains(where: tables.contains) { throw .tableOccupied(reservation, by: claim.reservation) }
      }
    }
  }

  /// Whether nobody else has one of these tables from one instant to another.
  func areFree(_ tables: [TableID], from: Timestamp, to: Timestamp, except reservation: ReservationID) -> Bool {
    var occupancy = Occupancy(from: from, to: to, tables: plan.floor.ids.count)
    for book in books { occupancy.mark(book, on: plan.floor, at: now, excluding: reservation) }
    return occupancy.isFree(tables.compactMap(plan.floor.number), from: from, to: to)
  }

  /// For how long a time is held or offered from now.
  func holdEnds() -> Timestamp {
    let minutes = plan.reservations?.holdMinutes ?? 0
    return now.adding(minutes: Int64(minutes == 0 ? ReservationLimits.holdMinutes : minutes))
  }
}

/// What a promise comes with: deadlines and money.
struct PromiseTerms {
  let confirmBy: Timestamp?
  let cancelBy: Timestamp
  let lateFee: Money?
  let deposit: Money?

  /// - Parameter paid: the deposit that was taken.
  init(_ seating: Seating, _ desk: Desk, paid: Amount?) throws(ReservationRejection) {
    guard let rules = desk.plan.reservations else {
      throw .timeUnavailable(.takesNoReservations, seating.date, nil)
    }
    guard !(paid?.isNegative ?? false) else { throw .depositNegative }
    let confirm = seating.startsAt.adding(minutes: -Int64(rules.confirmMinutes))
    confirmBy = rules.confirmMinutes > 0 && confirm > desk.now ? confirm : nil
    cancelBy = seating.startsAt.adding(minutes: -Int64(rules.cancelMinutes))
    let asked: Amount
    let fee: Amount
    do throws(MoneyError) {
      fee = try rules.lateFee.times(seating.party)
      asked = seating.party > rules.depositAbove ? try rules.deposit.times(seating.party) : .zero
    } catch { throw .amountTooLarge }
    let currency = desk.plan.currency
    guard asked <= paid ?? .zero else { throw .depositRequired(Money(asked, currency)) }
    lateFee = fee == .zero ? nil : Money(fee, currency)
    deposit = paid.flatMap { $0 > .zero ? Money($0, currency) : nil }
  }
}

extension Each where M == DinerBook {
  /// Refuses a visit that overlaps another one of the same diner.
  func check(
    _ customer: CustomerID?, _ seating: Seating, except reservation: ReservationID, at now: Timestamp
  ) throws(ReservationRejection) {
    guard let customer else { return }
    try self[customer].check(seating, except: reservation, at: now)
  }
}

extension DinerBook {
  /// Refuses a visit that overlaps another one of the diner.
  func check(_ seating: Seating, except reservation: ReservationID, at now: Timestamp) throws(ReservationRejection) {
    if let other = overlapping(seating, except: reservation, at: now) { throw .dinerAlreadyBooked(id, other) }
  }
}

extension ReservationState {
  /// The promise of a reservation at this venue on this day.
  func promise(at venue: VenueID, on date: ServiceDate) throws(ReservationRejection) -> Promise {
    let promise = try requirePromise()
    guard promise.venue == venue else { throw .reservationAtAnotherVenue(id, venue) }
    guard promise.seating.date == date else { throw .reservationOnAnotherDay(id, promise.seating.date) }
    return promise
  }

  /// The promise of a reservation that was made.
  func requirePromise() throws(ReservationRejection) -> Promise {
    guard stage != .unspecified else { throw .reservationUnknown(id) }
    guard let promise else { throw .notAwaited(id, stage) }
    return promise
  }

  /// The wish of somebody on the waitlist.
  func requireWish() throws(ReservationRejection) -> WaitlistJoined {
    guard stage != .unspecified else { throw .reservationUnknown(id) }
    guard let wish else { throw .notWaiting(id, stage) }
    return wish
  }

  /// Whether a hold or an offer still counts.
  func isLive(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? false }
}
