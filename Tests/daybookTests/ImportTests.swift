import Foundation
import SystemPackage
import Testing

/// Importing again, after the file or the menu has changed, and importing what cannot be imported.
@Suite struct ImportTests {
  private static let setUp = """
    {"key": "till", "name": "Till", "zone": "Europe/London", "currency": "GBP"}
    """

  /// A mapping for `order,time,item,price,milk`.
  private static func mapping(_ setUp: String = setUp) -> String {
    """
    {"source": "till", "order": {"columns": ["order"]},
     "time": {"columns": ["time"], "format": "yyyy-MM-dd HH:mm", "zone": "Europe/London"},
     "item": {"column": "item"}, "price": {"column": "price", "means": "unit_price", "currency": "GBP"},
     "modifiers": {"column": "milk", "syntax": "flat", "groups": ["Milk"]}, "venue": {"set_up": \(setUp)}}
    """
  }

  private static let rows = ["1,2026-11-02 10:00,Tea,2.50,", "2,2026-11-02 11:00,Flat White,3.40,Oat"]

  /// Imports rows into the data beside; their mapping sets the venue up.
  private func run(
    _ rows: [String], in directory: FilePath, mapping: String = mapping(), _ more: String...
  ) throws -> Run {
    let (file, rules) = (directory.appending("till.csv"), directory.appending("till.json"))
    try write(((["order,time,item,price,milk"] + rows).joined(separator: "\n") + "\n").utf8, to: file)
    try write(mapping.utf8, to: rules)
    return try Terminal.run(
      Terminal.executable,
      ["import", "orders", file.string, "--mapping", rules.string, "--data", directory.appending("data").string]
        + more)
  }

  private func summary(_ rows: [String], in directory: FilePath) throws -> [String: Int] {
    let run = try run(rows, in: directory, "--format", "json")
    try #require(run.status == 0, "\(run.errors)")
    return try run.json().compactMapValues { $0 as? Int }
  }

  private func menu(_ directory: FilePath) throws -> [[String: Any]] {
    let data = directory.appending("data").string
    let json = try Terminal.daybook("show", "menu", "--data", data, "--format", "json").json()
    let sections = (json["venues"] as? [[String: Any]])?.first?["sections"] as? [[String: Any]] ?? []
    return sections.flatMap { $0["items"] as? [[String: Any]] ?? [] }.compactMap { $0["item"] as? [String: Any] }
  }

  @Test func `an order whose time the file has corrected is still counted as one of the log`() throws {
    try withTemporaryDirectory { directory throws in
      let first = try summary(Self.rows, in: directory)
      #expect((first["orders"], first["items"]) == (2, 2))
      let corrected = try summary(["1,2026-11-03 10:00,Tea,2.50,", Self.rows[1]], in: directory)
      #expect((corrected["repeated"], corrected["refused"], corrected["events"]) == (1, 1, 0))
      #expect((corrected["orders"], corrected["lines"], corrected["gross_minor"]) == (2, 2, 590))
    }
  }

  @Test func `a reservation whose time of booking the file has corrected is still counted`() throws {
    try withTemporaryDirectory { directory throws in
      let mapping = """
        {"source": "site", "reservation": {"column": "number"}, "party": {"column": "party"},
         "time": {"visit": ["visit"], "booked": ["booked"], "format": "yyyy-MM-dd HH:mm", "zone": "Europe/London"},
         "venue": {"set_up": {"key": "t", "name": "T", "zone": "Europe/London", "currency": "GBP",
           "hours": [{"weekdays": ["monday"], "opens": "12:00", "closes": "23:00"}],
           "reservations": {"slot_minutes": 30, "turn_minutes": 60, "horizon_days": 90},
           "tables": [{"name": "1", "min_seats": 1, "max_seats": 4}]}}}
        """
      func bookings(_ booked: String) throws -> [String: Any] {
        let (file, rules) = (directory.appending("site.csv"), directory.appending("site.json"))
        try write("number,visit,booked,party\n7,2026-11-02 19:00,\(booked),2\n".utf8, to: file)
        try write(mapping.utf8, to: rules)
        return try Terminal.daybook(
          "import", "reservations", file.string, "--mapping", rules.string, "--data",
          directory.appending("data").string, "--format", "json"
        ).json()
      }
      #expect(try bookings("2026-10-30 09:00")["bookings"] as? Int == 1)
      let again = try bookings("2026-10-31 09:00")
      #expect(again["refused"] as? Int == 1 && again["bookings"] as? Int == 1 && again["covers"] as? Int == 2)
    }
  }

