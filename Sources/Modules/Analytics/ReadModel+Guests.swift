import EventSourcing
import Vocabulary

// MARK: Bookings

extension Analytics {
  mutating func book(_ booking: BookingMade, at time: Timestamp) {
    let minutes = max(0, (booking.seating.startsAt.microseconds &- time.microseconds) / 60_000_000)
    change(booking.seating.date, at: venueIndex(booking.venue)) { day in
      day.booked &+= 1
      day.bookedCovers &+= Int64(booking.seating.party)
      day.leadMinutes &+= minutes
      day.leads[LeadTime(minutes: minutes).rawValue] &+= 1
    }
  }

  /// A booking that moves counts on its new day; how long before it was made stays with the first one.
  mutating func rebook(_ booking: BookingMoved) {
    let venue = venueIndex(booking.venue)
    change(booking.previous.date, at: venue) { day in
      day.booked &-= 1
      day.bookedCovers &-= Int64(booking.previous.party)
    }
    change(booking.seating.date, at: venue) { day in
      day.booked &+= 1
      day.bookedCovers &+= Int64(booking.seating.party)
    }
  }

  mutating func cancel(_ booking: BookingEnded) {
    change(booking.seating.date, at: venueIndex(booking.venue)) { day in
      day.cancelled &+= 1
      day.cancelledCovers &+= Int64(booking.seating.party)
    }
  }

  mutating func markNoShow(_ booking: BookingEnded) {
    change(booking.seating.date, at: venueIndex(booking.venue)) { day in
      day.noShows &+= 1
      day.noShowCovers &+= Int64(booking.seating.party)
    }
  }

  private mutating func change(_ date: ServiceDate, at venue: Int, _ body: (inout GuestDay) -> Void) {
    let day = venues[venue].guests.place(of: date, GuestDay())
    body(&venues[venue].guests[day])
  }
}

// MARK: Visits

extension Analytics {
  mutating func seat(_ guests: GuestsSeated) {
    seat(guests.reservation, at: guests.venue, guests.seating, since: guests.seatedAt) { day in
      day.shows &+= 1
      day.showCovers &+= Int64(guests.seating.party)
    }
  }

  mutating func seat(_ guests: WalkInGuests) {
    seat(guests.reservation, at: guests.venue, guests.seating, since: guests.seating.startsAt) { day in
      day.walkIns &+= 1
      day.walkInCovers &+= Int64(guests.seating.party)
    }
  }

  private mutating func seat(
    _ reservation: ReservationID, at id: VenueID, _ seating: TakenTables, since: Timestamp,
    _ count: (inout GuestDay) -> Void
  ) {
    let venue = venueIndex(id)
    visits[reservation] = Visit(
      venue: UInt32(venue), date: seating.date, utcOffsetMinutes: seating.utcOffsetMinutes, seatedAt: since,
      tables: seating.tables)
    for table in seating.tables { takenTables[table] = reservation }
    let hour = ServiceHour(since, of: seating.date, offsetMinutes: seating.utcOffsetMinutes)
    change(seating.date, at: venue) { day in
      let place = day.place(of: hour)
      day.hours[place].covers &+= Int64(seating.party)
      count(&day)
    }
  }

  mutating func reassign(_ guests: GuestsMoved) {
    guard let visit = visits[guests.reservation], visit.finishedAt == nil else { return }
    freeTables(of: visit, guests.reservation)
    visits.change(guests.reservation) { $0.tables = guests.seating.tables }
    for table in guests.seating.tables { takenTables[table] = guests.reservation }
  }

  mutating func leave(_ guests: GuestsLeft) {
    guard visits.change(guests.reservation, { $0.finish(guests) }) == true,
      let visit = visits.remove(guests.reservation)
    else { return }
    freeTables(of: visit, guests.reservation)
    let spread = HourSpread(visit, until: guests.finishedAt)
    change(visit.date, at: Int(visit.venue)) { day in
      day.finished &+= 1
      for (hour, seconds) in spread.seconds {
        let place = day.place(of: hour)
        day.stayedSeconds &+= seconds
        day.hours[place].tableSeconds &+= seconds &* Int64(guests.seating.tables.count)
        day.hours[place].guestSeconds &+= seconds &* Int64(guests.seating.party)
      }
    }
    for order in visit.orders { earn(order.total, in: visit, spread) }
    if !visit.isOver { visits[guests.reservation] = visit }
  }

