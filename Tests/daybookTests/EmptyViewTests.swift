import Foundation
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
  func `data without a venue says how to set one up`(view: String) throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data").string
      let (export, mapping) = (directory.appending("export.csv"), directory.appending("mapping.json"))
      try write("a\n1\n".utf8, to: export)
      let text = """
        {"source": "till", "time": {"start": "2026-01-02T11:00", "every_seconds": 60, "zone": "Europe/London"},
         "item": {"constant": "x"}, "price": {"column": "a", "means": "unit_price", "currency": "GBP"},
         "venue": {"constant": "Nowhere"}}
        """
      try write(text.utf8, to: mapping)
      let refused = try Terminal.daybook(
        "import", "orders", export.string, "--mapping", mapping.string, "--data", data)
      #expect(refused.status == 65 && refused.errors.contains("no venue \"Nowhere\""), "\(refused.errors)")
      let shown = try Terminal.daybook("show", view, "--data", data)
      #expect(shown.status == 0 && shown.text.hasPrefix("no venue has been set up"), "\(shown.text)\(shown.errors)")
      let chosen = try Terminal.daybook("show", view, "--venue", "x", "--data", data)
      #expect(chosen.status == 66 && chosen.errors.contains("none has been set up"), "\(chosen.errors)")
      let inspected = try Terminal.daybook("inspect", "1", "--data", data)
      #expect(inspected.status == 64 && inspected.errors.contains("the log is empty"), "\(inspected.errors)")
    }
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
