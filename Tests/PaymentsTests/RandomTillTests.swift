import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Payments
import SegmentLog
import Testing
import Vocabulary

/// Random days at the till through the real handler, compared after every command with a till that knows nothing of
/// the rules' code.
///
/// `DAYBOOK_SEED` repeats a run, `DAYBOOK_HISTORIES` says how many.
@Suite struct RandomTillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
  private static let histories = environment["DAYBOOK_HISTORIES"].flatMap { UInt64($0) } ?? 12

  @Test func `no more is given back than was paid, no more is paid than is due, and a rebuild is equal`() async throws {
    print("RandomTillTests: seed \(Self.seed), \(Self.histories) histories")
    for number in 0..<Self.histories {
      let day = try await Day(seed: Self.seed &+ number)
      for step in 0..<200 {
        try await day.step()
        try day.check("seed \(Self.seed &+ number), step \(step)")
      }
      try day.finish("seed \(Self.seed &+ number)")
    }
  }
}

/// What is on each bill, in plain numbers: pennies.
private struct Till {
  struct Bill {
    var total: Int
    /// What was given back so that it is due again.
    var reopened = 0
    var isCancelled = false
    var payments: [Int] = []
  }

  struct Paid {
    let bill: Int
    let card: Bool
    let amount: Int
    let tip: Int
    var back = 0
    var tipBack = 0
  }

  var bills: [Bill] = []
  var payments: [Paid] = []

  func due(_ bill: Int) -> Int {
    guard !bills[bill].isCancelled else { return 0 }
    let paid = bills[bill].payments.map { payments[$0].amount }.reduce(0, +)
    return max(0, bills[bill].total - paid + bills[bill].reopened)
  }
}

