import Foundation
import SystemPackage
import Testing

/// Payments and points, given through the program; what follows by itself is there when it ends.
@Suite struct LoyaltyDoTests {
  static let commands: Set<String> = [
    "record_payment", "refund_payment", "enrol_member", "redeem_reward", "redeem_points_as_tender",
    "cancel_redemption", "adjust_points", "grant_birthday_points", "record_expiry",
  ]
  static let order = "ord_01h455vb4pex5vsknk084sn02q"
  static let guest = "cus_01h455vb4pex5vsknk084sn02q"
  static let loyalty = """
    "loyalty": {"points": 1, "per_minor": 100, "welcome_points": 20, "birthday_points": 30,
      "tiers": [{"number": 1, "name": "Friend", "threshold": 30}], "tier_months": 12,
      "expiry": {"months": 12, "to": "month"}, "rewards": [{"number": 1, "name": "Espresso", "points": 25}],
      "tender": {"points": 100, "value_minor": 100}}, "sections":
    """

  /// The trattoria with a programme, and one order of forty pizzas.
  static func setUp(_ data: FilePath) throws {
    let file = data.removingLastComponent().appending("venue.json")
    try write(Trattoria.file.replacing("\"sections\":", with: loyalty).utf8, to: file)
    let applied = try Terminal.daybook("init", "--venue", file.string, "--data", data.string)
    try #require(applied.status == 0, "\(applied.errors)")
    let json = Trattoria.order(4).replacing("{\"venue\"", with: "{\"order\":\"\(order)\",\"venue\"")
    let placed = try Terminal.daybook("do", "place_order", "--json", json, "--data", data.string)
    try #require(placed.status == 0, "\(placed.errors)")
  }

  static let member = "\"venue\":\"\(Trattoria.venue)\",\"customer\":\"\(guest)\""

  static func at(_ time: String) -> String { "\"at\":\"2026-11-23T\(time):00Z\"" }

  @Test func `every command can be given`() throws {
    try Trattoria.withData { data throws in
      try Self.setUp(data)
      var given: Set<String> = []
      func give(_ command: String, _ json: String) throws {
        let run = try Terminal.daybook("do", command, "--json", json, "--data", data.string, "--format", "json")
        try #require(run.status == 0, "\(command): \(run.errors)")
        #expect(try run.json()["outcome"] as? String == "appended", "\(command)")
        given.insert(command)
      }
      let (payment, tender) = ("pay_01h455vb4pex5vsknk084sn02q", "pay_01h455vb4pex5vsknk084sn02r")
      let venue = "\"venue\":\"\(Trattoria.venue)\""
      try give("enrol_member", "{\(Self.member),\(Self.at("18:00"))}")
      try give(
        "record_payment",
        """
        {"payment":"\(payment)","order":"\(Self.order)",\(Self.member),"method":"cash",\
        "amount":{"amount_minor":3900,"currency":"GBP"},"tip_minor":200,\(Self.at("20:00"))}
        """)
      try give("grant_birthday_points", "{\(Self.member),\(Self.at("20:01"))}")
      try give("adjust_points", "{\(Self.member),\"points\":50,\"reason\":\"complaint\",\(Self.at("20:02"))}")
      try give(
        "redeem_points_as_tender",
        """
        {"payment":"\(tender)","order":"\(Self.order)",\(Self.member),\
        "amount":{"amount_minor":100,"currency":"GBP"},\(Self.at("20:03"))}
        """)
      let reward = "rdm_01h455vb4pex5vsknk084sn02q"
      try give("redeem_reward", "{\"redemption\":\"\(reward)\",\(Self.member),\"reward\":1,\(Self.at("20:04"))}")
      try give("cancel_redemption", "{\"redemption\":\"\(reward)\",\(Self.member),\(Self.at("20:05"))}")
      for paid in [payment, tender] {
        try give("refund_payment", "{\"payment\":\"\(paid)\",\(venue),\"reason\":\"quality\",\(Self.at("20:06"))}")
      }
      try give("record_expiry", "{\(Self.member),\"at\":\"2027-12-01T00:00:00Z\"}")
      #expect(given == Self.commands)
      try expectLots(data)
    }
  }

  /// 20 for enrolling, 39 for the payment, 30 and 50 given; 100 spent and restored, 39 taken back, the rest expired.
  private func expectLots(_ data: FilePath) throws {
    let tail = try Terminal.daybook("tail", "--data", data.string, "--format", "json")
    let events = try tail.jsonLines().filter { ($0["type"] as? String)?.hasPrefix("points_") == true }
    let points = events.map { event in
      let data = event["data"] as? [String: Any]
      return "\(event["type"] ?? "") \(data?["points"] ?? "")"
    }
    #expect(
      points == [
        "points_earned 20", "points_earned 39", "points_earned 30", "points_adjusted 50", "points_redeemed 100",
        "points_redeemed 25", "points_restored 25", "points_reversed 39", "points_restored 100", "points_expired 100",
      ])
    #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
  }
}
