import EventSourcing
import EventStore
import EventStoreTesting
import Payments
import SegmentLog
import Synchronization
import Testing
import Vocabulary

/// Rivals who pay and refund at once, on a real command handler.
@Suite struct RivalRefundTests {
  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Bistro.evening.microseconds) }
  }

  private func handler(_ events: [any Event]) async throws -> CommandHandler {
    let logID = try #require(LogID(Array(repeating: 7, count: 16)))
    let log = InMemoryEventLog(logID: logID, clock: StandingClock())
    _ = try await log.append(events, AppendMetadata(occurredAt: Bistro.evening))
    return CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
  }

  private let context = CommandContext(AppendMetadata(occurredAt: Bistro.evening))

  @Test func sixtyFourRefundsOfAThirdGiveBackThreeThirds() async throws {
    let handler = try await handler([Bistro.opened, Bistro.placed(), Bistro.paid(3000)])
    let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
      for rival in 1...64 as ClosedRange<UInt64> {
        group.addTask {
          let command = RefundPayment(
            refund: RefundID(RawUUID(version7: 64, 0, rival)), payment: Bistro.payment, venue: Bistro.venue,
            amount: Bistro.gbp(1000), reason: .quality, at: Bistro.evening)
          do throws(CommandError<PaymentsRejection>) {
            _ = try await handler.handle(command, by: PaymentsDecider.refundPayment, self.context)
            return true
          } catch .rejected(.refundExceedsPayment(Bistro.payment, left: Bistro.gbp(0))) {
            return false
          }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(wins == 3)
  }

  @Test func sixtyFourPaymentsOfATenthPayTheOrderOnce() async throws {
    let handler = try await handler([Bistro.opened, Bistro.placed()])
    let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
      for rival in 1...64 as ClosedRange<UInt64> {
        group.addTask {
          let command = RecordPayment(
            payment: PaymentID(RawUUID(version7: 64, 0, rival)), order: Bistro.order, venue: Bistro.venue,
            method: .cardPresent, amount: Bistro.gbp(300), at: Bistro.evening)
          do throws(CommandError<PaymentsRejection>) {
            _ = try await handler.handle(command, by: PaymentsDecider.recordPayment, self.context)
            return true
          } catch .rejected(.overpaid(Bistro.order, due: Bistro.gbp(0))) {
            return false
          }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(wins == 10)
  }
}
