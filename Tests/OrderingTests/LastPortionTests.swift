import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Ordering
import SegmentLog
import SystemPackage
import Testing
import Venue
import Vocabulary

/// Rivals for the last portion, on a real command handler.
@Suite struct LastPortionTests {
  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Trattoria.evening.microseconds) }
  }

  @Test func ofSixtyFourOrdersForTheLastPortionExactlyOneWins() async throws {
    let logID = try #require(LogID(Array(repeating: 7, count: 16)))
    let log = InMemoryEventLog(logID: logID, clock: StandingClock())
    let winners = try await race(on: log, handlers: 1, seed: 1)
    #expect(winners.count == 1)
  }

  /// On the durable log, by one handler and by two that know nothing of each other: every seed asks in another order
  /// and lets others go first at other places.
  @Test(arguments: 1...6 as ClosedRange<UInt64>, [1, 2])
  func ofSixtyFourOrdersOneWinsOnTheDurableLog(seed: UInt64, handlers: Int) async throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    let directory = FilePath(url.path)
    let fileSystem = POSIXFileSystem()
    var options = LogOptions()
    options.segmentBytes = .kibibytes(64)
    options.preparedBytes = .kibibytes(256)
    let log = try SegmentedEventLog(
      writing: directory, fileSystem: fileSystem, clock: StandingClock(), options: options)
    let winners = try await race(on: log, handlers: handlers, seed: seed)
    print("the last portion, seed \(seed), \(handlers) handler(s): won by rival \(winners)")
    #expect(winners.count == 1, "seed \(seed), \(handlers) handler(s), winners \(winners)")
    try log.close()

    let reopened = try SegmentedEventLog(reading: directory, fileSystem: fileSystem)
    var placed = try reopened.events(Query(types: [OrderPlaced.type]), after: .origin, through: nil)
    let order = try #require(try placed.next()).decode(OrderPlaced.self)
    #expect(order?.order == winners.first.map(Self.order), "what was promised is what is stored")
    #expect(try placed.next() == nil)
    try reopened.close()
  }

  /// Lets 64 rivals ask for the last portion at once; answers those who got it.
  private func race(on log: any EventLog, handlers: Int, seed: UInt64) async throws -> [UInt64] {
    let keys = IdempotencyKeys(secret: Array(repeating: 7, count: 32))
    let handlers = (0..<handlers).map { _ in CommandHandler(log, keys) }
    let handler = handlers[0]
    let context = CommandContext(AppendMetadata(occurredAt: Trattoria.evening))
    let setUp = try SetUpVenue(json: Trattoria.description)
    _ = try await handler.handle(setUp, by: VenueDecider.setUpVenue, context)
    let last = SetItemStock(
      venue: Trattoria.venue, item: Trattoria.tiramisu, stock: StockSetting(policy: .counted, count: 1),
      at: Trattoria.evening)
    _ = try await handler.handle(last, by: VenueDecider.setItemStock, context)
    var random = SeededGenerator(seed: seed)
    let rivals = (1...64 as ClosedRange<UInt64>).shuffled(using: &random)
    return await withTaskGroup(of: UInt64?.self) { group in
      for (index, rival) in rivals.enumerated() {
        let yields = Int.random(in: 0...8, using: &random)
        let handler = handlers[index % handlers.count]
        group.addTask {
          for _ in 0..<yields { await Task.yield() }
          return await self.order(rival, handler, context) ? rival : nil
        }
      }
      return await group.reduce(into: []) { winners, rival in if let rival { winners.append(rival) } }
    }
  }

  private static func order(_ rival: UInt64) -> OrderID { OrderID(RawUUID(version7: 64, 0, rival)) }

  /// Whether this rival got the portion. Whoever did not was told that none is left.
  private func order(_ rival: UInt64, _ handler: CommandHandler, _ context: CommandContext) async -> Bool {
    let command = PlaceOrder(
      order: Self.order(rival), venue: Trattoria.venue, service: .dineIn, channel: .app,
      table: Trattoria.table, lines: [OrderedLine(item: Trattoria.tiramisu)], at: Trattoria.evening)
    do throws(CommandError<OrderingRejection>) {
      _ = try await handler.handle(command, by: OrderingDecider.placeOrder, context)
      return true
    } catch {
      guard case .rejected(let rejection) = error,
        rejection == .itemSoldOut(name: "Tiramisu", left: 0, ordered: 1)
      else {
        Issue.record("\(error)")
        return false
      }
      return false
    }
  }
}
