import Foundation
import SystemPackage
import Testing

/// `show analytics`, and every figure of it against an independent computation over the exported events.
@Suite struct AnalyticsTests {
  private static let series = [
    "sales_by_day", "sales_by_hour", "sales_by_weekday", "sales_by_channel", "sales_by_service", "items", "options",
    "pairs", "payments", "guests_by_day", "lead_times", "table_hours", "segments", "cohorts", "lifetime", "customers",
  ]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// How many figures were compared: of all events, or of the first so many.
  private func check(
    _ data: FilePath, from: String? = nil, to: String? = nil, asOf position: Int? = nil
  ) throws -> Int {
    try withTemporaryDirectory { directory in
      let (events, figures) = (directory.appending("events"), directory.appending("figures"))
      let exported = try Terminal.daybook("tail", "--data", data.string, "--format", "json")
      #expect(exported.status == 0, "\(exported.errors)")
      let lines = exported.text.split(separator: "\n")
      try write((lines.prefix(position ?? lines.count).joined(separator: "\n") + "\n").utf8, to: events)
      var arguments = ["show", "analytics", "--data", data.string, "--format", "json"]
      for name in Self.series { arguments += ["--series", name] }
      if let position { arguments += ["--as-of", String(position)] }
      if let from, let to { arguments += ["--from", from, "--to", to] }
      let shown = try Terminal.run(Terminal.executable, arguments)
      #expect(shown.status == 0, "\(shown.errors)")
      try write(shown.output, to: figures)
      let script = Self.root.appending(path: "Tests/check_analytics.py").path(percentEncoded: false)
      let range = [from, to].compactMap(\.self)
      let run = try Terminal.run("/usr/bin/env", ["python3", script, events.string, figures.string] + range)
      #expect(run.status == 0, "\(run.text)\(run.errors)")
      let report = try #require(run.text.split(separator: "\n").last)
      let counts = try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]
      return counts?["compared"] as? Int ?? 0
    }
  }

  private static let seed: UInt64 = {
    let seed = UInt64.random(in: .min ... .max)
    print("analytics story and month: seed \(seed)")
    return seed
  }()

  @Test(.needs("python3")) func `every figure of a made-up fortnight agrees with an independent computation`() throws {
    try Trattoria.withData { data throws in
      try AnalyticsStory.write(Self.seed, steps: 1_500, into: data)
      let all = try check(data)
      #expect(all > 500)
      let some = try check(data, from: "2026-12-03", to: "2026-12-10")
      #expect(some > 300)
      let stats = try Terminal.daybook("stats", "--data", data.string, "--format", "json").json()
      let head = try #require(stats["head"] as? Int)
      let early = try check(data, asOf: head / 2)
      #expect(early > 300 && early < all)
      let replayed = try Terminal.daybook("replay", "--model", "analytics", "--data", data.string, "--format", "json")
      #expect(replayed.status == 0, "\(replayed.errors)")
    }
  }

  @Test(.needs("python3")) func `every figure of a generated month agrees with an independent computation`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data")
      let made = try Terminal.daybook(
        "generate", "--seed", String(Self.seed), "--events", "6000", "--venues", "1", "--data", data.string)
      try #require(made.status == 0, "\(made.errors)")
      #expect(try check(data) > 500)
      #expect(try check(data, from: "2026-03-06", to: "2026-03-14") > 300)
      let books = Self.root.appending(path: "Tests/verify_books.py").path(percentEncoded: false)
      let verified = try Terminal.shell(
        "$daybook tail --data '\(data)' --format json | python3 '\(books)'")
      #expect(verified.status == 0, "\(verified.text)\(verified.errors)")
    }
  }

  private static let exports = [
    ("chipotle-orders.tsv", "chipotle.json"), ("cdnow-sample.txt", "cdnow.json"),
    ("takeaway-orders-2015-2018.csv", "takeaway.json"),
  ].filter { file, _ in
    let isPresent = FileManager.default.fileExists(atPath: root.appending(path: "../shared/data/\(file)").path)
    if !isPresent { print("SKIPPED: ../shared/data/\(file) is absent, so its figures are not compared") }
    return isPresent
  }

  @Test(.needs("python3"), arguments: exports)
  func `every figure of a real export agrees with an independent computation`(file: String, mapping: String) throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data")
      let imported = try Terminal.daybook(
        "import", "orders", Self.root.appending(path: "../shared/data/\(file)").path, "--mapping",
        Self.root.appending(path: "Fixtures/mappings/\(mapping)").path, "--data", data.string)
      #expect(imported.status == 0, "\(imported.errors)")
      let compared = try check(data)
      #expect(compared > 500)
    }
  }

  @Test func `a venue without sales says so`() throws {
    try Trattoria.withData { data throws in
      let shown = try Terminal.daybook("show", "analytics", "--data", data.string)
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.text.contains("no sales") && shown.text.contains("nothing yet"))
      let json = try Terminal.daybook("show", "analytics", "--data", data.string, "--format", "json").json()
      #expect((json["venues"] as? [[String: Any]])?.count == 1)
    }
  }

  @Test func `pictures are well-formed, and named by their series`() throws {
    try Trattoria.withData { data throws in
      try AnalyticsStory.write(7, steps: 400, into: data)
      try withTemporaryDirectory { directory in
        let one = directory.appending("hours.svg")
        let run = try Terminal.daybook(
          "show", "analytics", "--data", data.string, "--series", "sales_by_hour", "--svg", one.string)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("hours.svg"))
        try expectWellFormed(one)
        let all = try Terminal.daybook(
          "show", "analytics", "--data", data.string, "--svg", directory.appending("all.svg").string)
        #expect(all.status == 0, "\(all.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.string).filter {
          $0.hasPrefix("all-")
        }
        #expect(names.count >= 12 && names.contains("all-table_hours.svg"), "\(names)")
        for name in names { try expectWellFormed(directory.appending(name)) }
      }
    }
  }

  @Test func `a picture goes through a link and into a device, and replaces neither`() throws {
    try Trattoria.withData { data throws in
      try withTemporaryDirectory { directory in
        func draw(to file: FilePath) throws -> Run {
          try Terminal.daybook(
            "show", "analytics", "--data", data.string, "--series", "sales_by_day", "--svg", file.string)
        }
        let (link, target) = (directory.appending("link.svg"), directory.appending("target.svg"))
        try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: "target.svg")
        #expect(try draw(to: link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.string) == "target.svg")
        try expectWellFormed(target)

        // A link to the device, so that a mistake here breaks no more than the link.
        let full = directory.appending("full.svg")
        try FileManager.default.createSymbolicLink(atPath: full.string, withDestinationPath: "/dev/full")
        let run = try draw(to: full)
        #expect(run.status == 79 && run.errors.contains("full.svg: it cannot be written"), "\(run.errors)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: full.string) == "/dev/full")
      }
    }
  }

  /// The text and marks of a picture; its title and description name it.
  private func expectWellFormed(_ path: FilePath) throws {
    let text = String(decoding: try read(path), as: UTF8.self)
    #expect(text.hasPrefix("<?xml") && text.contains("<title id=\"title\">") && text.contains("role=\"img\""))
    let command = "python3 -c 'import sys,xml.etree.ElementTree as e; e.parse(sys.argv[1])' '\(path)'"
    guard try Terminal.shell("command -v python3").status == 0 else {
      return print("SKIPPED: no python3 parses the SVG")
    }
    let parsed = try Terminal.shell(command)
    #expect(parsed.status == 0, "\(path): \(parsed.errors)")
  }

  @Test(arguments: [
    ["--from", "2026-13-01"], ["--from", "2026-12-02", "--to", "2026-12-01"], ["--series", "sales_by_moon"],
    ["--series", "lifetime", "--svg", "picture.svg"],
  ])
  func `what cannot be shown is refused`(arguments: [String]) throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.run(Terminal.executable, ["show", "analytics", "--data", data.string] + arguments)
      #expect(run.status == 64, "\(run.errors)")
    }
  }
}
