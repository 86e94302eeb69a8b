import EventSourcing
import Foundation
import SystemPackage
import Testing

/// `kill -9` while payments earn points: each earns them once, whenever the policy was stopped.
///
/// `DAYBOOK_KILLS` says how often; `DAYBOOK_SEED` repeats a run.
@Suite(.serialized) struct AccrualKillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["DAYBOOK_KILLS"].flatMap { Int($0) } ?? 25
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
  private static let guest = "cus_01h455vb4pex5vsknk084sn02q"

  @Test(.timeLimit(.minutes(20)))
  func `every payment earns, and every refund takes back, exactly once, killed anywhere`() throws {
    print("AccrualKillTests: seed \(Self.seed), \(Self.rounds) rounds")
    var random = SplitMix64(seed: Self.seed)
    try Trattoria.withData { data throws in
      try setUp(data)
      let clock = ContinuousClock()
      // A run behind a kill takes longer: it recovers the log first.
      let clean = try clock.measure { try run(data, "record_payment", payment(0)) }
      _ = try runAndKill(data, "record_payment", payment(Self.rounds + 2), after: clean / 2)
      var pace = KillPace(
        run: try clock.measure { try run(data, "record_payment", payment(Self.rounds + 3)) })
      var killed = 0
      for round in 1...Self.rounds {
        if Bool.random(using: &random) {
          try? FileManager.default.removeItem(atPath: data.appending("policies").string)
        }
        let delay = pace.delay(using: &random)
        let isRefund = Int.random(in: 0...2, using: &random) == 0
        let ended =
          try isRefund
          ? runAndKill(
            data, "refund_payment", refund(round, of: Int.random(in: 0..<round, using: &random)), after: delay)
          : runAndKill(data, "record_payment", payment(round), after: delay)
        pace.note(wasKilled: ended)
        if ended { killed += 1 }
      }
      // Last runs answer whatever is left.
      try run(data, "record_payment", payment(Self.rounds + 1))
      try run(data, "refund_payment", refund(Self.rounds + 1, of: Self.rounds + 1))
      try expectExactPoints(data)
      print("AccrualKillTests: \(killed) of \(Self.rounds) were killed")
    }
  }

  private func setUp(_ data: FilePath) throws {
    let file = data.removingLastComponent().appending("venue.json")
    let described = Trattoria.file.replacing(
      "\"sections\":", with: "\"loyalty\": {\"points\": 1, \"per_minor\": 100}, \"sections\":")
    try write(described.utf8, to: file)
    let applied = try Terminal.daybook("init", "--venue", file.string, "--data", data.string)
    try #require(applied.status == 0, "\(applied.errors)")
    try run(
      data, "enrol_member",
      "{\"venue\":\"\(Trattoria.venue)\",\"customer\":\"\(Self.guest)\",\"at\":\"2026-11-23T18:00:00Z\"}")
    var order = Trattoria.order(400)
    order.insert(contentsOf: "\"order\":\"ord_01h455vb4pex5vsknk084sn02q\",", at: order.index(after: order.startIndex))
    try run(data, "place_order", order)
  }

  private func id(_ prefix: String, _ number: Int) -> String {
    "\(prefix)_01h455vb4pex5vsknk084sn" + String("00\(number)".suffix(3))
  }

  private func payment(_ number: Int) -> String {
    """
    {"payment":"\(id("pay", number))","order":"ord_01h455vb4pex5vsknk084sn02q","venue":"\(Trattoria.venue)",\
    "customer":"\(Self.guest)","method":"cash","amount":{"amount_minor":1000,"currency":"GBP"},\
    "at":"2026-11-23T20:00:00Z"}
    """
  }

  /// A tenth of a payment.
  private func refund(_ number: Int, of payment: Int) -> String {
    """
    {"refund":"\(id("rfd", number))","payment":"\(id("pay", payment))","venue":"\(Trattoria.venue)",\
    "amount":{"amount_minor":100,"currency":"GBP"},"reason":"quality","at":"2026-11-23T20:30:00Z"}
    """
  }

  private func run(_ data: FilePath, _ command: String, _ json: String) throws {
    let run = try Terminal.daybook("do", command, "--json", json, "--data", data.string)
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Whether the kill came before the end. A refund of a payment that was killed is refused.
  private func runAndKill(_ data: FilePath, _ command: String, _ json: String, after delay: Duration) throws -> Bool {
    let errors = data.removingLastComponent().appending("errors")
    let (child, lines) = try Terminal.follow(["do", command, "--json", json, "--data", data.string], errors: errors)
    let killer = Killer(child, after: delay)
    while try lines.next() != nil {}
    killer.disarm()
    return child.wait() == .signalled(SIGKILL)
  }

  /// As many earnings as payments, each for one of them, and each of ten points; one point back for each refund.
  private func expectExactPoints(_ data: FilePath) throws {
    let tail = try Terminal.daybook("tail", "--data", data.string, "--format", "json")
    try #require(tail.status == 0, "\(tail.errors)")
    let events = try tail.jsonLines()
    func all(_ type: String) -> [[String: Any]] {
      events.filter { $0["type"] as? String == type }.compactMap { $0["data"] as? [String: Any] }
    }
    let payments = all("payment_recorded").compactMap { $0["payment"] as? String }
    let earned = all("points_earned")
    #expect(payments.count >= 2)
    #expect(Set(payments).count == payments.count)
    #expect(earned.compactMap { $0["payment"] as? String }.sorted() == payments.sorted())
    #expect(earned.allSatisfy { $0["points"] as? Int == 10 })
    let refunds = all("payment_refunded").compactMap { $0["refund"] as? String }
    let reversed = all("points_reversed")
    print("AccrualKillTests: \(payments.count) payments and \(refunds.count) refunds were recorded")
    #expect(!refunds.isEmpty)
    #expect(reversed.compactMap { $0["refund"] as? String }.sorted() == refunds.sorted())
    #expect(reversed.allSatisfy { $0["points"] as? Int == 1 })
    let verified = try Terminal.daybook("verify", "--data", data.string)
    #expect(verified.status == 0, "\(verified.text)")
  }
}
