import EventSourcing
import EventStoreTesting
import Reservations
import Venue
import Vocabulary

/// A small house that the tests book at: 12:00-15:00 and 18:00-26:00 every day, in London unless told otherwise.
///
/// Tables A (1-2), B (1-2), C (2-4), D (3-6, Terrace); A and B go together for 3 to 4, B, C and D for 7 to 12.
enum Brasserie {
  static let venue = VenueID.named("brasserie")
  static let diner = CustomerID(RawUUID(version7: 9, 9, 1))
  static let stranger = CustomerID(RawUUID(version7: 9, 9, 2))
  /// Monday 2026-11-23, 12:00 in London.
  static let noon = time("2026-11-23T12:00:00Z")
  static let monday = date("2026-11-23")
  static let a = table("A")
  static let b = table("B")
  static let c = table("C")
  static let d = table("D")

  static func table(_ name: String) -> TableID { .named(name, in: venue) }

  static func id(_ number: UInt64) -> ReservationID { ReservationID(RawUUID(version7: 1, 2, number)) }

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    return time
  }

  static func date(_ text: String) -> ServiceDate {
    guard let date = ServiceDate(text) else { preconditionFailure("\(text) is no date") }
    return date
  }

  static func clock(_ text: String) -> TimeOfDay {
    guard let time = TimeOfDay(text) else { preconditionFailure("\(text) is no time of day") }
    return time
  }

  static let rules = """
    {"slot_minutes": 30, "turn_minutes": 90, "turn_times": [
       {"min_party": 5, "minutes": 150}, {"to": "15:00", "minutes": 60}],
     "last_seating_minutes": 60, "lead_minutes": 30, "horizon_days": 60, "hold_minutes": 10,
     "cancel_minutes": 120, "late_fee_per_cover": 1000, "deposit_above": 6, "deposit_per_cover": 500,
     "confirm_minutes": 180}
    """

  static func description(zone: String = "Europe/London", rules: String = rules) -> String {
    let all = #"["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]"#
    return """
      {"key": "brasserie", "name": "Brasserie", "zone": "\(zone)", "currency": "GBP",
       "hours": [
         {"weekdays": \(all), "opens": "12:00", "closes": "15:00"},
         {"weekdays": \(all), "opens": "18:00", "closes": "26:00"}],
       "days": [{"date": "2026-12-25", "periods": []}],
       "tables": [
         {"name": "A", "min_seats": 1, "max_seats": 2}, {"name": "B", "min_seats": 1, "max_seats": 2},
         {"name": "C", "min_seats": 2, "max_seats": 4},
         {"name": "D", "min_seats": 3, "max_seats": 6, "area": "Terrace"}],
       "combinations": [
         {"tables": ["A", "B"], "min_seats": 3, "max_seats": 4},
         {"tables": ["B", "C", "D"], "min_seats": 7, "max_seats": 12}],
       "reservations": \(rules)}
      """
  }

  /// The events of the set-up.
  static func setUp(zone: String = "Europe/London", rules: String = rules) throws -> GivenEvents {
    var stamps = FixedStamps(now: noon)
    let command = try SetUpVenue(json: description(zone: zone, rules: rules))
    return try given().when(command, VenueDecider.setUpVenue, stamps: &stamps).history()
  }

  static func book(
    _ number: UInt64 = 1, _ time: String = "19:00", party: UInt32 = 2, on date: ServiceDate = monday,
    area: String = "", customer: CustomerID? = nil, deposit: Int64? = nil, at: Timestamp = noon
  ) -> BookTable {
    BookTable(
      reservation: id(number), venue: venue, date: date, time: clock(time), party: party, area: area,
      customer: customer, deposit: deposit.map { Amount(minorUnits: $0) }, at: at)
  }

  static func hold(
    _ number: UInt64 = 1, _ time: String = "19:00", party: UInt32 = 2, customer: CustomerID? = nil,
    at: Timestamp = noon
  ) -> PlaceHold {
    PlaceHold(
      reservation: id(number), venue: venue, date: monday, time: clock(time), party: party, customer: customer, at: at)
  }
}

extension GivenEvents {
  /// This history with a booking.
  func booked(_ command: BookTable) throws -> GivenEvents {
    try when(command, ReservationDecider.bookTable).history()
  }

  /// The tables of a reservation.
  func tables(of number: UInt64) throws -> [TableID]? {
    try model(ReservationState.self, Brasserie.id(number)).promise?.seating.tables
  }

  /// How far a reservation has come.
  func stage(of number: UInt64) throws -> ReservationStage {
    try model(ReservationState.self, Brasserie.id(number)).stage
  }
}
