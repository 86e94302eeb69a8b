import EventSourcing
import EventStoreTesting
import Ordering
import Testing
import Venue
import Vocabulary

@Suite struct RecordOrderTests {
  let venue: GivenEvents

  init() throws { venue = try Trattoria.setUp() }

  func record(_ lines: RecordedLine...) -> RecordOrder {
    RecordOrder(
      order: Trattoria.order, venue: Trattoria.venue, service: .takeout, channel: .partner, lines: lines,
      at: Trattoria.time("2016-07-01T03:00:00Z"))
  }

  @Test func keepsWhatWasChargedAndClosesTheOrder() throws {
    let events = try venue.when(
      record(
        RecordedLine(
          item: Trattoria.pizza, quantity: 2, options: [OptionChoice(group: 2, option: 1)],
          total: Amount(minorUnits: 1799)),
        RecordedLine(item: Trattoria.tiramisu, quantity: 3, unitPrice: Amount(minorUnits: 500))),
      OrderingDecider.recordOrder
    ).events()
    let placed = try #require(events.first as? OrderPlaced)
    #expect(events.count == 2)
    #expect(events.last is OrderCollected)
    #expect(placed.provenance == .recorded)
    #expect(placed.total == Money(Amount(minorUnits: 3299), .gbp))
    #expect(placed.lines.map(\.options.count) == [1, 0])
    #expect(placed.stockTaken.isEmpty)
    #expect(placed.utcOffsetMinutes == 60)
  }

  @Test func aRepetitionIsHarmlessAndAnotherOrderWithItsIDIsRefused() throws {
    let line = RecordedLine(item: Trattoria.pizza, quantity: 1, total: Amount(minorUnits: 100))
    let history = try venue.when(record(line), OrderingDecider.recordOrder).history()
    try history.when(record(line), OrderingDecider.recordOrder).thenNothing()
    try history.when(record(line, line), OrderingDecider.recordOrder)
      .thenRejected(.orderAlreadyPlaced(Trattoria.order))
  }

  @Test func refusesAmountsThatAreMissingNegativeOrTooLarge() throws {
    func rejected(_ line: RecordedLine, _ reason: OrderingRejection) throws {
      try venue.when(record(line), OrderingDecider.recordOrder).thenRejected(reason)
    }
    let pizza = Trattoria.pizza
    try rejected(RecordedLine(item: pizza, quantity: 1), .amountMissing(line: 1))
    try rejected(
      RecordedLine(item: pizza, quantity: 1, unitPrice: .zero, total: .zero), .amountMissing(line: 1))
    try rejected(
      RecordedLine(item: pizza, quantity: 1, total: Amount(minorUnits: -1)), .amountNegative(line: 1))
    try rejected(
      RecordedLine(item: pizza, quantity: 2, unitPrice: Amount(minorUnits: .max)), .amountTooLarge)
    try rejected(
      RecordedLine(item: Trattoria.item("Sushi"), quantity: 1, total: .zero),
      .itemUnknown(line: 1, Trattoria.item("Sushi")))
  }

  @Test func anImportAndTheStaffMayGiveItButNoCustomer() {
    #expect(RecordOrder.givers.contains(.importer))
    #expect(!RecordOrder.givers.contains(.customer))
  }
}
