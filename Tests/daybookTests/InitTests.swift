import Foundation
import SystemPackage
import Testing

/// Setting a venue up from a file.
@Suite struct InitTests {
  @Test func `the same file twice changes nothing, a changed one appends the differences`() throws {
    try Trattoria.withData { data throws in
      let file = data.removingLastComponent().appending("venue.json")
      try write(Trattoria.file.utf8, to: file)
      let again = try Terminal.daybook("init", "--venue", file.string, "--data", data.string, "--format", "json")
      #expect(again.status == 0)
      #expect(try again.json()["outcome"] as? String == "unchanged")

      try write(Trattoria.file.replacing("1000", with: "1100").utf8, to: file)
      let changed = try Terminal.daybook("init", "--venue", file.string, "--data", data.string, "--format", "json")
      let events = try #require(try changed.json()["events"] as? [[String: Any]])
      #expect(events.map { $0["type"] as? String } == ["menu_item_price_changed"])
      #expect(events.first?["position"] as? Int == Trattoria.events + 1)
    }
  }

  @Test func `people are told what a venue file came to, not every event in full`() throws {
    try withTemporaryDirectory { directory throws in
      let (file, data) = (directory.appending("venue.json"), directory.appending("data").string)
      try write(Trattoria.file.utf8, to: file)
      let made = try Terminal.daybook("init", "--venue", file.string, "--data", data)
      let heading = "Trattoria (\(Trattoria.venue)) is set up, with events 1 to \(Trattoria.events)\n"
      #expect(made.status == 0 && made.text.hasPrefix(heading), "\(made.text)")
      #expect(made.text.contains("menu_item_added         2\n"))
      #expect(made.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(made.text)")
      try write(Trattoria.file.replacing("1000", with: "1100").utf8, to: file)
      let changed = try Terminal.daybook("init", "--venue", file.string, "--data", data)
      #expect(changed.text.contains("menu_item_price_changed  {"), "\(changed.text)")
    }
  }

  /// What is wrong, and what the error must name.
  static let wrong: [(file: String, names: String)] = [
    ("", "not JSON"), ("{\"name\":", "not JSON"), ("[1]", "object"),
    (Trattoria.file.replacing("\"zone\"", with: "\"colour\""), "colour"),
    (Trattoria.file.replacing("\"opens\"", with: "\"open\": 1, \"opens\""), "hours[0].open"),
    (Trattoria.file.replacing("\"name\": \"Trattoria\"", with: "\"name\": 5"), "name: a string is due"),
    (Trattoria.file.replacing("Europe/London", with: "Mars/Olympus"), "zone: \"Mars/Olympus\""),
    (Trattoria.file.replacing("GBP", with: "QQQ"), "currency: \"QQQ\""),
    (Trattoria.file.replacing("gluten", with: "plutonium"), "sections[0].items[0].allergens[1]: \"plutonium\""),
    (Trattoria.file.replacing("1000", with: "-1000"), "sections[0].items[0].price_minor"),
    (Trattoria.file.replacing("1000", with: "99999999999999999999"), "sections[0].items[0].price_minor"),
    (Trattoria.file.replacing("26:00", with: "11:00"), "12:00 to 11:00 is empty"),
  ]

  @Test(arguments: wrong) func `a wrong file is refused by name and place, and nothing is made`(
    file: String, names: String
  ) throws {
    try withTemporaryDirectory { directory throws in
      let path = directory.appending("venue.json")
      try write(file.utf8, to: path)
      let run = try Terminal.daybook("init", "--venue", path.string, "--data", directory.appending("data").string)
      #expect(run.status == 65)
      #expect(run.errors.contains(path.string) && run.errors.contains(names), "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: directory.appending("data").string))
    }
  }

  @Test func `text that is not UTF-8 is refused, not stored with replacement characters`() throws {
    try withTemporaryDirectory { directory throws in
      let path = directory.appending("venue.json")
      var bytes = Array(Trattoria.file.utf8)
      let name = try #require(bytes.firstIndex(of: UInt8(ascii: "T")))
      bytes[name] = 0xff
      try write(bytes, to: path)
      let run = try Terminal.daybook("init", "--venue", path.string, "--data", directory.appending("data").string)
      #expect(run.status == 65)
      #expect(run.errors.contains("UTF-8") && run.errors.contains(path.string))
      #expect(!FileManager.default.fileExists(atPath: directory.appending("data").string))
    }
  }

  @Test func `a file that is not there, or a directory, is no input`() throws {
    try withTemporaryDirectory { directory throws in
      let data = directory.appending("data").string
      for file in ["\(directory)/none", directory.string] {
        let run = try Terminal.daybook("init", "--venue", file, "--data", data)
        #expect(run.status == 66 && run.errors.contains(file))
      }
      #expect(!FileManager.default.fileExists(atPath: data))
    }
  }

  @Test func `a data directory that cannot be made is named`() throws {
    try withTemporaryDirectory { directory throws in
      let file = directory.appending("venue.json")
      try write(Trattoria.file.utf8, to: file)
      let run = try Terminal.daybook("init", "--venue", file.string, "--data", file.string)
      #expect(run.status == 77)
      #expect(run.errors.contains(file.string) && run.errors.contains("--data"))
    }
  }
}
