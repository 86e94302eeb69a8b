import EventSourcing
import EventStoreTesting
import Ordering
import Testing
import Venue
import Vocabulary

/// What an order at an unusual venue comes to, and why it is refused there.
@Suite struct PlaceOrderLimitTests {
  private func order(_ lines: [OrderedLine], at venue: VenueID = Trattoria.venue) -> PlaceOrder {
    PlaceOrder(
      order: Trattoria.order, venue: venue, service: .dineIn, channel: .counter, table: .named("1", in: venue),
      lines: lines, at: Trattoria.evening)
  }

  private func setUp(_ description: String) throws -> GivenEvents {
    var stamps = FixedStamps(now: Trattoria.evening)
    return try given().when(SetUpVenue(json: description), VenueDecider.setUpVenue, stamps: &stamps).history()
  }

  @Test func refusesAVenueWhoseTimeZoneThisMachineDoesNotKnow() throws {
    let opened = VenueOpened(venue: Trattoria.venue, name: "Crater", zone: "Mars/Olympus", currency: .gbp)
    try given(opened).when(order([OrderedLine(item: Trattoria.pizza)]), OrderingDecider.placeOrder)
      .thenRejected(.timeZoneUnknown("Mars/Olympus"))
  }

  @Test func refusesMoreCountedItemsThanAnEventHasTagsFor() throws {
    let names = (1...OrderLimits.countedItems + 1).map { "Dish \($0)" }
    let items = names.map {
      "{\"name\": \"\($0)\", \"price_minor\": 100, \"stock\": {\"policy\": \"counted\", \"count\": 9}}"
    }
    let menu = "\"sections\": [{\"number\": 1, \"name\": \"Food\", \"items\": [\(items.joined(separator: ","))]}]}"
    let description = try #require(Trattoria.description.components(before: "\"sections\""))
    let venue = try setUp(description + menu)
    let lines = names.map { OrderedLine(item: Trattoria.item($0)) }
    try venue.when(order(lines), OrderingDecider.placeOrder)
      .thenRejected(.tooManyCountedItems(OrderLimits.countedItems + 1))
    let most = try venue.when(order(Array(lines.dropLast())), OrderingDecider.placeOrder).events()
    #expect((most.first as? OrderPlaced)?.stockTaken.count == OrderLimits.countedItems)
  }

  @Test func refusesAnOptionTakenTwiceWhereTheChoiceTakesEachOnce() throws {
    let venue = try setUp(Trattoria.description.replacing("\"repeats\": true", with: "\"repeats\": false"))
    let twice = OrderedLine(item: Trattoria.pizza, options: [OptionChoice(group: 2, option: 1, count: 2)])
    try venue.when(order([twice]), OrderingDecider.placeOrder)
      .thenRejected(.optionRepeated(line: 1, name: "Pizza", option: "Olives"))
  }

  @Test func refusesToAddItemsThroughAnotherVenue() throws {
    let placed = try Trattoria.setUp().when(
      order([OrderedLine(item: Trattoria.pizza)]), OrderingDecider.placeOrder
    ).history()
    let other = VenueID.named("bistro")
    let add = AddOrderItems(
      order: Trattoria.order, venue: other, lines: [OrderedLine(item: Trattoria.pizza)], at: Trattoria.evening)
    try placed.when(add, OrderingDecider.addOrderItems).thenRejected(.orderAtAnotherVenue(Trattoria.order, other))
  }

  /// 3 x 9.99 = 29.97, and 8.87 % of it, 2.6583..., is added; the second line's 5.55 bears 0.4922..., which is
  /// rounded by itself.
  @Test func addsTheTaxWherePricesDoNotIncludeIt() throws {
    let venue = try setUp(
      Trattoria.description.replacing("\"prices_include_tax\": true", with: "\"prices_include_tax\": false")
        .replacing("\"rate_bp\": 2000", with: "\"rate_bp\": 887").replacing(
          "\"price_minor\": 1000", with: "\"price_minor\": 999"))
    let command = order([OrderedLine(item: Trattoria.pizza, quantity: 3), OrderedLine(item: Trattoria.tiramisu)])
    let events = try venue.when(command, OrderingDecider.placeOrder).events()
    let placed = try #require(events.first as? OrderPlaced)
    #expect(placed.lines.map(\.unitPrice) == [Amount(minorUnits: 999), Amount(minorUnits: 555)])
    #expect(placed.lines.map(\.tax) == [Amount(minorUnits: 266), Amount(minorUnits: 49)])
    #expect(placed.lines.map(\.total) == [Amount(minorUnits: 3263), Amount(minorUnits: 604)])
    #expect(placed.total == Money(Amount(minorUnits: 3867), .gbp))
    #expect(
      placed.taxes == [
        TaxTotal(
          rate: BasisPoints(rawValue: 887), taxed: Amount(minorUnits: 3867), tax: Amount(minorUnits: 315))
      ])
  }

  /// Else it could not be called off: one event gives everything back.
  @Test func refusesToAddMoreCountedItemsThanOneEventGivesBack() throws {
    let names = (1...OrderLimits.countedItems + 1).map { "Dish \($0)" }
    let items = names.map {
      "{\"name\": \"\($0)\", \"price_minor\": 100, \"stock\": {\"policy\": \"counted\", \"count\": 9}}"
    }
    let menu = "\"sections\": [{\"number\": 1, \"name\": \"Food\", \"items\": [\(items.joined(separator: ","))]}]}"
    let venue = try setUp(try #require(Trattoria.description.components(before: "\"sections\"")) + menu)
    let lines = names.map { OrderedLine(item: Trattoria.item($0)) }
    var history = try venue.when(order(Array(lines.prefix(40))), OrderingDecider.placeOrder).history()
    func add(_ lines: ArraySlice<OrderedLine>) -> AddOrderItems {
      AddOrderItems(order: Trattoria.order, venue: Trattoria.venue, lines: Array(lines), at: Trattoria.evening)
    }
    try history.when(add(lines[40...]), OrderingDecider.addOrderItems)
      .thenRejected(.tooManyCountedItems(OrderLimits.countedItems + 1))
    history = try history.when(add(lines[40..<48]), OrderingDecider.addOrderItems).history()
    history = try history.when(add(lines[..<40]), OrderingDecider.addOrderItems).history()
    let cancel = CancelOrder(order: Trattoria.order, reason: .customerRequest, at: Trattoria.evening)
    let cancelled = try history.when(cancel, OrderingDecider.cancelOrder).events().first as? OrderCancelled
    #expect(cancelled?.stockReturned.count == OrderLimits.countedItems)
  }

  @Test func refusesToAddWhatNoTotalHolds() throws {
    var placed = try #require(
      try Trattoria.setUp().when(order([OrderedLine(item: Trattoria.pizza)]), OrderingDecider.placeOrder).events()
        .first as? OrderPlaced)
    placed.total.amount = Amount(minorUnits: .max - 999)
    let add = AddOrderItems(
      order: Trattoria.order, venue: Trattoria.venue, lines: [OrderedLine(item: Trattoria.pizza)],
      at: Trattoria.evening)
    try Trattoria.setUp().and(placed).when(add, OrderingDecider.addOrderItems).thenRejected(.amountTooLarge)
  }
}

extension String {
  /// What stands before a text that occurs in it.
  fileprivate func components(before text: String) -> String? {
    firstRange(of: text).map { String(self[..<$0.lowerBound]) }
  }
}
