import EventSourcing
import EventStore
import EventStoreTesting
import Loyalty
import SegmentLog
import Testing
import Vocabulary

/// Rivals for the last points, on a real command handler.
@Suite struct RivalPointsTests {
  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Osteria.evening.microseconds) }
  }

  private let context = CommandContext(AppendMetadata(occurredAt: Osteria.evening))

  /// A handler on a log where the member has a hundred points, and the log.
  private func handler() async throws -> (CommandHandler, InMemoryEventLog) {
    let log = InMemoryEventLog(
      logID: try #require(LogID(Array(repeating: 7, count: 16))), clock: StandingClock())
    let history = try Osteria.history().earning(1, 10_000).and(Osteria.placed(2, [(Osteria.wine, 10_000)]))
    try await log.append(history.events, AppendMetadata(occurredAt: Osteria.evening))
    return (CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32))), log)
  }

  @Test(arguments: [64, 1_000]) func theLastPointsAreSpentOnce(rivals: UInt64) async throws {
    let (handler, log) = try await handler()
    let wins = try await withThrowingTaskGroup(of: Int64.self) { group in
      for rival in 1...rivals {
        group.addTask { try await rival.isMultiple(of: 2) ? self.reward(rival, handler) : self.pay(rival, handler) }
      }
      return try await group.reduce(0, +)
    }
    // Rewards take 50 points, payments 30: no combination takes more than there are, or leaves enough for either.
    #expect(wins <= 100 && wins > 70)
    var spent: Int64 = 0
    var cursor = try log.events(Query(types: [PointsRedeemed.type]), after: .origin, through: nil)
    while let event = try cursor.next() { spent += try event.decode(PointsRedeemed.self)?.points.count ?? 0 }
    #expect(spent == wins)
  }

  /// How many points the rival got; who got none was told that too few are left.
  private func reward(_ rival: UInt64, _ handler: CommandHandler) async throws -> Int64 {
    let command = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(rival), reward: 1,
      at: Osteria.evening)
    do throws(CommandError<LoyaltyRejection>) {
      _ = try await handler.handle(command, by: LoyaltyDecider.redeemReward, context)
      return 50
    } catch .rejected(.insufficientPoints) {
      return 0
    }
  }

  private func pay(_ rival: UInt64, _ handler: CommandHandler) async throws -> Int64 {
    let command = RedeemPointsAsTender(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(rival),
      payment: Osteria.payment(rival + 10), order: Osteria.order(2), amount: Osteria.gbp(30), at: Osteria.evening)
    do throws(CommandError<LoyaltyRejection>) {
      _ = try await handler.handle(command, by: LoyaltyDecider.redeemPointsAsTender, context)
      return 30
    } catch .rejected(.insufficientPoints) {
      return 0
    }
  }
}
