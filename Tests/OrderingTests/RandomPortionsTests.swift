import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Ordering
import SegmentLog
import Testing
import Venue
import Vocabulary

/// Random evenings of orders through the real handler, compared after every command with a shelf of portions that
/// knows nothing of the rules' code.
///
/// `DAYBOOK_SEED` repeats a run, `DAYBOOK_HISTORIES` says how many.
@Suite struct RandomPortionsTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
  private static let histories = environment["DAYBOOK_HISTORIES"].flatMap { UInt64($0) } ?? 12

  @Test func `no portion is sold twice, none is lost, and a rebuild is equal to the live state`() async throws {
    print("RandomPortionsTests: seed \(Self.seed), \(Self.histories) histories")
    for number in 0..<Self.histories {
      let evening = try await Evening(seed: Self.seed &+ number)
      for step in 0..<150 {
        try await evening.step()
        try evening.check("seed \(Self.seed &+ number), step \(step)")
      }
      try evening.finish()
    }
  }
}

/// What is left, and what each order took: the rules in plain numbers.
private struct Shelf {
  enum Stage { case asked, taken, made, out, gone }

  struct Order {
    var stage = Stage.asked
    var portions: [Int]
  }

  var left = [10, 3]
  var orders: [Order] = []

  mutating func take(_ portions: [Int]) -> Bool {
    guard zip(left, portions).allSatisfy({ $0 >= $1 }) else { return false }
    for (item, count) in portions.enumerated() { left[item] -= count }
    return true
  }

  mutating func giveBack(_ order: Int) {
    for (item, count) in orders[order].portions.enumerated() { left[item] += count }
  }
}

