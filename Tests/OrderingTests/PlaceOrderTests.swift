import EventSourcing
import EventStoreTesting
import Ordering
import Testing
import Venue
import Vocabulary

@Suite struct PlaceOrderTests {
  let venue: GivenEvents

  init() throws { venue = try Trattoria.setUp() }

  func dineIn(_ lines: [OrderedLine], party: UInt32? = nil, at time: Timestamp = Trattoria.evening) -> PlaceOrder {
    PlaceOrder(
      order: Trattoria.order, venue: Trattoria.venue, service: .dineIn, channel: .counter, table: Trattoria.table,
      party: party, lines: lines, at: time)
  }

  func takeout(
    _ starts: TimeOfDay?, order: OrderID = Trattoria.order, days: Int32 = 0, at time: Timestamp = Trattoria.evening
  ) -> PlaceOrder {
    let date = ServiceDate("2026-11-23")?.adding(days: days)
    return PlaceOrder(
      order: order, venue: Trattoria.venue, service: .takeout, channel: .web,
      pickup: starts.flatMap { starts in date.map { PickupSlot(date: $0, starts: starts) } },
      lines: [OrderedLine(item: Trattoria.pizza)], at: time)
  }

  func placed(_ command: PlaceOrder, after history: GivenEvents? = nil) throws -> OrderPlaced {
    let events = try (history ?? venue).when(command, OrderingDecider.placeOrder).events()
    return try #require(events.first as? OrderPlaced)
  }

  func rejected(_ command: PlaceOrder, _ reason: OrderingRejection, after history: GivenEvents? = nil) throws {
    try (history ?? venue).when(command, OrderingDecider.placeOrder).thenRejected(reason)
  }

  @Test func keepsWhatTheMenuSaidAndTakesTheTaxOut() throws {
    let order = try placed(
      dineIn([
        OrderedLine(
          item: Trattoria.pizza, quantity: 2,
          options: [OptionChoice(group: 1, option: 2), OptionChoice(group: 2, option: 1, count: 2)])
      ]))
    let line = try #require(order.lines.first)
    #expect(line.name == "Pizza")
    #expect(line.unitPrice == Amount(minorUnits: 1500))
    #expect(line.total == Amount(minorUnits: 3000))
    #expect(line.tax == Amount(minorUnits: 500))
    #expect(line.allergens == [.gluten, .milk])
    #expect(line.options.map(\.name) == ["Large", "Olives"])
    #expect(order.total == Money(Amount(minorUnits: 3000), .gbp))
    #expect(order.taxes == [TaxTotal(rate: BasisPoints(rawValue: 2000), taxed: line.total, tax: line.tax)])
    #expect(order.serviceDate.description == "2026-11-23")
    #expect(order.utcOffsetMinutes == 0)
  }

  @Test func takesTheStandardOptionOfAChoiceThatWasNotNamed() throws {
    let order = try placed(dineIn([OrderedLine(item: Trattoria.pizza)]))
    #expect(order.lines.first?.options.map(\.name) == ["Regular"])
  }

  @Test func chargesForServiceFromTheSmallestPartyOn() throws {
    let lines = [OrderedLine(item: Trattoria.pizza, quantity: 6)]
    #expect(try placed(dineIn(lines, party: 5)).serviceCharge == nil)
    let order = try placed(dineIn(lines, party: 6))
    #expect(order.serviceCharge == ServiceCharge(total: Amount(minorUnits: 750)))
    #expect(order.total.amount == Amount(minorUnits: 6750))
  }

