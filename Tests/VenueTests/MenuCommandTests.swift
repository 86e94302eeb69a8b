import EventSourcing
import EventStoreTesting
import Testing
import Venue
import Vocabulary

@Suite struct MenuCommandTests {
  let venue = VenueID.named("Bistro")
  let at = SetUpVenueTests.now
  let history: GivenEvents
  var soup: ItemID { .named("Soupe", in: venue) }
  var stew: ItemID { .named("Cassoulet", in: venue) }
  var missing: ItemID { .named("Tarte", in: venue) }

  init() throws {
    var stamps = FixedStamps(now: SetUpVenueTests.now)
    history = try given()
      .when(SetUpVenue(json: SetUpVenueTests.file), VenueDecider.setUpVenue, stamps: &stamps).history()
  }

  @Test func addsASectionOnceAndRenamesIt() throws {
    let add = AddMenuSection(venue: venue, section: 9, name: "Desserts", at: at)
    let added = try history.when(add, VenueDecider.addMenuSection)
      .then(MenuSectionAdded(venue: venue, section: 9, name: "Desserts"))
    try added.when(add, VenueDecider.addMenuSection).thenNothing()
    try added.when(AddMenuSection(venue: venue, section: 9, name: "Sweets", at: at), VenueDecider.addMenuSection)
      .then(MenuSectionRenamed(venue: venue, section: 9, name: "Sweets"))
    let other = VenueID.named("Elsewhere")
    try history.when(AddMenuSection(venue: other, section: 1, name: "A", at: at), VenueDecider.addMenuSection)
      .thenRejected(.venueUnknown(other))
  }

  @Test func aNumberIsFoundWhateverNumbersAreTaken() {
    #expect(MenuNumber.next(after: []) == 1)
    #expect(MenuNumber.next(after: [3, 1]) == 4)
    #expect(MenuNumber.next(after: [.max]) == 1)
    #expect(MenuNumber.next(after: [1, .max, 2]) == 3)
  }

  @Test func removesOnlyASectionInWhichNothingStands() throws {
    try history.when(RemoveMenuSection(venue: venue, section: 1, at: at), VenueDecider.removeMenuSection)
      .thenRejected(.sectionNotEmpty(1, items: 2))
    try history.and(MenuSectionAdded(venue: venue, section: 9, name: "Desserts"))
      .when(RemoveMenuSection(venue: venue, section: 9, at: at), VenueDecider.removeMenuSection)
      .then(MenuSectionRemoved(venue: venue, section: 9))
    try history.when(RemoveMenuSection(venue: venue, section: 9, at: at), VenueDecider.removeMenuSection).thenNothing()
  }

  @Test func addsAnItemOnceAndKeepsTheOptionsThatItGotSince() throws {
    let price = Amount(minorUnits: 600)
    let add = AddMenuItem(
      venue: venue, section: 1, item: ItemDescription(name: "Tarte", price: price), at: at)
    let added = try history.when(add, VenueDecider.addMenuItem).then(
      MenuItemAdded(
        venue: venue, item: MenuItem(id: missing, section: 1, name: "Tarte", price: price, taxClass: "food")))
    let option = AddModifierOption(venue: venue, item: missing, group: "Extras", option: "Cream", at: at)
    let grown = try added.when(option, VenueDecider.addModifierOption).history()
    try grown.when(option, VenueDecider.addModifierOption).thenNothing()
    try grown.when(add, VenueDecider.addMenuItem).thenNothing()
    let second = AddModifierOption(venue: venue, item: missing, group: "Extras", option: "Ice", at: at)
    try grown.when(second, VenueDecider.addModifierOption).then(
      ModifierOptionAdded(venue: venue, item: missing, group: 1, option: ModifierOption(number: 2, name: "Ice")))
    let dearer = AddMenuItem(
      venue: venue, section: 1, item: ItemDescription(name: "Tarte", price: Amount(minorUnits: 1)), at: at)
    try added.when(dearer, VenueDecider.addMenuItem).thenRejected(.itemAlreadyOnMenu(missing, name: "Tarte"))
    var elsewhere = add
    elsewhere.section = 7
    try history.when(elsewhere, VenueDecider.addMenuItem).thenRejected(.sectionUnknown(7))
  }

