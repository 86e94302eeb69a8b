import Foundation
import SystemPackage
import Testing

/// What the program shows of payments and points, now, as of a position and at a time.
@Suite struct ShowLoyaltyTests {
  private let order = LoyaltyDoTests.order
  private let guest = LoyaltyDoTests.guest

  /// 20 points for enrolling at 18:00, 30 for 30.00 at 20:00, 25 spent at 21:00.
  private func history(_ data: FilePath) throws {
    try LoyaltyDoTests.setUp(data)
    func give(_ command: String, _ json: String) throws {
      let run = try Terminal.daybook("do", command, "--json", json, "--data", data.string)
      try #require(run.status == 0, "\(run.errors)")
    }
    try give("enrol_member", "{\(LoyaltyDoTests.member),\(LoyaltyDoTests.at("18:00"))}")
    try give(
      "record_payment",
      """
      {"order":"\(order)",\(LoyaltyDoTests.member),"method":"card_present",\
      "amount":{"amount_minor":3000,"currency":"GBP"},"tip_minor":200,\(LoyaltyDoTests.at("20:00"))}
      """)
    try give("redeem_reward", "{\(LoyaltyDoTests.member),\"reward\":1,\(LoyaltyDoTests.at("21:00"))}")
  }

  private func show(_ data: FilePath, _ view: String...) throws -> [String: Any] {
    let run = try Terminal.run(Terminal.executable, ["show"] + view + ["--data", data.string, "--format", "json"])
    try #require(run.status == 0, "\(run.errors)")
    return try run.json()
  }

  private func statement(_ data: FilePath, _ more: String...) throws -> [String: Any] {
    let arguments = ["show", "statement", "--customer", guest, "--data", data.string, "--format", "json"] + more
    let run = try Terminal.run(Terminal.executable, arguments)
    try #require(run.status == 0, "\(run.errors)")
    return try #require((try run.json()["statements"] as? [[String: Any]])?.first)
  }

  @Test func `the statement adds up, as of any position and at any time`() throws {
    try Trattoria.withData { data throws in
      try history(data)
      let now = try statement(data, "--at", "2026-11-23T22:00:00Z")
      #expect(now["active"] as? Int == 25)
      #expect(now["tier_name"] as? String == "Friend")
      let lines = try #require(now["lines"] as? [[String: Any]])
      #expect(lines.map { $0["kind"] as? String } == ["earned_welcome", "earned_payment", "reward"])
      #expect(lines.map { $0["balance"] as? Int } == [20, 50, 25])
      let before = try statement(data, "--at", "2026-11-23T20:30:00Z")
      #expect(before["active"] as? Int == 50)
      let position = try #require(lines[0]["position"] as? Int)
      let known = try statement(data, "--as-of", "\(position)", "--at", "2026-11-23T22:00:00Z")
      #expect(known["active"] as? Int == 20)
      let later = try statement(data, "--at", "2027-12-01T00:00:00Z")
      #expect(later["active"] as? Int == 0 && later["void"] as? Int == 25)
    }
  }

  @Test func `a tier has the name that the programme gave it then`() throws {
    try Trattoria.withData { data throws in
      try history(data)
      let stats = try Terminal.daybook("stats", "--data", data.string, "--format", "json").json()
      let before = try #require(stats["head"] as? Int)
      let file = data.removingLastComponent().appending("venue.json")
      let renamed = LoyaltyDoTests.loyalty.replacing("\"Friend\"", with: "\"Regular\"")
      try write(Trattoria.file.replacing("\"sections\":", with: renamed).utf8, to: file)
      let applied = try Terminal.daybook("init", "--venue", file.string, "--data", data.string)
      try #require(applied.status == 0, "\(applied.errors)")
      let time = ["--at", "2026-11-23T22:00:00Z"]
      #expect(try statement(data)["tier_name"] as? String == "Regular")
      #expect(try statement(data, "--as-of", "\(before)")["tier_name"] as? String == "Friend")
      // The venue was set up after that time; what is known of its programme is the present one.
      #expect(try statement(data, time[0], time[1])["tier_name"] as? String == "Regular")
    }
  }

