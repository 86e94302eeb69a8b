import Foundation
import SystemPackage
import Testing

@testable import daybook

/// How what people read is laid out: no view is wider than a terminal of eighty columns.
@Suite struct PageTests {
  private func expectPage(_ arguments: [String], beside ids: Bool = false) throws {
    let run = try Terminal.run(Terminal.executable, arguments)
    #expect(run.status == 0, "\(arguments) \(run.errors)")
    for line in run.text.split(separator: "\n") {
      #expect(line.count <= 80, "\(arguments.joined(separator: " ")): \(line)")
    }
  }

  @Test(arguments: [["do", "--list"], ["events"]]) func `lists fit eighty columns`(arguments: [String]) throws {
    try expectPage(arguments)
  }

  @Test func `every view of a busy venue fits eighty columns`() throws {
    try withTemporaryDirectory { directory throws in
      let data = directory.appending("data").string
      let made = try Terminal.daybook("generate", "--events", "1500", "--data", data)
      try #require(made.status == 0, "\(made.errors)")
      let listed = try Terminal.daybook("show", "loyalty", "--data", data, "--format", "json").json()
      let venue = try #require((listed["venues"] as? [[String: Any]])?.first)
      let guest = try #require(((venue["most_points"] as? [[String: Any]])?.first)?["customer"] as? String)
      let paid = try Terminal.daybook("show", "payments", "--limit", "1", "--data", data, "--format", "json").json()
      let newest = ((paid["venues"] as? [[String: Any]])?.first)?["newest"] as? [[String: Any]]
      let order = try #require(newest?.first?["order"] as? String)
      let day = try #require(newest?.first?["service_date"] as? String)
      for view in [
        ["orders"], ["orders", "--order", order], ["kitchen"], ["payments"],
        ["payments", "--order", order, "--split", "20"], ["loyalty"], ["statement", "--customer", guest], ["ledger"],
        ["analytics"], ["availability", "--date", day], ["bookings", "--date", day, "--all"],
        ["waitlist", "--date", day],
      ] { try expectPage(["show"] + view + ["--data", data]) }
      for command in [["replay"], ["replay", "--as-of", "9"], ["stats"], ["verify"]] {
        try expectPage(command + ["--data", data])
      }
      // Choices stand on one line each, however long; items with what is in them fit.
      let menu = try Terminal.daybook("show", "menu", "--data", data).text.split(separator: "\n")
      for line in menu where !line.hasPrefix("  ") || line.hasPrefix("  allergens") {
        #expect(line.count <= 80, "\(line)")
      }
      #expect(menu.contains { $0.hasPrefix("  allergens: ") })
    }
  }

  @Test func `the chart of guests ends with the last day on which somebody came`() throws {
    try withTemporaryDirectory { directory throws in
      let data = directory.appending("data").string
      let made = try Terminal.daybook("generate", "--events", "1500", "--data", data)
      try #require(made.status == 0, "\(made.errors)")
      let arguments = ["show", "analytics", "--series", "guests_by_day", "--data", data]
      let json = try Terminal.run(Terminal.executable, arguments + ["--format", "json"]).json()
      let venue = try #require((json["venues"] as? [[String: Any]])?.first)
      let series = (venue["series"] as? [String: Any])?["guests_by_day"] as? [String: Any]
      let days = try #require(series?["days"] as? [[String: Any]])
      let came = days.filter { ($0["covers"] as? Int ?? 0) > 0 }.compactMap { $0["service_date"] as? String }
      let last = try #require(came.last)
      #expect(last != days.last?["service_date"] as? String, "there are bookings for later, in JSON too")
      #expect(try Terminal.run(Terminal.executable, arguments).text.contains(" to \(last); most: "))
    }
  }

  @Test func `words are broken at spaces, and what is longer than a line stays whole`() {
    #expect("one two three".wrapped(8, indent: 2) == "one two\n  three")
    #expect("  one two".wrapped(6, indent: 4) == "  one\n    two")
    #expect("ord_01h455vb4pex5vsknk084sn02q is it".wrapped(10) == "ord_01h455vb4pex5vsknk084sn02q\nis it")
    #expect(["a b,", "c d,", "e f"].wrapped(12, start: "x: ", indent: 3) == "x: a b, c d,\n   e f")
    #expect("".wrapped(10) == "" && "one".wrapped(1) == "one")
  }

  @Test func `what is too long is shortened with a mark`() {
    #expect("Steak Burrito".shortened(13) == "Steak Burrito" && "Steak Burrito".shortened(8) == "Steak B…")
    #expect("寿司 + 刺身".shortened(6) == "寿司 …")
  }

  @Test func `columns stand under each other whatever script their words are in`() {
    #expect("寿司".columns == 4 && "crème".columns == 5 && "🍣".columns == 2)
    var table = TextTable(["ITEM", "SOLD"], right: [1])
    table.add(["寿司", "5"])
    table.add(line: "a line that makes no column wider")
    table.add(["Sushi", "12"])
    #expect(table.lines == ["ITEM   SOLD", "寿司      5", "a line that makes no column wider", "Sushi    12"])
    var wrapping = TextTable(["A", "B"], wrapping: true)
    wrapping.add(["one", String(repeating: "word ", count: 20)])
    #expect(wrapping.text.split(separator: "\n").map(\.count) == [6, 79, 29])
  }
}
