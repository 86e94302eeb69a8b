import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Loyalty
import Payments
import SegmentLog
import Synchronization
import Testing
import Venue
import Vocabulary

/// Random histories through the real handler and policy, compared with ``PointsOracle`` after every command.
///
/// `DAYBOOK_SEED` repeats a run, `DAYBOOK_HISTORIES` says how many.
@Suite struct RandomHistoryTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
  private static let histories = environment["DAYBOOK_HISTORIES"].flatMap { UInt64($0) } ?? 12

  @Test func everyHistoryComesToWhatTheOracleSays() async throws {
    print("RandomHistoryTests: seed \(Self.seed), \(Self.histories) histories")
    for number in 0..<Self.histories {
      let bench = try await Bench(seed: Self.seed &+ number)
      for step in 0..<120 {
        try await bench.step()
        try bench.check("seed \(Self.seed &+ number), step \(step)")
      }
      try await bench.finish()
    }
  }
}

/// One history: the real thing and the oracle, side by side.
private final class Bench {
  private final class Clock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Osteria.evening.microseconds) }
  }

  let log: InMemoryEventLog
  let handler: CommandHandler
  let policies: PolicyRunner
  let live = (ReadModel<Loyalty>(), ReadModel<Payments>(), ReadModel<Ledger>())
  var oracle: PointsOracle
  var random: SplitMix64
  var time = Osteria.evening
  var numbers: UInt64 = 0

  init(seed: UInt64) async throws {
    random = SplitMix64(seed: seed)
    let hours = [0, 0, 24, 1000].randomElement(using: &random) ?? 0
    oracle = PointsOracle(activationHours: hours)
    log = InMemoryEventLog(logID: try #require(LogID(Array(repeating: 7, count: 16))), clock: Clock())
    handler = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    policies = PolicyRunner(log, handler, [PointsAccrual.self], ids: UUIDv7Generator(seed: 1) { .zero }) {
      Issue.record("\($0)")
    }
    policies.start()
    let programme = Osteria.programme {
      $0.visit = Points(Int64(PointsOracle.visitPoints))
      $0.activationHours = UInt32(hours)
      $0.expiry = ExpiryRule(months: 1, to: .day)
      $0.tender = TenderRate(points: Points(1), value: Amount(minorUnits: 2))
      $0.tiers = [LoyaltyTier(number: 1, name: "Friend", threshold: Points(60))]
      $0.tierMonths = 2
    }
    try await log.append(
      [
        VenueOpened(venue: Osteria.venue, name: "Osteria", zone: "UTC", currency: .gbp),
        LoyaltyProgrammeSet(venue: Osteria.venue, programme: programme),
        MemberEnrolled(
          venue: Osteria.venue, customer: Osteria.guest, since: time, serviceDate: Osteria.day, utcOffsetMinutes: 0),
      ], AppendMetadata(occurredAt: time))
  }

  var now: Date { Date(timeIntervalSince1970: Double(time.microseconds / 1_000_000)) }

  func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// Gives a command and tells whether it was accepted.
  func give<C: Command, R: Rejection, each L: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each L>
  ) async throws -> Bool {
    do throws(CommandError<R>) {
      let result = try await handler.handle(command, by: decider, CommandContext(AppendMetadata(occurredAt: time)))
      try? await policies.settle()
      // Whatever was accepted is harmless when it is repeated.
      let events = result.events.count
      let again = try await handler.handle(command, by: decider, CommandContext(AppendMetadata(occurredAt: time)))
      #expect(again.outcome == .unchanged || events == 0, "\(C.name) repeated")
      return true
    } catch .rejected {
      return false
    }
  }

  func step() async throws {
    time.microseconds += Int64(pick(0...9) == 0 ? pick(1...20) * 86_400 : pick(1...3_600)) * 1_000_000
    numbers += 1
    switch pick(0...11) {
    case 0...1: try await place()
    case 2...4: try await pay()
    case 5...6: try await refund()
    case 7: try await tender()
    case 8: try await reward()
    case 9: try await cancelReward()
    case 10: try await adjust()
    default:
      _ = try await give(
        RecordExpiry(venue: Osteria.venue, customer: Osteria.guest, at: time), LoyaltyDecider.recordExpiry)
      oracle.writeOff(now)
    }
  }

  private func place() async throws {
    let total = pick(1...6_000)
    oracle.orders.append(PointsOracle.Order(total: total))
    var placed = Osteria.placed(UInt64(oracle.orders.count), [(Osteria.wine, Int64(total))])
    placed.total = Osteria.gbp(Int64(total))
    try await log.append([placed], AppendMetadata(occurredAt: time))
  }

  private func pay() async throws {
    guard let order = oracle.orders.indices.randomElement(using: &random) else { return }
    let due = oracle.orders[order].total - oracle.orders[order].paid
    let amount = pick(0...3) == 0 ? pick(0...7_000) : max(1, due)
    let command = RecordPayment(
      payment: Osteria.payment(UInt64(oracle.payments.count + 1)), order: Osteria.order(UInt64(order + 1)),
      venue: Osteria.venue, customer: Osteria.guest, method: .cash, amount: Osteria.gbp(Int64(amount)), at: time)
    let accepted = try await give(command, PaymentsDecider.recordPayment)
    #expect(accepted == oracle.pay(order, amount, now))
  }

  private func refund() async throws {
    guard let payment = oracle.payments.indices.randomElement(using: &random) else { return }
    let amount = pick(1...max(1, oracle.payments[payment].amount + 50))
    let reason: RefundReason = Bool.random(using: &random) ? .mistake : .quality
    let command = RefundPayment(
      refund: Osteria.refund(numbers), payment: Osteria.payment(UInt64(payment + 1)), venue: Osteria.venue,
      amount: Osteria.gbp(Int64(amount)), reason: reason, at: time)
    let accepted = try await give(command, PaymentsDecider.refundPayment)
    #expect(accepted == oracle.refund(payment, amount, reopens: reason == .mistake, now))
  }

  private func tender() async throws {
    guard let order = oracle.orders.indices.randomElement(using: &random) else { return }
    let amount = pick(0...120)
    let command = RedeemPointsAsTender(
      venue: Osteria.venue, customer: Osteria.guest,
      redemption: Osteria.redemption(UInt64(oracle.redemptions.count + 1)),
      payment: Osteria.payment(UInt64(oracle.payments.count + 1)), order: Osteria.order(UInt64(order + 1)),
      amount: Osteria.gbp(Int64(amount)), at: time)
    let accepted = try await give(command, LoyaltyDecider.redeemPointsAsTender)
    #expect(accepted == oracle.tender(order, amount, now))
  }

  private func reward() async throws {
    let command = RedeemReward(
      venue: Osteria.venue, customer: Osteria.guest,
      redemption: Osteria.redemption(UInt64(oracle.redemptions.count + 1)), reward: 1, at: time)
    let accepted = try await give(command, LoyaltyDecider.redeemReward)
    #expect(accepted == (oracle.spend(50, now) != nil))
  }

  private func cancelReward() async throws {
    let tenders = Set(oracle.payments.map(\.redemption))
    guard let index = oracle.redemptions.indices.filter({ !tenders.contains($0) }).randomElement(using: &random)
    else { return }
    let command = CancelRedemption(
      venue: Osteria.venue, customer: Osteria.guest, redemption: Osteria.redemption(UInt64(index + 1)), at: time)
    #expect(try await give(command, LoyaltyDecider.cancelRedemption))
    oracle.restore(index, oracle.redemptions[index].tokens.count - oracle.redemptions[index].restored, now)
  }

  private func adjust() async throws {
    let points = pick(-60...60)
    let command = AdjustPoints(
      venue: Osteria.venue, customer: Osteria.guest, adjustment: Osteria.adjustment(numbers),
      points: Points(Int64(points)), reason: .goodwill, at: time)
    let accepted = try await give(command, LoyaltyDecider.adjustPoints)
    #expect(accepted == (points != 0 && oracle.adjust(points, now)))
  }

  // MARK: Checking

  func check(_ place: String) throws {
    var statement = Statement(Osteria.member)
    var sum = Points.zero
    var cursor = try log.events(Statement.query(Osteria.member), after: .origin, through: nil)
    while let event = try cursor.next() {
      if let fact = try event.fact(MemberFact.self) { statement.apply(fact, event.context) }
    }
    for line in statement.lines {
      sum += line.points
      #expect(line.balance == sum && sum >= .zero, "\(place): the statement adds up, and never below zero")
    }
    let standing = statement.standing(at: time)
    let counts = [standing.active, standing.pending, standing.void, standing.owed].map { Int($0.count) }
    #expect(counts == [oracle.active(now), oracle.pending(now), oracle.void(now), oracle.debt], "\(place)")
    try fold(Position(rawValue: log.head.rawValue))
    let overview = live.0.read { loyalty, _ in loyalty.member(Osteria.member, at: time) }
    #expect(overview?.standing == standing, "\(place)")
    live.2.read { ledger, _ in
      let points = ledger.trialBalance(of: Osteria.venue).first { $0.account == .memberPoints }?.amount ?? 0
      #expect(Int(-points) == oracle.held, "\(place)")
      let receivable = ledger.trialBalance(of: Osteria.venue).first { $0.account == .receivable }?.amount ?? 0
      #expect(Int(receivable) == oracle.orders.reduce(0) { $0 + $1.total - $1.paid }, "\(place)")
    }
  }

  /// Folds what is new, event by event: the ledger sums to zero at every position.
  private func fold(_ head: Position) throws {
    while live.2.position < head {
      let next = live.2.position.next
      try ProjectionRunner(log, [live.0, live.1, live.2]).catchUp(through: next)
      live.2.read { ledger, position in
        for venue in ledger.venueList {
          let sums = ledger.sums(of: venue)
          #expect(sums.money == 0 && sums.points == 0, "at position \(position)")
        }
      }
    }
  }

  /// A rebuild from zero is equal to the live state, byte for byte.
  func finish() async throws {
    try await policies.stop()
    #expect(try live.0.equalsRebuild(from: log))
    #expect(try live.1.equalsRebuild(from: log))
    #expect(try live.2.equalsRebuild(from: log))
  }
}
