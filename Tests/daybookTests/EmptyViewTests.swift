import EventSourcing
import Foundation
import Restaurant
import SegmentLog
import SystemPackage
import Testing

@testable import daybook

/// What views say where there is little or nothing to see.
@Suite struct EmptyViewTests {
  static let empty: [(view: String, says: String)] = [
    ("orders", "no orders yet"), ("kitchen", "no open orders"), ("payments", "nothing was paid yet"),
    ("loyalty", "no loyalty programme"), ("analytics", "nothing yet"), ("waitlist", "0 waiting"),
    ("bookings", "0 parties, 0 guests"),
  ]

  @Test(arguments: empty) func `a venue in which nothing has happened says so, without empty tables`(
    view: String, says: String
  ) throws {
    try Trattoria.withData { data throws in
      let shown = try Terminal.daybook("show", view, "--data", data.string)
      #expect(shown.status == 0 && shown.text.contains(says), "\(shown.text)\(shown.errors)")
      #expect(shown.text.split(separator: "\n").count <= 4, "\(shown.text)")
    }
  }

  @Test(arguments: empty.map(\.view) + ["menu", "availability", "ledger"])
  func `data without a venue says how to set one up`(view: String) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let data = directory.path
    try await makeData(in: FilePath(data))
    let shown = try Terminal.daybook("show", view, "--data", data)
    #expect(shown.status == 0 && shown.text.hasPrefix("no venue has been set up"), "\(shown.text)\(shown.errors)")
    let chosen = try Terminal.daybook("show", view, "--venue", "x", "--data", data)
    #expect(chosen.status == 66 && chosen.errors.contains("none has been set up"), "\(chosen.errors)")
    let inspected = try Terminal.daybook("inspect", "1", "--data", data)
    #expect(inspected.status == 64 && inspected.errors.contains("the log is empty"), "\(inspected.errors)")
  }

  /// Makes a log in which nothing is yet, as an `init` leaves it that is killed before it sets its venue up.
  private func makeData(in directory: FilePath) async throws {
    let clock = SystemLogClock()
    let restaurant = try Restaurant.open(
      RestaurantConfiguration(
        directory: directory, mode: .writing(create: true), fileSystem: POSIXFileSystem(), clock: clock,
        ids: UUIDv7Generator { Timestamp(microseconds: clock.now().rawValue) }))
    try await restaurant.close()
  }

  @Test func `one customer's orders come without the sums of all`() throws {
    try Trattoria.withData { data throws in
      let placed = try Terminal.daybook("do", "place_order", "--json", Trattoria.order(), "--data", data.string)
      #expect(placed.status == 0, "\(placed.errors)")
      let nobody = "cus_01h455vb4pex5vsknk084sn02q"
      let shown = try Terminal.daybook("show", "orders", "--customer", nobody, "--data", data.string)
      #expect(shown.text.contains("no orders of \(nobody)") && !shown.text.contains("GBP"), "\(shown.text)")
      let all = try Terminal.daybook("show", "orders", "--data", data.string)
      #expect(all.text.contains("1 order, 1 line, 1 item, GBP 10.00"), "\(all.text)")
    }
  }

  @Test func `availability refuses a party of nobody and an area that no table is in`() throws {
    try Trattoria.withData { data throws in
      let nobody = try Terminal.daybook("show", "availability", "--party", "0", "--data", data.string)
      #expect(nobody.status == 64 && nobody.errors.contains("--party is at least 1"), "\(nobody.errors)")
      let roof = try Terminal.daybook("show", "availability", "--area", "Roof", "--data", data.string)
      #expect(roof.status == 66 && roof.errors.contains("there is no area \"Roof\""), "\(roof.errors)")
    }
  }

  @Test func `what is no ID is a wrong command line, what is unknown is not there`() throws {
    try Trattoria.withData { data throws in
      for view in ["orders", "payments"] {
        let wrong = try Terminal.daybook("show", view, "--order", "ord_x", "--data", data.string)
        #expect(wrong.status == 64 && wrong.errors.contains("is not an order's ID"), "\(wrong.errors)")
        let order = "ord_01h455vb4pex5vsknk084sn02q"
        let unknown = try Terminal.daybook("show", view, "--order", order, "--data", data.string)
        #expect(unknown.status == 66 && unknown.errors.contains("there is no order \(order)"), "\(unknown.errors)")
      }
    }
  }

  @Test func `what is shown at one venue is that venue's`() throws {
    try Trattoria.withData { data throws in
      let guest = "cus_01h455vb4pex5vsknk084sn02q"
      func run(_ arguments: String...) throws -> Run {
        let run = try Terminal.run(Terminal.executable, arguments + ["--data", data.string, "--format", "json"])
        try #require(run.status == 0, "\(arguments): \(run.errors)")
        return run
      }
      let second = data.appending("second.json")
      let description = Trattoria.file.replacing("\"trattoria\"", with: "\"osteria\"").replacing(
        "Trattoria", with: "Osteria")
      try write(description.utf8, to: second)
      _ = try run("init", "--venue", second.string)
      let added = try run("tail", "--type", "menu_item_added").jsonLines().compactMap { $0["data"] as? [String: Any] }
      let theirs = try #require(added.first { $0["venue"] as? String != Trattoria.venue })
      let venue = try #require(theirs["venue"] as? String)
      let item = try #require((theirs["item"] as? [String: Any])?["item"] as? String)
      let here = Trattoria.order().replacing(
        "{\"venue\"", with: "{\"customer\":\"\(guest)\",\"venue\"", maxReplacements: 1)
      let there = here.replacing(Trattoria.venue, with: venue).replacing(Trattoria.pizza, with: item)
      let placed = try run("do", "place_order", "--json", here).json()
      for _ in 0..<2 { _ = try run("do", "place_order", "--json", there) }

      let orders = try run("show", "orders", "--customer", guest, "--venue", "Trattoria", "--limit", "1").json()
      let shown = try #require((orders["venues"] as? [[String: Any]])?.first)
      #expect((shown["newest"] as? [[String: Any]])?.count == 1, "the newest two are of the other venue")
      let events = try #require(placed["events"] as? [[String: Any]])
      let order = try #require((events.first?["data"] as? [String: Any])?["order"] as? String)
      let everywhere = try run("show", "orders", "--order", order).json()
      #expect((everywhere["venues"] as? [[String: Any]])?.count == 1, "the other venue has nothing to show")
      #expect(try run("show", "payments", "--order", order).json()["venue"] as? String == Trattoria.venue)
      let wrong = try Terminal.daybook(
        "show", "payments", "--order", order, "--venue", "Osteria", "--data", data.string)
      #expect(wrong.status == 66 && wrong.errors.contains("at Osteria"), "\(wrong.errors)")
      let both = try Terminal.daybook(
        "show", "orders", "--order", order, "--customer", guest, "--data", data.string)
      #expect(both.status == 64)
    }
  }

  @Test func `the menu's columns are as wide as its items, whatever there is to choose`() throws {
    try Trattoria.withData { data throws in
      let option = "{\"venue\":\"\(Trattoria.venue)\",\"item\":\"\(Trattoria.pizza)\",\"group\":\"Toppings\""
      for name in ["Ham from a long way away", "Mushrooms from the wood nearby", "Cheese"] {
        let added = try Terminal.daybook(
          "do", "add_modifier_option", "--json", "\(option),\"option\":\"\(name)\",\"price_minor\":1250}", "--data",
          data.string)
        try #require(added.status == 0, "\(added.errors)")
      }
      let lines = try Terminal.daybook("show", "menu", "--data", data.string).text.split(separator: "\n")
      let pizza = try #require(lines.firstIndex { $0.hasPrefix("Pizza") })
      #expect(lines[pizza].hasPrefix("Pizza     GBP 10.00"), "\(lines[pizza])")
      #expect(lines[pizza + 1].hasPrefix("  Toppings (") && lines[pizza + 1].contains("Cheese +GBP 12.50"))
      #expect(lines[pizza + 2].hasPrefix("Tiramisu   GBP 5.55     3"), "\(lines[pizza + 2])")
    }
  }

  @Test func `words agree with their numbers`() {
    #expect(counted(1, "order") == "1 order" && counted(2, "order") == "2 orders" && counted(0, "order") == "0 orders")
    #expect(
      counted(1, "party", many: "parties") == "1 party" && counted(1_234, "party", many: "parties") == "1,234 parties")
  }
}