  private mutating func freeTables(of visit: Visit, _ reservation: ReservationID) {
    for table in visit.tables where takenTables[table] == reservation { takenTables.remove(table) }
  }
}

// MARK: What tables earn

extension Analytics {
  /// Notes what a dine-in order comes to: for the visit at its table, or else for the hour in which it was placed.
  mutating func earn(_ sale: inout OpenSale, _ order: SoldOrder, at time: Timestamp) {
    sale.hour = ServiceHour(time, of: sale.date, offsetMinutes: order.utcOffsetMinutes)
    let entry = VisitOrder(order: order.order, total: sale.total, isOpen: order.provenance != .recorded)
    guard let table = order.table, let reservation = takenTables[table],
      visits.change(reservation, { $0.add(entry, at: sale.venue) }) == true
    else { return earn(sale.total, sale.hour, sale.date, at: sale.venue) }
    sale.visit = reservation
  }

  /// Notes what was added to an order.
  mutating func earn(_ amount: Int64, more sale: OpenSale, _ order: OrderID) {
    guard let reservation = sale.visit, var visit = visits[reservation],
      let place = visit.orders.firstIndex(where: { $0.order == order })
    else { return earn(amount, sale.hour, sale.date, at: sale.venue) }
    // The shares of a sum are not the sums of the shares: the old ones are taken back first.
    earn(0 &- visit.orders[place].total, in: visit)
    visit.orders[place].total &+= amount
    earn(visit.orders[place].total, in: visit)
    visits[reservation] = visit
  }

  /// Takes back what an order had come to.
  mutating func giveUp(_ sale: OpenSale, _ order: OrderID) {
    guard let reservation = sale.visit, var visit = visits[reservation],
      let place = visit.orders.firstIndex(where: { $0.order == order })
    else { return earn(0 &- sale.total, sale.hour, sale.date, at: sale.venue) }
    earn(0 &- visit.orders[place].total, in: visit)
    visit.orders.remove(at: place)
    visits[reservation] = visit.isOver ? nil : visit
  }

  /// Notes that an order does not change any more.
  mutating func settle(_ order: OrderID, of reservation: ReservationID) {
    let isOver = visits.change(reservation) { visit in
      if let place = visit.orders.firstIndex(where: { $0.order == order }) { visit.orders[place].isOpen = false }
      return visit.isOver
    }
    if isOver == true { visits.remove(reservation) }
  }

  /// Spreads an amount over the hours of a visit, if that is over.
  private mutating func earn(_ amount: Int64, in visit: Visit) {
    guard let finishedAt = visit.finishedAt else { return }
    earn(amount, in: visit, HourSpread(visit, until: finishedAt))
  }

  private mutating func earn(_ amount: Int64, in visit: Visit, _ spread: HourSpread) {
    change(visit.date, at: Int(visit.venue)) { day in
      for (hour, share) in spread.shares(of: amount) { day.earn(share, in: hour) }
    }
  }

  private mutating func earn(_ amount: Int64, _ hour: ServiceHour, _ date: ServiceDate, at venue: UInt32) {
    change(date, at: Int(venue)) { $0.earn(amount, in: hour) }
  }
}

extension Analytics.GuestDay {
  fileprivate mutating func earn(_ amount: Int64, in hour: ServiceHour) {
    let place = place(of: hour)
    hours[place].revenue &+= amount
  }
}

extension Analytics.Visit {
  /// Takes in that its guests have left; false if they had before.
  fileprivate mutating func finish(_ guests: GuestsLeft) -> Bool {
    guard finishedAt == nil else { return false }
    date = guests.seating.date
    utcOffsetMinutes = guests.seating.utcOffsetMinutes
    seatedAt = guests.seatedAt
    finishedAt = guests.finishedAt
    return true
  }

  /// Whether its guests have left and none of its orders may change.
  fileprivate var isOver: Bool { finishedAt != nil && !orders.contains(where: \.isOpen) }

  /// Takes an order of its table in; not one of another venue.
  fileprivate mutating func add(_ order: Analytics.VisitOrder, at venue: UInt32) -> Bool {
    guard venue == self.venue else { return false }
    orders.append(order)
    return true
  }
}