  @Test func `what was not there yet is said to be so`() throws {
    try Trattoria.withData { data throws in
      try history(data)
      let none = try Terminal.daybook(
        "show", "statement", "--customer", guest, "--as-of", "1", "--data", data.string)
      #expect(none.status == 0 && none.text.hasSuffix("no points yet\n"), "\(none.text)\(none.errors)")
      let before = try Terminal.daybook("show", "ledger", "--as-of", "2000-01-01T00:00:00Z", "--data", data.string)
      #expect(before.status == 0 && before.text == "no venue had been set up by then\n", "\(before.text)")
    }
  }

  @Test func `the ledger sums to zero at every position`() throws {
    try Trattoria.withData { data throws in
      try history(data)
      let tail = try Terminal.daybook("tail", "--data", data.string, "--format", "json")
      for position in 1...(try tail.jsonLines().count) {
        let venues = try #require(try show(data, "ledger", "--as-of", "\(position)")["venues"] as? [[String: Any]])
        #expect(venues.allSatisfy { $0["sum_minor"] as? Int == 0 && $0["sum_points"] as? Int == 0 })
      }
      let venue = try #require((try show(data, "ledger")["venues"] as? [[String: Any]])?.first)
      let accounts = try #require(venue["accounts"] as? [[String: Any]])
      let balances = accounts.map { "\($0["account"] ?? "") \($0["balance"] ?? "")" }
      #expect(
        balances == [
          "card_clearing 3200", "receivable 1000", "sales -4000", "tips -200", "member_points -25",
          "points_issued 50", "points_redeemed -25",
        ])
    }
  }

  @Test func `payments and members are shown`() throws {
    try Trattoria.withData { data throws in
      try history(data)
      let account = try show(data, "payments", "--order", order, "--split", "3")
      #expect(account["due_minor"] as? Int == 1000)
      #expect(account["parts_minor"] as? [Int] == [334, 333, 333])
      let venue = try #require((try show(data, "payments")["venues"] as? [[String: Any]])?.first)
      let takings = try #require((venue["takings"] as? [[String: Any]])?.first)
      #expect(takings["method"] as? String == "card_present" && takings["tips_minor"] as? Int == 200)
      let loyalty = try #require((try show(data, "loyalty")["venues"] as? [[String: Any]])?.first)
      #expect(loyalty["members"] as? Int == 1 && loyalty["earned"] as? Int == 50)
      for view in [
        ["payments"], ["payments", "--order", order], ["loyalty"], ["ledger"], ["statement", "--customer", guest],
      ] {
        let run = try Terminal.run(Terminal.executable, ["show"] + view + ["--data", data.string])
        #expect(run.status == 0 && !run.text.isEmpty, "\(view)")
      }
    }
  }

  @Test func `what is not there is named`() throws {
    try Trattoria.withData { data throws in
      let refused: [([String], Int32, String)] = [
        (["payments", "--order", order], 66, "there is no order"), (["payments", "--split", "2"], 64, "--order"),
        (["statement", "--customer", guest], 66, "no loyalty programme"),
        (["statement", "--customer", "bob"], 64, "not a customer's ID"), (["loyalty", "--limit", "-1"], 64, "--limit"),
        (["ledger", "--as-of", "999999"], 64, "the log ends at"), (["ledger", "--at", "noon"], 64, "not a time"),
        (["loyalty", "--venue", "Nowhere"], 66, "there is no venue"),
      ]
      for (view, status, names) in refused {
        let run = try Terminal.run(Terminal.executable, ["show"] + view + ["--data", data.string])
        #expect(run.status == status && run.errors.contains(names), "\(view): \(run.errors)")
      }
    }
  }
}
