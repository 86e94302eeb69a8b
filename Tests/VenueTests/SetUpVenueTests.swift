import EventSourcing
import EventStoreTesting
import Testing
import Venue
import Vocabulary

@Suite struct SetUpVenueTests {
  static let file = """
    {"name": "Bistro", "zone": "Europe/Paris", "currency": "EUR",
     "hours": [{"weekdays": ["friday", "monday"], "opens": "18:00", "closes": "23:00"}],
     "days": [{"date": "2026-12-25", "periods": []}],
     "tables": [{"name": "A", "min_seats": 2, "max_seats": 4, "area": "Terrace"}],
     "tax": {"prices_include_tax": true, "rates": [{"name": "food", "rate_bp": 1000}]},
     "sections": [{"number": 1, "name": "Plats", "items": [
       {"name": "Cassoulet", "price_minor": 1850},
       {"name": "Soupe", "price_minor": 750, "stock": {"policy": "counted", "count": 12}}]}]}
    """
  static let now = Timestamp(microseconds: 1_790_000_000_000_000)
  let venue = VenueID.named("Bistro")

  func apply(_ json: String, to history: GivenEvents = given()) throws -> Decided<VenueRejection> {
    var stamps = FixedStamps(now: Self.now)
    return try history.when(SetUpVenue(json: json), VenueDecider.setUpVenue, stamps: &stamps)
  }

  @Test func opensTheVenueWithEverythingThatTheFileSays() throws {
    let events = try apply(Self.file).events()
    #expect(
      events.map { type(of: $0).type.name } == [
        "venue_opened", "opening_hours_set", "day_hours_set", "tax_rules_set", "ordering_rules_set", "table_added",
        "menu_section_added", "menu_item_added", "menu_item_added", "item_stock_set",
      ])
    let setup = try GivenEvents(events).model(VenueSetup.self, venue)
    #expect(setup.hours.map(\.weekday) == [.monday, .friday])
    #expect(setup.item(.named("Cassoulet", in: venue))?.taxClass == "food")
  }

  @Test func theSameFileAgainChangesNothing() throws {
    let history = try apply(Self.file).history()
    try apply(Self.file, to: history).thenNothing()
    let sold = history.and(
      ItemStockSet(venue: venue, item: .named("Soupe", in: venue), stock: StockSetting(policy: .out)))
    try apply(Self.file, to: sold).thenNothing()
  }

  @Test func aChangedFileAppendsTheDifferenceOnly() throws {
    let history = try apply(Self.file).history()
    try apply(Self.file.replacing("1850", with: "1950"), to: history)
      .then(
        MenuItemPriceChanged(
          venue: venue, item: .named("Cassoulet", in: venue), price: Amount(minorUnits: 1950)))
    try apply(Self.file.replacing("\"name\": \"Soupe\"", with: "\"key\": \"Soupe\", \"name\": \"Potage\""), to: history)
      .then(
        MenuItemChanged(
          venue: venue,
          item: MenuItem(
            id: .named("Soupe", in: venue), section: 1, name: "Potage", price: Amount(minorUnits: 750),
            taxClass: "food")))
    try apply(Self.file.replacing("{\"name\": \"Cassoulet\", \"price_minor\": 1850},", with: ""), to: history)
      .then(MenuItemRemoved(venue: venue, item: .named("Cassoulet", in: venue)))
  }

  @Test func anImportsOwnSectionSurvivesTheFile() throws {
    let history = try apply(Self.file).history().and(
      MenuSectionAdded(venue: venue, section: 99, name: "Imported"),
      MenuItemAdded(
        venue: venue,
        item: MenuItem(id: .named("Tarte", in: venue), section: 99, name: "Tarte", price: .zero, taxClass: "food")))
    try apply(Self.file, to: history).thenNothing()
  }

  @Test func refusesAKeyThatItDoesNotKnowWithThePath() throws {
    let file = Self.file.replacing("\"price_minor\": 750", with: "\"price\": 750")
    let error = #expect(throws: FieldError.self) { try SetUpVenue(json: file) }
    #expect(error?.code == .unknownField)
    #expect(error?.path.hasPrefix("sections[0].items[1]") == true)
  }

  @Test func namesEveryProblemAtOnce() throws {
    let file = Self.file.replacing("Europe/Paris", with: "Paris").replacing("\"23:00\"", with: "\"17:00\"")
      .replacing("1850", with: "-1").replacing("\"max_seats\": 4", with: "\"max_seats\": 0")
    #expect(throws: (any Error).self) { try apply(file).events() }
    guard case .failure(.descriptionInvalid(let problems)) = try apply(file).outcome else {
      Issue.record("the file was not refused")
      return
    }
    #expect(
      Set(problems.map(\.path)) == [
        "zone", "hours (monday)", "hours (friday)", "tables[0].max_seats", "tables[0].min_seats",
        "sections[0].items[0].price_minor",
      ])
  }

  @Test(arguments: ["\\u001b[31m", "Terrace \\u202e"])
  func refusesAnAreaThatSteersTheTerminal(_ area: String) throws { try expectRefused(area: area) }

  @Test func refusesAnAreaOfAMebibyte() throws { try expectRefused(area: String(repeating: "x", count: 1 << 20)) }

  private func expectRefused(area: String) throws {
    let description = try SetUpVenue(json: Self.file.replacing("Terrace", with: area))
    #expect(description.problems.map(\.path) == ["tables[0].area"])
  }

  @Test func keepsZoneAndCurrencyForGood() throws {
    let history = try apply(Self.file).history()
    try apply(Self.file.replacing("Europe/Paris", with: "Europe/Rome"), to: history)
      .thenRejected(.timeZoneFixed(venue, is: "Europe/Paris"))
    try apply(Self.file.replacing("EUR", with: "CHF"), to: history).thenRejected(.currencyFixed(venue, is: .eur))
  }
}