  @Test func aRepeatedCommandIsHarmlessAndAnotherOneWithItsIDIsRefused() throws {
    let command = dineIn([OrderedLine(item: Trattoria.tiramisu)])
    let history = try venue.when(command, OrderingDecider.placeOrder).history()
    try history.when(command, OrderingDecider.placeOrder).thenNothing()
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza)]), .orderAlreadyPlaced(Trattoria.order), after: history)
  }

  @Test func belongsToTheDayBeforeWhenTheNightIsStillItsOwn() throws {
    let order = try placed(
      dineIn([OrderedLine(item: Trattoria.pizza)], at: Trattoria.time("2026-11-24T01:30:00Z")))
    #expect(order.serviceDate.description == "2026-11-23")
  }

  @Test func refusesWhatTheVenueDoesNotOffer() throws {
    let line = OrderedLine(item: Trattoria.pizza)
    let closed = Trattoria.time("2026-11-23T16:00:00Z")
    let local = try #require(LocalTime("2026-11-23T16:00"))
    try rejected(dineIn([line], at: closed), .venueClosed(local))
    try given().when(dineIn([line]), OrderingDecider.placeOrder).thenRejected(.venueUnknown(Trattoria.venue))
    var order = dineIn([line])
    order.table = nil
    try rejected(order, .tableMissing)
    order.table = .named("99", in: Trattoria.venue)
    try rejected(order, .tableUnknown(.named("99", in: Trattoria.venue)))
    order = dineIn([line])
    order.service = .takeout
    try rejected(order, .tableOnTakeout)
    try rejected(dineIn([line], party: 0), .partyOutOfRange(0))
    let noTakeout = venue.and(
      OrderingRulesSet(
        venue: Trattoria.venue,
        rules: OrderingRules(
          dineIn: true, takeout: false, slotMinutes: 0, ordersPerSlot: 0, leadMinutes: 0, horizonDays: 0)))
    try rejected(takeout(nil), .serviceNotOffered(.takeout), after: noTakeout)
  }

  @Test func refusesLinesThatCannotBeMade() throws {
    let unknown = Trattoria.item("Sushi")
    try rejected(dineIn([]), .orderEmpty)
    try rejected(dineIn([OrderedLine(item: unknown)]), .itemUnknown(line: 1, unknown))
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza, quantity: 0)]), .quantityOutOfRange(line: 1, 0))
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza, quantity: 1001)]), .quantityOutOfRange(line: 1, 1001))
    try rejected(
      dineIn(Array(repeating: OrderedLine(item: Trattoria.pizza), count: 5000)), .tooManyLines(5000))
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza, guest: 5)], party: 4), .guestOutOfRange(line: 1, 5))
    let nine = try #require(TimeOfDay("19:00"))
    try rejected(
      dineIn([OrderedLine(item: Trattoria.porridge)]), .itemNotServed(line: 1, name: "Porridge", at: nine))
  }

  @Test func leavesAStandardOptionOutIfToldTo() throws {
    var stamps = FixedStamps(now: Trattoria.evening)
    let file = Trattoria.description.replacing(
      "\"name\": \"Olives\"", with: "\"name\": \"Olives\", \"standard\": true"
    ).replacing("\"name\": \"Ham\"", with: "\"name\": \"Ham\", \"standard\": true")
    let venue = try given().when(SetUpVenue(json: file), VenueDecider.setUpVenue, stamps: &stamps).history()
    func options(_ options: OptionChoice...) throws -> [String]? {
      let command = dineIn([OrderedLine(item: Trattoria.pizza, options: options)])
      let order = try placed(command, after: venue)
      try venue.and(order).when(command, OrderingDecider.placeOrder).thenNothing()
      return order.lines.first?.options.map(\.name)
    }
    #expect(try options() == ["Regular", "Olives", "Ham"])
    #expect(try options(OptionChoice(group: 2, option: 1, count: 0)) == ["Regular", "Ham"])
    let both = [OptionChoice(group: 2, option: 1, count: 0), OptionChoice(group: 2, option: 2, count: 0)]
    #expect(try options(both[0], both[1]) == ["Regular"])
    #expect(try options(both[0], OptionChoice(group: 2, option: 2)) == ["Regular", "Ham"])
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza, options: [OptionChoice(group: 1, option: 1, count: 0)])]),
      .tooFewOptions(line: 1, name: "Pizza", group: "Size", chosen: 0, min: 1), after: venue)
  }

  @Test func anOrderWithFewerOptionsIsNoRepetition() throws {
    func order(_ options: OptionChoice...) -> PlaceOrder {
      dineIn([OrderedLine(item: Trattoria.pizza, options: options)])
    }
    let olives = OptionChoice(group: 2, option: 1)
    let history = try venue.and(placed(order(olives, OptionChoice(group: 2, option: 2))))
    try rejected(order(olives), .orderAlreadyPlaced(Trattoria.order), after: history)
    let large = try venue.and(placed(order(OptionChoice(group: 1, option: 2))))
    try rejected(order(OptionChoice(group: 1, option: 1)), .orderAlreadyPlaced(Trattoria.order), after: large)
  }

  @Test func refusesChoicesThatTheMenuDoesNotHave() throws {
    func order(_ options: OptionChoice...) -> PlaceOrder {
      dineIn([OrderedLine(item: Trattoria.pizza, options: options)])
    }
    try rejected(
      order(OptionChoice(group: 3, option: 1)), .optionUnknown(line: 1, name: "Pizza", group: 3, option: 1))
    try rejected(
      order(OptionChoice(group: 1, option: 1), OptionChoice(group: 1, option: 2)),
      .tooManyOptions(line: 1, name: "Pizza", group: "Size", chosen: 2, max: 1))
    try rejected(
      order(OptionChoice(group: 2, option: 1, count: 4)),
      .tooManyOptions(line: 1, name: "Pizza", group: "Toppings", chosen: 4, max: 3))
    try rejected(order(OptionChoice(group: 2, option: 1, count: 0)), .optionsOutOfRange(line: 1))
  }

  @Test func refusesAnOrderThatLeavesAnOpenChoiceOpen() throws {
    var stamps = FixedStamps(now: Trattoria.evening)
    let file = Trattoria.description.replacing("\"min\": 0, \"max\": 3", with: "\"min\": 1, \"max\": 3")
    let venue = try given().when(SetUpVenue(json: file), VenueDecider.setUpVenue, stamps: &stamps).history()
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza)]),
      .tooFewOptions(line: 1, name: "Pizza", group: "Toppings", chosen: 0, min: 1), after: venue)
  }

  @Test func refusesAnAmountThatDoesNotFit() throws {
    let dear = venue.and(
      MenuItemPriceChanged(venue: Trattoria.venue, item: Trattoria.pizza, price: Amount(minorUnits: .max)))
    try rejected(dineIn([OrderedLine(item: Trattoria.pizza, quantity: 2)]), .amountTooLarge, after: dear)
  }

  @Test func sellsTheLastPortionOnceAndGivesItBackWhenCancelled() throws {
    let three = dineIn([OrderedLine(item: Trattoria.tiramisu, quantity: 2), OrderedLine(item: Trattoria.tiramisu)])
    try rejected(
      dineIn([OrderedLine(item: Trattoria.tiramisu, quantity: 4)]),
      .itemSoldOut(name: "Tiramisu", left: 3, ordered: 4))
    var history = try venue.when(three, OrderingDecider.placeOrder).history()
    let other = OrderID(RawUUID(version7: 1, 2, 4))
    var next = dineIn([OrderedLine(item: Trattoria.tiramisu)])
    next.order = other
    try rejected(next, .itemSoldOut(name: "Tiramisu", left: 0, ordered: 1), after: history)
    let cancel = CancelOrder(order: Trattoria.order, reason: .customerRequest, at: Trattoria.evening)
    history = try history.when(cancel, OrderingDecider.cancelOrder).history()
    #expect(try placed(next, after: history).stockTaken == [StockMovement(item: Trattoria.tiramisu, quantity: 1)])
    let out = venue.and(
      ItemStockSet(venue: Trattoria.venue, item: Trattoria.tiramisu, stock: StockSetting(policy: .out)))
    try rejected(next, .itemOut(line: 1, name: "Tiramisu"), after: out)
  }

  @Test func aSlotTakesNoMoreThanItsOrders() throws {
    let slot = try #require(TimeOfDay("20:00"))
    var history = venue
    for tail in 1...2 as ClosedRange<UInt64> {
      let order = OrderID(RawUUID(version7: 9, 0, tail))
      history = try history.when(takeout(slot, order: order), OrderingDecider.placeOrder).history()
    }
    let pickup = try PickupSlot(date: #require(ServiceDate("2026-11-23")), starts: slot)
    try rejected(takeout(slot), .pickupSlotFull(pickup), after: history)
    let cancel = CancelOrder(order: OrderID(RawUUID(version7: 9, 0, 1)), reason: .mistake, at: Trattoria.evening)
    history = try history.when(cancel, OrderingDecider.cancelOrder).history()
    #expect(try placed(takeout(slot), after: history).pickup == pickup)
  }

  @Test func refusesSlotsThatDoNotExistOrComeTooSoonOrTooLate() throws {
    let date = try #require(ServiceDate("2026-11-23"))
    try rejected(takeout(nil), .pickupSlotMissing)
    let odd = try #require(TimeOfDay("20:07"))
    try rejected(takeout(odd), .pickupSlotNotOffered(PickupSlot(date: date, starts: odd)))
    let soon = try #require(TimeOfDay("19:15"))
    try rejected(takeout(soon), .pickupTooSoon(PickupSlot(date: date, starts: soon), leadMinutes: 20))
    try rejected(
      takeout(soon, days: 8), .pickupTooFarAhead(PickupSlot(date: date.adding(days: 8), starts: soon), horizonDays: 7))
  }

  @Test func aZoneThatTheMachineDoesNotKnowIsNamed() throws {
    let moved = venue.and(
      VenueOpened(venue: Trattoria.venue, name: "Trattoria", zone: "Mars/Olympus", currency: .eur))
    try rejected(
      dineIn([OrderedLine(item: Trattoria.pizza)]), .timeZoneUnknown("Mars/Olympus"), after: moved)
  }

  /// The clocks of London go from 01:00 to 02:00 in the night that ends this Saturday.
  @Test func offersNoSlotThatTheClockSkips() throws {
    let saturday = try #require(ServiceDate("2026-03-28"))
    func command(_ starts: String) throws -> PlaceOrder {
      var command = takeout(nil, at: Trattoria.time("2026-03-28T19:00:00Z"))
      command.pickup = PickupSlot(date: saturday, starts: try #require(TimeOfDay(starts)))
      return command
    }
    let skipped = PickupSlot(date: saturday, starts: try #require(TimeOfDay("25:30")))
    try rejected(try command("25:30"), .pickupSlotNotOffered(skipped))
    #expect(try placed(try command("24:45")).pickup?.starts == TimeOfDay("24:45"))
  }
}
