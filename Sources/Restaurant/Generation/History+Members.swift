import EventSourcing
import EventStore
import Loyalty
import Venue
import Vocabulary

/// What becomes of members as time passes.
extension History {
  /// A new member tells when their birthday is.
  mutating func awaitBirthday(of guest: Guest, _ venue: Int, after time: Timestamp) {
    guard let programme = venues[venue].setup.programme, programme.birthday > .zero else { return }
    let today = venues[venue].zone.local(time).date
    let (year, month, day) = today.civil
    let hasPassed = (month, day) >= guest.birthday
    guard
      let date = ServiceDate(year: hasPassed ? year + 1 : year, month: guest.birthday.month, day: guest.birthday.day)
    else { return }
    scheduleBirthday(venue, guest.id, on: date)
  }

  /// It comes again.
  mutating func awaitBirthday(_ venue: Int, _ customer: CustomerID, after time: Timestamp) {
    scheduleBirthday(venue, customer, on: venues[venue].zone.local(time).date.adding(months: 12))
  }

  private mutating func scheduleBirthday(_ venue: Int, _ customer: CustomerID, on date: ServiceDate) {
    guard let morning = venues[venue].instant(.midnight, on: date)?.adding(minutes: 9 * 60) else { return }
    schedule(.birthday(venue: venue, customer), at: morning)
  }

  /// Writes off what has expired, on the night that ends a month. Nothing depends on when that is done.
  mutating func recordExpiry(on date: ServiceDate, at time: Timestamp) async throws {
    guard date.adding(days: 1).civil.day == 1 else { return }
    for venue in venues where venue.setup.programme?.expiry != nil {
      let id = venue.id
      let expired = try await restaurant.loyalty.read(at: restaurant.log.head) { loyalty, _ in
        loyalty.members(of: id, limit: .max, at: time).filter { $0.standing.void > .zero }.map(\.member).sorted()
      }
      try await give(
        expired.map { Request(RecordExpiry(venue: id, customer: $0.customer, at: time), as: Actor(.system)) },
        at: time)
    }
  }
}
