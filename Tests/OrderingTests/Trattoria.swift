import EventSourcing
import EventStoreTesting
import Venue
import Vocabulary

/// A small venue that the tests order at: open 12:00-15:00 and 18:00-26:00 every day in London.
enum Trattoria {
  static let venue = VenueID.named("trattoria")
  static let pizza = item("Pizza")
  static let tiramisu = item("Tiramisu")
  static let porridge = item("Porridge")
  static let table = TableID.named("1", in: venue)
  /// Monday 2026-11-23, 19:00 in London.
  static let evening = time("2026-11-23T19:00:00Z")
  static let order = OrderID(RawUUID(version7: 1, 2, 3))

  static func item(_ name: String) -> ItemID { .named(name, in: venue) }

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    return time
  }

  static var description: String {
    """
    {"key": "trattoria", "name": "Trattoria", "zone": "Europe/London", "currency": "GBP",
     "hours": [
       {"weekdays": ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"], "opens": "12:00", "closes": "15:00"},
       {"weekdays": ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"], "opens": "18:00", "closes": "26:00"}],
     "tables": [{"name": "1", "min_seats": 1, "max_seats": 4}],
     "tax": {"prices_include_tax": true, "rates": [{"name": "standard", "rate_bp": 2000}, {"name": "zero", "rate_bp": 0}]},
     "service_charge": {"rate_bp": 1250, "min_party": 6},
     "ordering": {"dine_in": true, "takeout": true, "slot_minutes": 15, "orders_per_slot": 2, "lead_minutes": 20, "horizon_days": 7},
     "sections": [{"number": 1, "name": "Food", "items": [
       {"name": "Pizza", "price_minor": 1000, "allergens": ["milk", "gluten"], "groups": [
         {"number": 1, "name": "Size", "min": 1, "max": 1, "options": [
           {"number": 1, "name": "Regular", "standard": true}, {"number": 2, "name": "Large", "price_minor": 300}]},
         {"number": 2, "name": "Toppings", "min": 0, "max": 3, "repeats": true, "options": [
           {"number": 1, "name": "Olives", "price_minor": 100}, {"number": 2, "name": "Ham", "price_minor": 150}]}]},
       {"name": "Tiramisu", "price_minor": 555, "stock": {"policy": "counted", "count": 3}},
       {"name": "Porridge", "price_minor": 400, "windows": [{"from": "12:00", "to": "13:00"}]}]}]}
    """
  }

  /// The events of the set-up.
  static func setUp() throws -> GivenEvents {
    var stamps = FixedStamps(now: evening)
    return try given().when(SetUpVenue(json: description), VenueDecider.setUpVenue, stamps: &stamps).history()
  }
}