/// One history: the real thing and the till, side by side.
private final class Day {
  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Bistro.evening.microseconds) }
  }

  private let log: InMemoryEventLog
  private let handler: CommandHandler
  private let live = (ReadModel<Payments>(), ReadModel<Ledger>())
  private let context = CommandContext(AppendMetadata(occurredAt: Bistro.evening))
  private var till = Till()
  private var refunds: UInt64 = 0
  private var random: SplitMix64

  init(seed: UInt64) async throws {
    random = SplitMix64(seed: seed)
    log = InMemoryEventLog(logID: try #require(LogID(Array(repeating: 7, count: 16))), clock: StandingClock())
    handler = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    try await happens(Bistro.opened)
    try await order()
  }

  private func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private func order(_ bill: Int) -> OrderID { OrderID(RawUUID(version7: 1, 0, UInt64(bill + 1))) }
  private func payment(_ number: Int) -> PaymentID { PaymentID(RawUUID(version7: 2, 0, UInt64(number + 1))) }

  private func happens(_ event: any Event) async throws {
    try await log.append([event], AppendMetadata(occurredAt: Bistro.evening))
  }

  /// Whether a command was accepted. One that was changes nothing when it is repeated.
  private func give<C: Command, R: Rejection, each L: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each L>
  ) async throws -> Bool {
    do throws(CommandError<R>) {
      _ = try await handler.handle(command, by: decider, context)
      let again = try await handler.handle(command, by: decider, context)
      #expect(again.outcome == .unchanged, "\(C.name) repeated")
      return true
    } catch .rejected {
      return false
    }
  }

  func step() async throws {
    switch pick(0...9) {
    case 0: try await order()
    case 1: try await addItems()
    case 2: if pick(0...3) == 0 { try await cancel() }
    case 3...5: try await pay()
    default: try await refund()
    }
  }

  private func order() async throws {
    let total = pick(1...5_000)
    try await happens(Bistro.placed(order(till.bills.count), Int64(total)))
    till.bills.append(Till.Bill(total: total))
  }

  private func addItems() async throws {
    let bill = pick(0...till.bills.count - 1)
    let more = pick(1...900)
    try await happens(
      ItemsAddedToOrder(order: order(bill), venue: Bistro.venue, total: Bistro.gbp(Int64(more)), lines: []))
    till.bills[bill].total += more
  }

  private func cancel() async throws {
    let bill = pick(0...till.bills.count - 1)
    try await happens(OrderCancelled(order: order(bill), venue: Bistro.venue, reason: .mistake))
    till.bills[bill].isCancelled = true
  }

  private func pay() async throws {
    let bill = pick(0...till.bills.count - 1)
    let due = till.due(bill)
    let amount = pick(0...3) == 0 ? due : pick(-1...due + 2)
    let tip = pick(0...2) == 0 ? pick(-1...300) : 0
    let card = pick(0...1) == 1
    let command = RecordPayment(
      payment: payment(till.payments.count), order: order(bill), venue: Bistro.venue,
      method: card ? .cardPresent : .cash, amount: Bistro.gbp(Int64(amount)), tip: Amount(minorUnits: Int64(tip)),
      at: Bistro.evening)
    let accepted = try await give(command, PaymentsDecider.recordPayment)
    let isRight = amount >= 0 && tip >= 0 && amount + tip > 0 && amount <= due && !till.bills[bill].isCancelled
    #expect(accepted == isRight, "\(amount) and \(tip) of \(due)")
    guard accepted else { return }
    till.bills[bill].payments.append(till.payments.count)
    till.payments.append(Till.Paid(bill: bill, card: card, amount: amount, tip: tip))
  }

  private func refund() async throws {
    guard let number = till.payments.indices.randomElement(using: &random) else { return }
    let paid = till.payments[number]
    let (left, tipLeft) = (paid.amount - paid.back, paid.tip - paid.tipBack)
    let isWhole = pick(0...3) == 0
    let amount = isWhole ? left : pick(-1...left + 2)
    let tip = isWhole ? tipLeft : pick(0...1) == 0 ? 0 : pick(0...tipLeft + 1)
    let reason = [RefundReason.quality, .mistake, .orderCancelled, .goodwill, .customerRequest][pick(0...4)]
    refunds += 1
    let command = RefundPayment(
      refund: RefundID(RawUUID(version7: 3, 0, refunds)), payment: payment(number), venue: Bistro.venue,
      amount: isWhole ? nil : Bistro.gbp(Int64(amount)), tip: isWhole ? nil : Amount(minorUnits: Int64(tip)),
      reason: reason, at: Bistro.evening)
    let accepted = try await give(command, PaymentsDecider.refundPayment)
    let isRight = amount >= 0 && tip >= 0 && amount + tip > 0 && amount <= left && tip <= tipLeft
    #expect(accepted == isRight, "\(amount) of \(left), tip \(tip) of \(tipLeft)")
    guard accepted else { return }
    till.payments[number].back += amount
    till.payments[number].tipBack += tip
    if reason == .mistake || reason == .orderCancelled { till.bills[paid.bill].reopened += amount }
  }

  /// Bills, takings and the books say what the till says.
  func check(_ place: String) throws {
    try ProjectionRunner(log, [live.0, live.1]).catchUp(through: log.head)
    for bill in till.bills.indices {
      let due = live.0.read { payments, _ in payments.account(order(bill))?.due }
      #expect(due == Bistro.gbp(Int64(till.due(bill))), "\(place), bill \(bill)")
    }
    for (card, method) in [(false, PaymentMethod.cash), (true, .cardPresent)] {
      let paid = till.payments.filter { $0.card == card }
      let takings = live.0.read { payments, _ in payments.takings(at: Bistro.venue).first { $0.method == method } }
      #expect(takings?.takings.payments ?? 0 == Int64(paid.count), "\(place)")
      #expect(takings?.takings.amount.minorUnits ?? 0 == paid.map { Int64($0.amount) }.reduce(0, +), "\(place)")
      #expect(takings?.takings.tips.minorUnits ?? 0 == paid.map { Int64($0.tip) }.reduce(0, +), "\(place)")
      #expect(takings?.takings.refunded.minorUnits ?? 0 == paid.map { Int64($0.back) }.reduce(0, +), "\(place)")
      #expect(takings?.takings.tipsRefunded.minorUnits ?? 0 == paid.map { Int64($0.tipBack) }.reduce(0, +), "\(place)")
    }
    #expect(till.payments.allSatisfy { $0.back <= $0.amount && $0.tipBack <= $0.tip }, "\(place)")
    let (money, points) = live.1.read { ledger, _ in ledger.sums(of: Bistro.venue) }
    #expect(money == 0 && points == 0, "\(place): the books sum to \(money) and \(points)")
    let drawer = live.1.read { ledger, _ in
      ledger.trialBalance(of: Bistro.venue).first { $0.account == .cash }?.amount ?? 0
    }
    let inDrawer = till.payments.filter { !$0.card }.map { $0.amount + $0.tip - $0.back - $0.tipBack }.reduce(0, +)
    #expect(drawer == Int64(inDrawer), "\(place)")
  }

  /// A rebuild from zero is equal to the live state, byte for byte.
  func finish(_ place: String) throws {
    #expect(try live.0.equalsRebuild(from: log), "\(place)")
    #expect(try live.1.equalsRebuild(from: log), "\(place)")
  }
}