/// One history: the real thing and the shelf, side by side.
private final class Evening {
  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Trattoria.evening.microseconds) }
  }

  private static let items = [Trattoria.pizza, Trattoria.tiramisu]
  private let log: InMemoryEventLog
  private let handler: CommandHandler
  private let live = (ReadModel<Orders>(), ReadModel<Menu>())
  private let context = CommandContext(AppendMetadata(occurredAt: Trattoria.evening))
  private var shelf = Shelf()
  private var random: SplitMix64

  init(seed: UInt64) async throws {
    random = SplitMix64(seed: seed)
    log = InMemoryEventLog(logID: try #require(LogID(Array(repeating: 7, count: 16))), clock: StandingClock())
    handler = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    let setUp = try SetUpVenue(json: Trattoria.description)
    _ = try await handler.handle(setUp, by: VenueDecider.setUpVenue, context)
    try await count(0, 10)
  }

  private func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private func id(_ order: Int) -> OrderID { OrderID(RawUUID(version7: 1, 0, UInt64(order + 1))) }

  /// Whether a command was accepted. One that was changes nothing when it is repeated.
  private func give<C: Command, R: Rejection, each L: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each L>, isRepeatable: Bool = true
  ) async throws -> Bool {
    do throws(CommandError<R>) {
      _ = try await handler.handle(command, by: decider, context)
      if isRepeatable {
        let again = try await handler.handle(command, by: decider, context)
        #expect(again.outcome == .unchanged, "\(C.name) repeated")
      }
      return true
    } catch .rejected {
      return false
    }
  }

  private func count(_ item: Int, _ portions: Int) async throws {
    let stock = StockSetting(policy: .counted, count: UInt32(portions))
    let command = SetItemStock(
      venue: Trattoria.venue, item: Self.items[item], stock: stock, at: Trattoria.evening)
    #expect(try await give(command, VenueDecider.setItemStock))
    shelf.left[item] = portions
  }

  func step() async throws {
    switch pick(0...11) {
    case 0...3: try await place()
    case 4: try await add()
    case 5: try await restock()
    case 6: try await count(pick(0...1), pick(0...12))
    default: try await move()
    }
  }

  private func lines(_ portions: [Int]) -> [OrderedLine] {
    let regular = [OptionChoice(group: 1, option: 1)]
    // Several lines of one item count together.
    return portions.enumerated().flatMap { item, count in
      (0..<count).map { _ in OrderedLine(item: Self.items[item], options: item == 0 ? regular : []) }
    }
  }

  private func place() async throws {
    let portions = [pick(0...4), pick(0...2)]
    guard portions != [0, 0] else { return }
    let order = shelf.orders.count
    let command = PlaceOrder(
      order: id(order), venue: Trattoria.venue, service: .dineIn, channel: .app, table: Trattoria.table,
      lines: lines(portions), at: Trattoria.evening)
    let accepted = try await give(command, OrderingDecider.placeOrder)
    #expect(accepted == shelf.take(portions))
    shelf.orders.append(Shelf.Order(stage: accepted ? .asked : .gone, portions: accepted ? portions : [0, 0]))
  }

  private func add() async throws {
    guard let order = shelf.orders.indices.randomElement(using: &random) else { return }
    let portions = [pick(0...2), pick(0...1)]
    guard portions != [0, 0] else { return }
    let command = AddOrderItems(
      order: id(order), venue: Trattoria.venue, lines: lines(portions), at: Trattoria.evening)
    let isOpen = [.asked, .taken, .made].contains(shelf.orders[order].stage)
    let accepted = try await give(command, OrderingDecider.addOrderItems, isRepeatable: false)
    #expect(accepted == (isOpen && shelf.take(portions)))
    if accepted { shelf.orders[order].portions = zip(shelf.orders[order].portions, portions).map { $0 + $1 } }
  }

  private func restock() async throws {
    let (item, portions) = (pick(0...1), pick(1...5))
    let command = RestockItem(
      venue: Trattoria.venue, item: Self.items[item], added: UInt32(portions), at: Trattoria.evening)
    #expect(try await give(command, VenueDecider.restockItem, isRepeatable: false))
    shelf.left[item] += portions
  }

  /// Moves an order on, or calls it off.
  private func move() async throws {
    guard let order = shelf.orders.indices.randomElement(using: &random) else { return }
    let (id, at, stage) = (id(order), Trattoria.evening, shelf.orders[order].stage)
    switch pick(0...4) {
    case 0:
      let accepted = try await give(AcceptOrder(order: id, at: at), OrderingDecider.acceptOrder)
      #expect(accepted == [.asked, .taken].contains(stage))
      if stage == .asked { shelf.orders[order].stage = .taken }
    case 1:
      let started = try await give(StartOrder(order: id, at: at), OrderingDecider.startOrder)
      #expect(started == [.taken, .made].contains(stage))
      if stage == .taken { shelf.orders[order].stage = .made }
    case 2:
      let ready = try await give(MarkOrderReady(order: id, at: at), OrderingDecider.markOrderReady)
      #expect(ready == [.made, .out].contains(stage))
      if stage == .made { shelf.orders[order].stage = .out }
    case 3:
      guard stage == .asked else { return }
      #expect(
        try await give(RejectOrder(order: id, reason: .tooBusy, at: at), OrderingDecider.rejectOrder))
      callOff(order, givesBack: true)
    default:
      guard stage != .gone else { return }
      #expect(
        try await give(CancelOrder(order: id, reason: .venueClosed, at: at), OrderingDecider.cancelOrder))
      callOff(order, givesBack: stage == .asked || stage == .taken)
    }
  }

  private func callOff(_ order: Int, givesBack: Bool) {
    if givesBack { shelf.giveBack(order) }
    shelf.orders[order].stage = .gone
  }

  /// The menu shows what is on the shelf.
  func check(_ place: String) throws {
    try ProjectionRunner(log, [live.0, live.1]).catchUp(through: log.head)
    let left = live.1.read { menu, _ in Self.items.map { menu.left($0, at: Trattoria.venue).map { Int($0) } } }
    #expect(left == shelf.left, "\(place)")
    #expect(shelf.left.allSatisfy { $0 >= 0 }, "\(place)")
  }

  /// A rebuild from zero is equal to the live state, byte for byte.
  func finish() throws {
    #expect(try live.0.equalsRebuild(from: log))
    #expect(try live.1.equalsRebuild(from: log))
  }
}
