import EventSourcing
import EventStoreTesting
import Payments
import Testing
import Vocabulary

@Suite struct PaymentsTests {
  static let events: [any Event] = [
    Bistro.opened, Bistro.placed(), Bistro.paid(1000, tip: 100),
    Bistro.paid(1500, payment: PaymentID(RawUUID(version7: 2, 0, 2)), method: .cardPresent),
    Bistro.refunded(400, tip: 100, reason: .quality),
    Bistro.placed(OrderID(RawUUID(version7: 1, 0, 2)), 900),
    OrderCancelled(order: OrderID(RawUUID(version7: 1, 0, 2)), venue: Bistro.venue, reason: .mistake),
  ]

  static func fold<P: Projection>(_ type: P.Type, _ events: [any Event]) throws -> P {
    var projection = P()
    for (index, event) in events.enumerated() where P.Fact.types.contains(Swift.type(of: event).type) {
      let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
        try P.Fact.read(Swift.type(of: event).type, &r)
      }
      let context = EventContext(
        position: Position(rawValue: UInt64(index + 1)), occurredAt: Bistro.evening, committedAt: Bistro.evening)
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

  @Test func saysWhatIsDueAndWhatWasPaidHow() throws {
    let payments = try Self.fold(Payments.self, Self.events)
    let account = try #require(payments.account(Bistro.order))
    #expect(account.total == Bistro.gbp(3000))
    #expect(account.due == Bistro.gbp(500))
    #expect(account.payments.map(\.amount) == [Bistro.gbp(1500), Bistro.gbp(1000)])
    #expect(account.payments.last?.refunded == Bistro.gbp(400))
    #expect(payments.account(OrderID(RawUUID(version7: 1, 0, 2)))?.due == Bistro.gbp(0))
    let takings = payments.takings(at: Bistro.venue)
    #expect(takings.map(\.method) == [.cash, .cardPresent])
    #expect(takings.first?.takings.tips == Amount(minorUnits: 100))
    #expect(takings.first?.takings.refunded == Amount(minorUnits: 400))
    #expect(payments.newest(1).map(\.method) == [.cardPresent])
  }

  @Test func theNewestOfAllVenuesAtOnceAreThoseOfEach() throws {
    var events = Self.events
    let venues = [Bistro.venue] + (0..<9).map { VenueID(RawUUID(version7: 8, 0, UInt64($0 + 1))) }
    for index in 0..<60 {
      var placed = Bistro.placed(OrderID(RawUUID(version7: 8, 1, UInt64(index + 1))))
      placed.venue = venues[index * index % 7]
      var paid = Bistro.paid(100, payment: PaymentID(RawUUID(version7: 8, 2, UInt64(index + 1))))
      paid.order = placed.order
      paid.venue = placed.venue
      events += [placed, paid]
    }
    let payments = try Self.fold(Payments.self, events)
    for limit in [0, 1, 3, 1_000] {
      let newest = payments.newestByVenue(limit)
      for venue in venues { #expect(newest[venue] ?? [] == payments.newest(limit, at: venue)) }
    }
  }

  @Test func aSnapshotGivesTheStateBack() throws {
    let payments = try Self.fold(Payments.self, Self.events)
    let chunks = try Self.snapshot(payments)
    var rest = chunks[...]
    var reader = SnapshotReader { rest.popFirst() }
    var restored = Payments()
    try restored.load(&reader)
    #expect(try Self.snapshot(restored) == chunks)
    #expect(restored.account(Bistro.order) == payments.account(Bistro.order))
  }

  @Test func everyNarrowReaderAgreesWithItsEvent() {
    let problems =
      FieldInventory.problems(narrowing: OrderPrice.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: AdditionPrice.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: PaymentSummary.self, of: PaymentRecorded.self)
      + FieldInventory.problems(narrowing: GivenPoints.self, of: PointsEarned.self)
      + FieldInventory.problems(narrowing: CancelledOrder.self, of: OrderCancelled.self)
      + FieldInventory.problems(narrowing: CancelledOrder.self, of: OrderRejected.self)
    #expect(problems == [])
  }
}
