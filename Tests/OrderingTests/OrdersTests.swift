import EventSourcing
import EventStoreTesting
import Ordering
import Testing
import Venue
import Vocabulary

@Suite struct OrdersTests {
  static let customer = CustomerID(RawUUID(version7: 5, 5, 5))

  /// An evening: one recorded order, one in the kitchen, one added to, one cancelled.
  static func evening() throws -> GivenEvents {
    func place(_ tail: UInt64, _ item: ItemID, _ history: GivenEvents) throws -> GivenEvents {
      let command = PlaceOrder(
        order: id(tail), venue: Trattoria.venue, service: .dineIn, channel: .app, customer: customer,
        table: Trattoria.table, lines: [OrderedLine(item: item, quantity: 2, guest: 1)], at: Trattoria.evening)
      return try history.when(command, OrderingDecider.placeOrder).history()
    }
    var history = try Trattoria.setUp()
    let recorded = RecordOrder(
      order: id(1), venue: Trattoria.venue, service: .takeout, channel: .partner,
      lines: [RecordedLine(item: Trattoria.pizza, quantity: 5, total: Amount(minorUnits: 4000))],
      at: Trattoria.evening)
    history = try history.when(recorded, OrderingDecider.recordOrder).history()
    history = try place(2, Trattoria.pizza, history)
    history = try place(3, Trattoria.tiramisu, history)
    let more = AddOrderItems(
      order: id(2), venue: Trattoria.venue, lines: [OrderedLine(item: Trattoria.tiramisu)], at: Trattoria.evening)
    history = try history.when(more, OrderingDecider.addOrderItems).history()
    return history.and(
      OrderAccepted(order: id(2), readyBy: Trattoria.evening),
      OrderCancelled(order: id(3), venue: Trattoria.venue, reason: .mistake))
  }

  static func id(_ tail: UInt64) -> OrderID { OrderID(RawUUID(version7: 7, 0, tail)) }

  static func fold<P: Projection>(_ type: P.Type, _ events: [any Event], into start: P = P()) throws -> P {
    var projection = start
    for (index, event) in events.enumerated() where P.Fact.types.contains(Swift.type(of: event).type) {
      let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
        try P.Fact.read(Swift.type(of: event).type, &r)
      }
      let context = EventContext(
        position: Position(rawValue: UInt64(index + 1)), occurredAt: Trattoria.evening,
        committedAt: Trattoria.evening)
      if let fact { projection.apply(fact, context) }
    }
    return projection
  }

  static func snapshot<P: Projection>(_ projection: P) throws -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var writer = SnapshotWriter { chunks.append(Array($0)) }
    try projection.save(&writer)
    writer.finish()
    return chunks
  }

  static func restored<P: Projection>(_ type: P.Type, _ chunks: [[UInt8]]) throws -> P {
    var rest = chunks[...]
    var reader = SnapshotReader { () throws(FieldError) in rest.popFirst() }
    var projection = P()
    try projection.load(&reader)
    return projection
  }

  @Test func answersWhatWasSoldAndWhatIsToBeMade() throws {
    let orders = try Self.fold(Orders.self, Self.evening().events)
    let totals = orders.totals(at: Trattoria.venue)
    #expect(totals.orders == 2)
    #expect(totals.lines == 3)
    #expect(totals.quantity == 8)
    #expect(totals.gross == Amount(minorUnits: 4000 + 2000 + 555))
    #expect(orders.bestSellers(5).map(\.name) == ["Pizza", "Tiramisu"])
    #expect(orders.bestSellers(5).map(\.quantity) == [7, 1])
    let kitchen = orders.kitchen(at: Trattoria.venue)
    #expect(kitchen.map(\.order.order) == [Self.id(2)])
    #expect(kitchen.first?.order.stage == .accepted)
    #expect(kitchen.first?.lines.map(\.name) == ["Pizza", "Tiramisu"])
    #expect(kitchen.first?.lines.first?.options.map(\.name) == ["Regular"])
    #expect(orders.orders(of: Self.customer).map(\.order) == [Self.id(3), Self.id(2)])
    #expect(orders.order(Self.id(3))?.stage == .cancelled)
    #expect(orders.order(Self.id(1))?.total == Money(Amount(minorUnits: 4000), .gbp))
  }

  @Test func allVenuesAtOnceAreAnsweredAsEachByItself() throws {
    var events: [any Event] = try Self.evening().events
    let places = (0..<50).map { VenueID(RawUUID(version7: 9, 0, UInt64($0 + 1))) }
    for index in 0..<400 {
      let place = places[index * index % 37]
      let item = ItemID(RawUUID(version7: 9, 1, UInt64(index % 7) << 8 | UInt64(index * index % 37)))
      let line = OrderLine(
        item: item, quantity: UInt32(1 + index % 5), name: "Item", unitPrice: Amount(minorUnits: 100),
        total: Amount(minorUnits: 100), taxRate: .zero, tax: .zero)
      events.append(
        OrderPlaced(
          order: Self.id(UInt64(100 + index)), venue: place, service: .takeout, channel: .counter,
          provenance: .recorded, serviceDate: .epoch, utcOffsetMinutes: 0,
          total: Money(Amount(minorUnits: 100), .gbp), lines: [line]))
    }
    let orders = try Self.fold(Orders.self, events)
    for limit in [0, 1, 3, 1_000] {
      let (newest, best) = (orders.newestByVenue(limit), orders.bestSellersByVenue(limit))
      for venue in orders.venueList + places {
        #expect(newest[venue] ?? [] == orders.newest(limit, at: venue))
        #expect(best[venue] ?? [] == orders.bestSellers(limit, at: venue))
      }
    }
  }

  @Test func aSnapshotGivesBackTheState() throws {
    let events = try Self.evening().events
    let orders = try Self.snapshot(Self.fold(Orders.self, events))
    #expect(try Self.snapshot(Self.restored(Orders.self, orders)) == orders)
    let menu = try Self.snapshot(Self.fold(Menu.self, events))
    #expect(try Self.snapshot(Self.restored(Menu.self, menu)) == menu)
  }

  @Test func goingOnFromASnapshotEqualsARebuildFromZero() throws {
    let events = try Self.evening().events
    func check<P: Projection>(_ type: P.Type) throws {
      let whole = try Self.snapshot(Self.fold(type, events))
      for cut in 0...events.count {
        let early = try Self.restored(type, Self.snapshot(Self.fold(type, Array(events[..<cut]))))
        // Blank events keep the positions of the rest.
        var later = early
        for index in cut..<events.count {
          let event = events[index]
          let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
            try P.Fact.read(Swift.type(of: event).type, &r)
          }
          let context = EventContext(
            position: Position(rawValue: UInt64(index + 1)), occurredAt: Trattoria.evening,
            committedAt: Trattoria.evening)
          if let fact { later.apply(fact, context) }
        }
        #expect(try Self.snapshot(later) == whole, "\(P.name), cut at \(cut)")
      }
    }
    try check(Orders.self)
    try check(Menu.self)
  }

  @Test func theMenuKnowsWhatIsLeft() throws {
    let menu = try Self.fold(Menu.self, Self.evening().events)
    #expect(menu.left(Trattoria.tiramisu, at: Trattoria.venue) == 0)
    #expect(menu.left(Trattoria.pizza, at: Trattoria.venue) == nil)
    #expect(menu.sections(at: Trattoria.venue).map(\.name) == ["Food"])
  }
}
