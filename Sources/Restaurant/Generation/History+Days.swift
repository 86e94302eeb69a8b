import EventSourcing
import Venue
import Vocabulary

/// What guests plan.
extension History {
  /// How somebody eats.
  private enum Way { case book, walkIn, takeOut }

  /// Everybody makes up their mind about a service day: bookings from now on, walk-ins and takeout on the day.
  mutating func plan(_ date: ServiceDate, at now: Timestamp) {
    var planned: Set<CustomerID> = []
    for (index, venue) in venues.enumerated() {
      let periods = venue.setup.periods(on: date)
      guard let opens = periods.map(\.opens).min() else { continue }
      if let opening = venue.instant(opens, on: date) {
        for place in venue.counted.indices {
          schedule(.stock(venue: index, place: place, date), at: max(now, opening.adding(minutes: -60)))
        }
      }
      for _ in 0..<venue.parties(on: date, &random) {
        let guest = guests.someone(at: index, on: date, without: planned, ids, &random)
        planned.insert(guest.id)
        let seats = venue.rules != nil && !venue.setup.tables.isEmpty && venue.setup.ordering?.dineIn ?? true
        switch random.pick([Way.book: 52, .walkIn: 18, .takeOut: 30]) ?? .takeOut {
        case .book where seats: planBooking(guest, index, date, from: now)
        case .walkIn where seats: planWalkIn(guest, index, date, from: now)
        default: planTakeout(guest, index, date, from: now)
        }
      }
    }
    if let venue = venues.first, let night = venue.instant(.midnight, on: date.adding(days: 1)) {
      schedule(.closeDay(date), at: night.adding(minutes: 4 * 60))
    }
  }

  private mutating func planBooking(_ guest: Guest, _ index: Int, _ date: ServiceDate, from now: Timestamp) {
    let venue = venues[index]
    let hour = random.chance(70) ? guest.hour : random.middling(0...100)
    guard let time = venue.seatingTime(on: date, percent: hour, &random), let starts = venue.instant(time, on: date)
    else { return }
    let fate = random.pick([Outing.Fate.kept: 83, .changed: 6, .cancelled: 7, .missed: 4]) ?? .kept
    let lead = Int32(random.number(guest.leadDays))
    guard let nine = venue.instant(.midnight, on: date.adding(days: -lead))?.adding(minutes: 9 * 60) else { return }
    let latest = starts.adding(minutes: -90)
    var asks = nine.adding(minutes: random.number(0...750))
    if asks > latest { asks = nine.adding(minutes: random.number(0...120)) }
    if asks < now { asks = now.adding(minutes: random.number(10...480)) }
    guard asks <= latest else { return }
    var outing = Outing(
      venue: index, guest: guest, fate: fate, service: .dineIn, party: party(of: guest), date: date, time: time)
    outing.isOnline = random.chance(65)
    begin(outing, with: outing.isOnline && venue.holdsTimes && random.chance(60) ? .hold : .book, at: asks)
  }

  private mutating func planWalkIn(_ guest: Guest, _ index: Int, _ date: ServiceDate, from now: Timestamp) {
    let venue = venues[index]
    let hour = random.middling(0...100)
    guard let time = venue.seatingTime(on: date, percent: hour, &random), let starts = venue.instant(time, on: date)
    else { return }
    let outing = Outing(
      venue: index, guest: guest, fate: .kept, service: .dineIn, party: party(of: guest), date: date, time: time)
    begin(outing, with: .walkIn, at: max(now, starts.adding(minutes: random.number(0...25))))
  }

  private mutating func planTakeout(_ guest: Guest, _ index: Int, _ date: ServiceDate, from now: Timestamp) {
    let venue = venues[index]
    guard let period = venue.setup.periods(on: date).first, let opens = venue.instant(period.opens, on: date) else {
      return
    }
    let length = Int64(period.closes.minutes) - Int64(period.opens.minutes)
    guard length > 120 else { return }
    let outing = Outing(
      venue: index, guest: guest, fate: .kept, service: .takeout, party: min(4, party(of: guest)), date: date,
      time: period.opens)
    begin(outing, with: .order, at: max(now, opens.adding(minutes: random.middling(0...length - 120))))
  }

  private mutating func party(of guest: Guest) -> UInt32 {
    random.chance(75) ? guest.party : UInt32(random.pick([1: 1, 2: 8, 3: 3, 4: 5, 5: 1, 6: 2]) ?? 2)
  }
}
