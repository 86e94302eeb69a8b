import Foundation
import SystemPackage
import Testing

/// Views of the past: as of a position or a time of the log, and at a business time.
@Suite struct ShowPastTests {
  private typealias Giver = ReservationDoTests.Giver
  private static let venue = ReservationDoTests.venue
  private static let date = ReservationDoTests.date
  private static let order = "ord_01h455vb4pex5vsknk084sn02q"

  /// The trattoria with five tables, opened in the morning of its only day.
  private func withHistory(_ body: (History) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data")
      let file = Trattoria.file.replacing("{\"key\"", with: "{\"at\": \"2026-11-23T08:00:00Z\", \"key\"")
      let more = (2...5).map { ",{\"name\": \"\($0)\", \"min_seats\": 1, \"max_seats\": 4}" }.joined()
      let rules = """
        "reservations": {"slot_minutes": 30, "turn_minutes": 90, "horizon_days": 30, "hold_minutes": 10},
        "combinations": [{"tables": ["1", "2"], "min_seats": 5, "max_seats": 8}], "sections":
        """
      let json = file.replacing("\"max_seats\": 4}]", with: "\"max_seats\": 4}\(more)]")
        .replacing("\"sections\":", with: rules)
      try write(json.utf8, to: directory.appending("venue.json"))
      let made = try Terminal.daybook(
        "init", "--venue", directory.appending("venue.json").string, "--data", data.string)
      try #require(made.status == 0, "\(made.errors)")
      try body(History(data: data))
    }
  }

  /// Gives commands, and shows what came of them.
  private struct History {
    let data: FilePath

    /// The position and the time of the log behind the command.
    @discardableResult func give(_ command: String, _ fields: String...) throws -> (position: String, time: String) {
      var giver = Giver(data: data)
      try giver.give(command, fields.joined(separator: ","))
      let position = try head()
      let event = try Terminal.daybook("inspect", position, "--data", data.string, "--format", "json").json()
      return (position, try #require(event["committed_at"] as? String))
    }

    func head() throws -> String {
      let stats = try Terminal.daybook("stats", "--data", data.string, "--format", "json").json()
      return String(try #require(stats["head"] as? Int))
    }

    /// What a view tells of the venue.
    func show(_ view: String, _ more: String...) throws -> [String: Any] {
      let run = try Terminal.run(
        Terminal.executable, ["show", view, "--data", data.string, "--format", "json"] + more)
      try #require(run.status == 0, "\(view) \(more): \(run.errors)")
      return try #require((try run.json()["venues"] as? [[String: Any]])?.first, "\(view) \(more)")
    }

    func count(_ view: String, _ list: String, _ more: String...) throws -> Int? {
      let run = try Terminal.run(
        Terminal.executable, ["show", view, "--data", data.string, "--format", "json"] + more)
      try #require(run.status == 0, "\(view) \(more): \(run.errors)")
      let venues = try #require(try run.json()["venues"] as? [[String: Any]])
      return (venues.first?[list] as? [Any])?.count
    }
  }

  private static func at(_ time: String) -> String { ReservationDoTests.at(time) }
  private static func business(_ time: String) -> String { "2026-11-23T\(time):00Z" }

  @Test func `orders, the kitchen and the menu are shown as they were known and as they were`() throws {
    try withHistory { history in
      let before = try history.head()
      let order = "\"order\":\"\(Self.order)\""
      let lines = "\"lines\":[{\"item\":\"\(Trattoria.pizza)\",\"quantity\":2}]"
      let placed = try history.give(
        "place_order", order, Self.venue, "\"service\":\"takeout\"", "\"channel\":\"counter\"", lines,
        Self.at("19:00"))
      try history.give("cancel_order", order, "\"reason\":\"customer_request\"", Self.at("19:05"))
      try history.give(
        "change_menu_item_price", Self.venue, "\"item\":\"\(Trattoria.pizza)\"", "\"price_minor\":1200",
        Self.at("21:00"))
      // Written down last, though it came first, even before the venue was set up here.
      try history.give(
        "record_order", Self.venue, "\"service\":\"takeout\"", "\"channel\":\"counter\"",
        "\"lines\":[{\"item\":\"\(Trattoria.pizza)\",\"quantity\":1,\"total_minor\":900}]", Self.at("07:30"))

      #expect(try history.count("orders", "newest") == 2)
      #expect(try history.count("orders", "newest", "--as-of", before) == 0)
      #expect(try history.count("orders", "newest", "--as-of", placed.position) == 1)
      #expect(try history.count("orders", "newest", "--as-of", placed.time) == 1)
      #expect(try history.count("orders", "newest", "--at", Self.business("07:29")) == 0)
      #expect(try history.count("orders", "newest", "--at", Self.business("07:30")) == 1)
      #expect(try history.count("orders", "newest", "--at", Self.business("18:59")) == 1)
      #expect(try history.count("orders", "newest", "--at", Self.business("19:00")) == 2)
      #expect(
        try history.count("orders", "newest", "--at", Self.business("20:00"), "--as-of", placed.position) == 1)

      #expect(try history.count("kitchen", "queue") == 0)
      #expect(try history.count("kitchen", "queue", "--as-of", placed.position) == 1)
      #expect(try history.count("kitchen", "queue", "--at", Self.business("19:04")) == 1)
      #expect(try history.count("kitchen", "queue", "--at", Self.business("19:05")) == 0)

      #expect(try Self.pizzaPrice(history.show("menu")) == "1200")
      #expect(try Self.pizzaPrice(history.show("menu", "--as-of", placed.position)) == "1000")
      #expect(try Self.pizzaPrice(history.show("menu", "--at", Self.business("20:59"))) == "1000")
      #expect(try Self.pizzaPrice(history.show("menu", "--at", Self.business("21:00"))) == "1200")
    }
  }

  private static func pizzaPrice(_ venue: [String: Any]) throws -> String? {
    let sections = try #require(venue["sections"] as? [[String: Any]])
    let items = sections.flatMap { $0["items"] as? [[String: Any]] ?? [] }.compactMap { $0["item"] as? [String: Any] }
    return items.first { $0["name"] as? String == "Pizza" }?["price_minor"].map { "\($0)" }
  }

  @Test func `the books are shown as they were known and as they were, by the clock of that moment`() throws {
    try withHistory { history in
      let (day, now) = (["--date", "2026-11-23"], ["--now", Self.business("12:30")])
      func bookings(_ more: String...) throws -> Int? {
        let run = try Terminal.run(
          Terminal.executable,
          ["show", "bookings", "--data", history.data.string, "--format", "json"] + day + more)
        try #require(run.status == 0, "\(more): \(run.errors)")
        return ((try run.json()["venues"] as? [[String: Any]])?.first?["bookings"] as? [Any])?.count
      }
      func isFree(_ more: [String]) throws -> Bool? {
        let run = try Terminal.run(
          Terminal.executable,
          ["show", "availability", "--party", "8", "--data", history.data.string, "--format", "json"] + day + more)
        try #require(run.status == 0, "\(more): \(run.errors)")
        let venue = try #require((try run.json()["venues"] as? [[String: Any]])?.first)
        return (venue["times"] as? [[String: Any]])?.first { $0["time"] as? String == "19:00" }?["free"] as? Bool
      }
      let (venue, date, id) = (Self.venue, Self.date, ReservationDoTests.id)
      let held = try history.give(
        "place_hold", id("a"), venue, date, "\"time\":\"19:00\"", "\"party\":8", Self.at("12:00"))
      #expect(try isFree(now) == true)
      #expect(try isFree(["--as-of", held.position]) == false)
      #expect(try isFree(["--as-of", held.position, "--now", Self.business("12:10")]) == true)
      #expect(try isFree(["--at", Self.business("11:59")]) == true)
      #expect(try isFree(["--at", Self.business("12:09")]) == false)
      #expect(try isFree(["--at", Self.business("12:10")]) == true)

      let booked = try history.give(
        "book_table", id("b"), venue, date, "\"time\":\"19:00\"", "\"party\":2", Self.at("12:15"))
      try history.give("cancel_reservation", id("b"), "\"reason\":\"diner_request\"", Self.at("12:20"))
      #expect(try bookings("--now", Self.business("12:30")) == 0)
      #expect(try bookings("--as-of", booked.position) == 1)
      #expect(try bookings("--as-of", booked.time, "--now", Self.business("12:16")) == 1)
      #expect(try bookings("--at", Self.business("12:19")) == 1)
      #expect(try bookings("--at", Self.business("12:20")) == 0)

      let joined = try history.give(
        "join_waitlist", id("c"), venue, date, "\"earliest\":\"19:00\"", "\"latest\":\"21:00\"", "\"party\":2",
        Self.at("12:25"))
      try history.give("leave_waitlist", id("c"), Self.at("12:28"))
      let waits = { (more: String) in
        try history.count("waitlist", "waiting", day[0], day[1], "--as-of", more)
      }
      #expect(try history.count("waitlist", "waiting", day[0], day[1], now[0], now[1]) == 0)
      #expect(try waits(joined.position) == 1)
      #expect(try waits(booked.position) == 0)
      #expect(try history.count("waitlist", "waiting", day[0], day[1], "--at", Self.business("12:26")) == 1)
    }
  }

  @Test func `figures are those that were known, or those of what had happened`() throws {
    try withHistory { history in
      let before = try history.head()
      func orders(_ more: String...) throws -> Int? {
        let run = try Terminal.run(
          Terminal.executable,
          ["show", "analytics", "--series", "sales_by_day", "--data", history.data.string, "--format", "json"] + more)
        try #require(run.status == 0, "\(more): \(run.errors)")
        let venue = try #require((try run.json()["venues"] as? [[String: Any]])?.first)
        return (venue["sales"] as? [String: Any])?["orders"] as? Int
      }
      let order = "\"order\":\"\(Self.order)\""
      let placed = try history.give(
        "place_order", order, Self.venue, "\"service\":\"takeout\"", "\"channel\":\"counter\"",
        "\"lines\":[{\"item\":\"\(Trattoria.pizza)\",\"quantity\":2}]", Self.at("19:00"))
      let cancelled = try history.give(
        "cancel_order", order, "\"reason\":\"customer_request\"", Self.at("19:05"))
      #expect(try orders() == 0)
      #expect(try orders("--as-of", before) == 0)
      #expect(try orders("--as-of", placed.position) == 1)
      #expect(try orders("--as-of", placed.time) == 1)
      #expect(try orders("--as-of", cancelled.time) == 0)
      #expect(try orders("--at", Self.business("18:59")) == 0)
      #expect(try orders("--at", Self.business("19:00")) == 1)
      #expect(try orders("--at", Self.business("19:05")) == 0)
      #expect(try orders("--at", Self.business("23:00"), "--as-of", placed.position) == 1)
    }
  }

  private static let views = [
    "orders", "kitchen", "menu", "bookings", "waitlist", "availability", "payments", "loyalty", "ledger", "analytics",
  ]

  @Test func `every view says what no moment is, and that there was nothing before the first`() throws {
    try withHistory { history in
      for view in Self.views {
        let refused: [([String], String)] = [
          (["--as-of", "999999"], "the log ends at"), (["--as-of", "yesterday"], "neither a position nor a time"),
          (["--at", "noon"], "not a time such as"),
        ]
        for (arguments, says) in refused {
          let run = try Terminal.run(
            Terminal.executable, ["show", view, "--data", history.data.string] + arguments)
          #expect(run.status == 64 && run.errors.contains(says), "\(view) \(arguments): \(run.errors)")
        }
        for moment in [["--as-of", "0"], ["--as-of", "2000-01-01T00:00:00Z"]] {
          let run = try Terminal.run(Terminal.executable, ["show", view, "--data", history.data.string] + moment)
          let says = "no venue had been set up by then"
          #expect(run.status == 0 && run.text.contains(says), "\(view) \(moment): \(run.text)\(run.errors)")
        }
      }
    }
  }
}
