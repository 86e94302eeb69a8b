import EventSourcing
import EventStore
import EventStoreTesting
import Ordering
import SegmentLog
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
    let handler = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    let context = CommandContext(AppendMetadata(occurredAt: Trattoria.evening))
    let setUp = try SetUpVenue(json: Trattoria.description)
    _ = try await handler.handle(setUp, by: VenueDecider.setUpVenue, context)
    let last = SetItemStock(
      venue: Trattoria.venue, item: Trattoria.tiramisu, stock: StockSetting(policy: .counted, count: 1),
      at: Trattoria.evening)
    _ = try await handler.handle(last, by: VenueDecider.setItemStock, context)
    var wins = 0
    await withTaskGroup(of: Bool.self) { group in
      for rival in 1...64 as ClosedRange<UInt64> {
        group.addTask { await self.order(rival, handler, context) }
      }
      for await won in group where won { wins += 1 }
    }
    #expect(wins == 1)
  }

  /// Whether this rival got the portion. Whoever did not was told that none is left.
  private func order(_ rival: UInt64, _ handler: CommandHandler, _ context: CommandContext) async -> Bool {
    let command = PlaceOrder(
      order: OrderID(RawUUID(version7: 64, 0, rival)), venue: Trattoria.venue, service: .dineIn, channel: .app,
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
