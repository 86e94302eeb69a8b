import Foundation
import SystemPackage
import Testing

/// Commands, given through the program.
@Suite struct DoTests {
  @Test func `commands given at the same moment take turns`() throws {
    try Trattoria.withData { data throws in
      let command = "$daybook do place_order --json '\(Trattoria.order())' --data '\(data)'"
      let all = try Terminal.shell(
        "for n in 1 2 3 4; do \(command) & jobs=\"$jobs $!\"; done; for job in $jobs; do wait $job || exit; done")
      #expect(all.status == 0, "\(all.errors)")
      let shown = try Terminal.daybook("show", "orders", "--data", data.string, "--format", "json").json()
      let venue = try #require((shown["venues"] as? [[String: Any]])?.first)
      #expect(venue["orders"] as? Int == 4)
    }
  }

  @Test func `the fields of a command are listed as JSON has them, those inside as well`() throws {
    let listed = try Terminal.daybook("do", "--fields", "book_table").text.split(separator: "\n").map(String.init)
    func line(_ words: String...) -> Bool {
      listed.contains { $0.split(separator: " ").map(String.init).starts(with: words) }
    }
    #expect(line("reservation", "rsv_…") && line("venue", "ven_…", "needed") && line("party", "number"))
    #expect(line("date", "such", "as") && listed.contains { $0.hasPrefix("channel") && $0.contains("phone | web") })
    let order = try Terminal.daybook("do", "--fields", "place_order")
    #expect(order.text.contains("list of OrderedLine") && order.text.contains("\n\nOrderedLine:\nFIELD"))
    for format in ["text", "json"] {
      let all = try Terminal.daybook("do", "--list", "--format", format)
      #expect(all.status == 0, "\(all.errors)")
    }
    let fields = try Terminal.daybook("do", "--fields", "place_order", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(fields.output)) as? [[String: Any]])
    let service = try #require(rows.first { $0["name"] as? String == "service" })
    #expect(service["values"] as? [String] == ["dine_in", "takeout"] && service["needed"] as? Bool == true)
    let lines = try #require(rows.first { $0["name"] as? String == "lines" }?["fields"] as? [[String: Any]])
    #expect(lines.contains { $0["name"] as? String == "quantity" })
  }

  @Test func `every command can be given`() throws {
    try Trattoria.withData { data throws in
      var given: Set<String> = []
      func give(_ command: String, _ json: String) throws -> [[String: Any]] {
        let run = try Terminal.daybook("do", command, "--json", json, "--data", data.string, "--format", "json")
        try #require(run.status == 0, "\(command): \(run.errors)")
        given.insert(command)
        let result = try run.json()
        #expect(result["outcome"] as? String == "appended", "\(command)")
        return try #require(result["events"] as? [[String: Any]])
      }
      func place(_ json: String) throws -> String {
        let events = try give("place_order", json)
        return try #require((events.first?["data"] as? [String: Any])?["order"] as? String)
      }
      func stage(_ command: String, _ order: String, _ more: String = "") throws {
        _ = try give(command, "{\"order\":\"\(order)\"\(more)}")
      }
      let (venue, pizza) = ("\"venue\":\"\(Trattoria.venue)\"", "\"item\":\"\(Trattoria.pizza)\"")
      _ = try give("set_up_venue", Trattoria.file.replacing("26:00", with: "25:00"))
      _ = try give("add_menu_section", "{\(venue),\"section\":2,\"name\":\"Drinks\"}")
      let added = try give("add_menu_item", "{\(venue),\"section\":2,\"item\":{\"name\":\"Wine\",\"price_minor\":600}}")
      let wine = try #require(((added.first?["data"] as? [String: Any])?["item"] as? [String: Any])?["item"] as? String)
      _ = try give(
        "add_modifier_option", "{\(venue),\(pizza),\"group\":\"Toppings\",\"option\":\"Ham\",\"price_minor\":150}")
      _ = try give("change_menu_item_price", Trattoria.price("1050"))
      _ = try give("remove_menu_item", "{\(venue),\"item\":\"\(wine)\"}")
      _ = try give("remove_menu_section", "{\(venue),\"section\":2}")
      _ = try give("set_item_stock", "{\(venue),\(pizza),\"stock\":{\"policy\":\"counted\",\"count\":10}}")
      _ = try give("restock_item", "{\(venue),\(pizza),\"added\":5}")
      _ = try give("set_day_hours", "{\(venue),\"date\":\"2026-12-25\",\"periods\":[]}")
      _ = try give("clear_day_hours", "{\(venue),\"date\":\"2026-12-25\"}")
      let takeout = try place(Trattoria.order(2))
      for command in ["accept_order", "start_order", "mark_order_ready", "collect_order"] {
        try stage(command, takeout)
      }
      let table = Trattoria.order().replacing("takeout", with: "dine_in")
        .replacing("\"lines\"", with: "\"table\":\"\(Trattoria.table)\",\"party\":2,\"lines\"")
      let dineIn = try place(table)
      _ = try give(
        "add_order_items",
        "{\"order\":\"\(dineIn)\",\(venue),\"at\":\"2026-11-23T19:05:00Z\",\"lines\":[{\(pizza),\"quantity\":1}]}")
      for command in ["accept_order", "start_order", "mark_order_ready", "serve_order"] { try stage(command, dineIn) }
      try stage("reject_order", try place(Trattoria.order()), ",\"reason\":\"too_busy\"")
      try stage("cancel_order", try place(Trattoria.order()), ",\"reason\":\"customer_request\"")
      let recorded = Trattoria.order().replacing(
        "\"quantity\":1", with: "\"quantity\":1,\"total_minor\":900"
      )
      .replacing("\"venue\"", with: "\"order\":\"ord_01h455vb4pex5vsknk084sn02q\",\"venue\"")
      _ = try give("record_order", recorded)

      let listed = try Terminal.daybook("do", "--list", "--format", "json")
      let all = try #require(try JSONSerialization.jsonObject(with: Data(listed.output)) as? [[String: Any]])
      #expect(
        given.union(LoyaltyDoTests.commands).union(ReservationDoTests.commands)
          == Set(all.compactMap { $0["name"] as? String }),
        "the list and these tests name the same commands")
      #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
    }
  }

  @Test func `every command's fields can be asked for`() throws {
    let listed = try Terminal.daybook("do", "--list", "--format", "json")
    let all = try #require(try JSONSerialization.jsonObject(with: Data(listed.output)) as? [[String: Any]])
    for name in all.compactMap({ $0["name"] as? String }) {
      let run = try Terminal.daybook("do", "--fields", name)
      #expect(run.status == 0)
      #expect(run.text.hasPrefix("\(name): ") && run.text.contains("FIELD"))
    }
  }

  /// A command, its JSON, the exit code and what the error must name.
  static let refused: [(command: String, json: String, status: Int32, names: String)] = [
    ("accept_order", "{oops", 65, "not JSON"),
    ("accept_order", "", 65, "not JSON"),
    ("accept_order", "{}", 65, "order: a required value is missing"),
    ("accept_order", "{\"oder\":1,\"tip\":5}", 65, "order: a required value is missing; oder: "),
    ("accept_order", "{\"oder\":1,\"tip\":5}", 65, "nor tip"),
    ("accept_order", "{\"order\":\"ord_xx\"}", 65, "ord_xx"),
    ("accept_order", "{\"order\":\"\(Trattoria.venue)\"}", 65, "order"),
    ("accept_order", "{\"order\":\"ord_01h455vb4pex5vsknk084sn02q\",\"tip\":5}", 65, "tip"),
    ("accept_order", "{\"order\":\"ord_01h455vb4pex5vsknk084sn02q\"}", 67, "order_unknown"),
    ("change_menu_item_price", Trattoria.price("-1"), 67, "price_minor"),
    ("change_menu_item_price", Trattoria.price("1.5"), 65, "price_minor"),
    ("change_menu_item_price", Trattoria.price("9223372036854775808"), 65, "price_minor"),
    ("change_menu_item_price", Trattoria.price("9223372036854775807"), 67, "price_minor"),
    ("change_menu_item_price", Trattoria.price("\"twelve\""), 65, "price_minor"),
    ("place_order", Trattoria.order(0), 67, "quantity"),
    ("place_order", Trattoria.order(-1), 65, "quantity"),
    ("place_order", Trattoria.order(4_294_967_295), 67, "quantity"),
    ("place_order", Trattoria.order().replacing("2026-11-23T19", with: "2026-02-30T19"), 65, "at"),
    ("place_order", Trattoria.order(lines: 5_000), 67, "lines"),
  ]

  @Test(arguments: refused) func `what is wrong is named, and nothing is stored`(
    command: String, json: String, status: Int32, names: String
  ) throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.daybook("do", command, "--json", "-", "--data", data.string, input: Array(json.utf8))
      #expect(run.status == status, "\(run.errors.prefix(300))")
      #expect(run.errors.contains(names) && run.errors.contains(command), "\(run.errors.prefix(300))")
      #expect(run.errors.count < 2_000, "the error does not repeat a huge command")
      #expect(run.output.isEmpty)
      #expect(try Terminal.daybook("tail", "--data", data.string, "--after", "\(Trattoria.events)").output.isEmpty)
    }
  }

  @Test func `a string of 1 MiB is refused in few words`() throws {
    try Trattoria.withData { data throws in
      let name = String(repeating: "x", count: 1 << 20)
      let json = "{\"venue\":\"\(Trattoria.venue)\",\"section\":2,\"name\":\"\(name)\"}"
      let run = try Terminal.daybook(
        "do", "add_menu_section", "--json", "-", "--data", data.string, input: Array(json.utf8))
      #expect(run.status == 65 || run.status == 67)
      #expect(run.errors.contains("name") && run.errors.count < 2_000, "\(run.errors.prefix(300))")
    }
  }

  @Test func `standard input and files that are not UTF-8 are refused`() throws {
    try Trattoria.withData { data throws in
      let bytes =
        Array("{\"venue\":\"\(Trattoria.venue)\",\"section\":2,\"name\":\"".utf8) + [0xc3, 0x28] + Array("\"}".utf8)
      let file = data.removingLastComponent().appending("command.json")
      try write(bytes, to: file)
      for source in ["-", "@\(file)"] {
        let run = try Terminal.daybook("do", "add_menu_section", "--json", source, "--data", data.string, input: bytes)
        #expect(run.status == 65 && run.errors.contains("UTF-8"))
      }
      let run = try Terminal.daybook("do", "add_menu_section", "--json", "@\(file).none", "--data", data.string)
      #expect(run.status == 66 && run.errors.contains("\(file).none"))
      try write("{\"venue\":".utf8, to: file)
      let cut = try Terminal.daybook("do", "add_menu_section", "--json", "@\(file)", "--data", data.string)
      #expect(cut.status == 65 && cut.errors.contains("\(file): add_menu_section"), "\(cut.errors)")
    }
  }

  @Test func `a key makes a repetition harmless, and is refused for another request`() throws {
    try Trattoria.withData { data throws in
      func give(_ json: String) throws -> Run {
        try Terminal.daybook(
          "do", "place_order", "--key", "k1", "--json", json, "--data", data.string, "--format", "json")
      }
      let first = try give(Trattoria.order(2)).json()
      let second = try give(Trattoria.order(2)).json()
      #expect(first["outcome"] as? String == "appended" && second["outcome"] as? String == "repeated")
      #expect(first["events"] as? NSArray == second["events"] as? NSArray)
      let other = try give(Trattoria.order(3))
      #expect(other.status == 67 && other.errors.contains("idempotency_key_reused"))
      let events = try Terminal.daybook(
        "tail", "--data", data.string, "--after", "\(Trattoria.events)", "--output", "json")
      #expect(try events.jsonLines().count == 1)
    }
  }

  @Test func `a repeated command without a key changes nothing where nothing is to change`() throws {
    try Trattoria.withData { data throws in
      for outcome in ["appended", "unchanged"] {
        let run = try Terminal.daybook(
          "do", "change_menu_item_price", "--json", Trattoria.price("1200"), "--data", data.string, "--format", "json")
        #expect(try run.json()["outcome"] as? String == outcome)
      }
    }
  }
}