  @Test func refusesMoreOptionsAndGroupsThanAnItemMayHave() throws {
    let options = (1...UInt32(VenueLimits.options)).map { ModifierOption(number: $0, name: "Option \($0)") }
    let full = history.and(
      ModifierGroupAdded(
        venue: venue, item: soup,
        group: ModifierGroup(number: 1, name: "Extras", min: 0, max: 1, repeats: false, options: options)))
    let more = AddModifierOption(venue: venue, item: soup, group: "Extras", option: "Cream", at: at)
    try full.when(more, VenueDecider.addModifierOption).thenRejected(.tooManyOptions("Soupe, Extras"))
    let groups = (1...UInt32(VenueLimits.groups)).map { number in
      ModifierGroupAdded(
        venue: venue, item: soup,
        group: ModifierGroup(
          number: number, name: "Group \(number)", min: 0, max: 1, repeats: false, options: [options[0]]))
    }
    try GivenEvents(history.events + groups).when(more, VenueDecider.addModifierOption)
      .thenRejected(.tooManyOptions("Soupe"))
  }

  @Test func changesAPriceAndTakesAnItemOff() throws {
    let price = Amount(minorUnits: 1900)
    let dearer =
      try history
      .when(ChangeMenuItemPrice(venue: venue, item: stew, price: price, at: at), VenueDecider.changeMenuItemPrice)
      .then(MenuItemPriceChanged(venue: venue, item: stew, price: price))
    try dearer
      .when(ChangeMenuItemPrice(venue: venue, item: stew, price: price, at: at), VenueDecider.changeMenuItemPrice)
      .thenNothing()
    let remove = RemoveMenuItem(venue: venue, item: stew, at: at)
    let removed = try history.when(remove, VenueDecider.removeMenuItem).then(MenuItemRemoved(venue: venue, item: stew))
    try removed.when(remove, VenueDecider.removeMenuItem).thenNothing()
    try removed
      .when(ChangeMenuItemPrice(venue: venue, item: stew, price: price, at: at), VenueDecider.changeMenuItemPrice)
      .thenRejected(.itemUnknown(stew))
  }

  @Test func countsStock() throws {
    let added = try history.when(RestockItem(venue: venue, item: soup, added: 5, at: at), VenueDecider.restockItem)
      .then(ItemRestocked(venue: venue, item: soup, added: 5))
    let count = SetItemStock(venue: venue, item: soup, stock: StockSetting(policy: .counted, count: 17), at: at)
    try added.when(count, VenueDecider.setItemStock).thenNothing()
    try history.when(count, VenueDecider.setItemStock)
      .then(ItemStockSet(venue: venue, item: soup, stock: StockSetting(policy: .counted, count: 17)))
    try history.when(RestockItem(venue: venue, item: stew, added: 1, at: at), VenueDecider.restockItem)
      .thenRejected(.itemNotCounted(stew, name: "Cassoulet"))
    try history.when(RestockItem(venue: venue, item: soup, added: .max, at: at), VenueDecider.restockItem)
      .thenRejected(.stockTooLarge(.max))
  }

  @Test func setsAndClearsTheHoursOfADate() throws {
    let date = try #require(ServiceDate("2026-12-31"))
    let late = try DayPeriod(opens: #require(TimeOfDay("18:00")), closes: #require(TimeOfDay("27:00")))
    let set = SetDayHours(venue: venue, date: date, periods: [late], at: at)
    let changed = try history.when(set, VenueDecider.setDayHours)
      .then(DayHoursSet(venue: venue, date: date, periods: [late]))
    try changed.when(set, VenueDecider.setDayHours).thenNothing()
    let clear = ClearDayHours(venue: venue, date: date, at: at)
    try changed.when(clear, VenueDecider.clearDayHours).then(DayHoursCleared(venue: venue, date: date))
    try history.when(clear, VenueDecider.clearDayHours).thenNothing()
  }

  @Test func keepsTheDatesWithHoursOfTheirOwnWithinBounds() throws {
    let first = try #require(ServiceDate("2026-12-31"))
    let full = (0..<Int32(VenueLimits.days)).reduce(history) { history, day in
      history.and(DayHoursSet(venue: venue, date: first.adding(days: day), periods: []))
    }
    let more = SetDayHours(venue: venue, date: first.adding(days: -1), periods: [], at: at)
    guard case .failure(.descriptionInvalid(let problems)) = try full.when(more, VenueDecider.setDayHours).outcome
    else {
      Issue.record("one date more than may be")
      return
    }
    #expect(problems.map(\.path) == ["days"])
    let noon = try DayPeriod(opens: #require(TimeOfDay("12:00")), closes: #require(TimeOfDay("15:00")))
    let known = SetDayHours(venue: venue, date: first, periods: [noon], at: at)
    try full.when(known, VenueDecider.setDayHours).then(DayHoursSet(venue: venue, date: first, periods: [noon]))
  }
}