  @Test func `an item and its option that were renamed are the same when their file is imported again`() throws {
    try withTemporaryDirectory { directory throws in
      _ = try summary(Self.rows, in: directory)
      // As the staff rename it: in a venue file that keeps the item's key.
      let venue = directory.appending("venue.json")
      let file =
        Self.setUp.dropLast() + """
          , "sections": [{"number": 1, "name": "Imported", "items": [
            {"name": "Tea", "price_minor": 250, "allergens": ["not_declared"]},
            {"key": "Flat White", "name": "White Coffee", "price_minor": 340, "allergens": ["not_declared"],
             "groups": [{"number": 1, "name": "With", "min": 0, "max": 1000, "repeats": true,
               "options": [{"number": 1, "name": "Oat Milk", "allergens": ["not_declared"]}]}]}]}]}
          """
      try write(file.utf8, to: venue)
      let renamed = try Terminal.daybook("init", "--venue", venue.string, "--data", directory.appending("data").string)
      try #require(
        renamed.status == 0 && renamed.text.contains("menu_item_changed"), "\(renamed.text)\(renamed.errors)")
      let again = try summary(Self.rows + ["3,2026-11-02 12:00,Flat White,3.40,Oat"], in: directory)
      #expect((again["repeated"], again["imported"], again["refused"], again["items"]) == (2, 1, 0, 0))
      #expect(try menu(directory).map { $0["name"] as? String } == ["Tea", "White Coffee"])
    }
  }

  @Test func `checking a mapping looks into its venue`() throws {
    try withTemporaryDirectory { directory throws in
      let wrong = Self.setUp.replacing("Europe/London", with: "Europe/Londn")
      for more in ["--check", "--format=json"] {
        let run = try run(Self.rows, in: directory, mapping: Self.mapping(wrong), more)
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.errors.contains("venue.set_up.zone: ") && run.errors.contains("Europe/Londn"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.appending("data").string))
      }
    }
  }

  @Test func `a file of which nothing can be imported is an error, one with some bad rows is not`() throws {
    try withTemporaryDirectory { directory throws in
      let wrong = ["1,02/11/2026 10:00,Tea,2.50,", "2,02/11/2026 11:00,Tea,2.50,"]
      for more in ["--check", "--format=json", "--format=text"] {
        let file = try run(wrong, in: directory, more)
        #expect(file.status == 65 && file.errors.contains("no row of 2 can be imported"), "\(file.errors)")
        #expect(!file.output.isEmpty, "the summary is there all the same")
      }
      #expect(try run(wrong + [Self.rows[0]], in: directory).status == 0)
      #expect(try run([], in: directory).status == 0)
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: [SIGINT, SIGTERM])
  func `an import that is interrupted says so, and goes on when it is run again`(signal: Int32) throws {
    try withTemporaryDirectory { directory throws in
      _ = try summary(Self.rows, in: directory)
      let rows = (0..<6_000).map { index in
        "\(index + 10),2026-11-0\(3 + index / 1_440) \(Self.clock(index % 1_440)),Tea,2.50,"
      }
      let (file, rules) = (directory.appending("long.csv"), directory.appending("till.json"))
      try write(((["order,time,item,price,milk"] + rows).joined(separator: "\n") + "\n").utf8, to: file)
      let data = directory.appending("data").string
      let (reader, events) = try Terminal.follow(
        ["tail", "--follow", "--type", "order_placed", "--data", data], errors: directory.appending("tail"))
      for _ in Self.rows { #expect(try events.next() != nil) }
      let errors = directory.appending("errors")
      let (child, lines) = try Terminal.follow(
        ["import", "orders", file.string, "--mapping", rules.string, "--data", data], errors: errors)
      // Once one of its orders is there it is at work.
      #expect(try events.next() != nil)
      child.send(signal)
      #expect(try lines.next() == nil)
      #expect(child.wait() == .exited(130))
      #expect(String(decoding: try read(errors), as: UTF8.self).contains("running the import again goes on"))
      reader.send(SIGKILL)
      _ = reader.wait()
      let again = try run(rows, in: directory, "--format", "json").json()
      #expect(again["orders"] as? Int == 6_000 && (again["repeated"] as? Int ?? 0) > 0)
      #expect((again["repeated"] as? Int ?? 0) + (again["imported"] as? Int ?? 0) == 6_000)
    }
  }

  private static func clock(_ minute: Int) -> String {
    let digits = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
    return "\(digits(minute / 60)):\(digits(minute % 60))"
  }

  @Test func `an import that sets no venue up makes no log where none is`() throws {
    try withTemporaryDirectory { directory throws in
      let setUp = "\"set_up\": \(Self.setUp)"
      for venue in ["{\"constant\": \"Nowhere\"}", "{\"column\": \"milk\"}"] {
        let mapping = Self.mapping().replacingOccurrences(of: "{\(setUp)}", with: venue)
        try #require(!mapping.contains("set_up"))
        let found = try run(Self.rows, in: directory, mapping: mapping)
        #expect(found.status == 66 && found.errors.contains("daybook init"), "\(found.errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.appending("data").string))
      }
      #expect(try summary(Self.rows, in: directory)["orders"] == 2)
      let unknown = try run(
        Self.rows, in: directory,
        mapping: Self.mapping().replacingOccurrences(of: "{\(setUp)}", with: "{\"constant\": \"Nowhere\"}"))
      #expect(unknown.status == 65 && unknown.errors.contains("there is no venue \"Nowhere\""), "\(unknown.errors)")
    }
  }

  @Test func `a wrong delimiter is told once`() throws {
    try withTemporaryDirectory { directory throws in
      let mapping = Self.mapping().replacing("\"source\"", with: "\"file\": {\"delimiter\": \";\"}, \"source\"")
      let run = try run(Self.rows, in: directory, mapping: mapping)
      #expect(run.status == 65 && run.errors.contains("file.delimiter: "), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
    }
  }

  @Test func `the sums are written as everywhere else`() throws {
    try withTemporaryDirectory { directory throws in
      let text = try run(["1,2026-11-02 10:00,Feast,1234.50,"], in: directory).text
      #expect(text.contains("GBP 1,234.50") && text.contains(" 2026-11-02T10:00:00Z\n"), "\(text)")
      #expect(text.contains("put on the menu    1 item\n"), "\(text)")
    }
  }
}
