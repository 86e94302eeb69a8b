import EventSourcing
import Foundation
import SystemPackage
import Testing

/// An import that is killed at random moments, over and over, and then left to finish.
///
/// `DAYBOOK_KILLS` says how many kills; `DAYBOOK_SEED` repeats a run.
@Suite(.serialized) struct ImportKillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let kills = environment["DAYBOOK_KILLS"].flatMap { Int($0) } ?? 20
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)

  @Test(.timeLimit(.minutes(20)), arguments: ["orders", "reservations"])
  func `an import that is killed anywhere ends at the exact sums`(_ kind: String) throws {
    print("ImportKillTests: seed \(Self.seed), \(Self.kills) kills")
    var random = SplitMix64(seed: Self.seed)
    try withTemporaryDirectory { directory in
      let sample = try kind == "orders" ? SampleExport.orders(in: directory) : .reservations(in: directory)
      let clock = ContinuousClock()
      let duration = try clock.measure { try sample.expectExactSums(try sample.importAll(into: "untouched")) }
      var killed = 0
      var log = 0
      while killed < Self.kills {
        log += 1
        let name = "log-\(log)"
        for _ in 0..<Int.random(in: 1...4, using: &random) where killed < Self.kills {
          let delay = duration * Double.random(in: 0...1, using: &random)
          guard try sample.importAndKill(into: name, after: delay) else { break }
          killed += 1
        }
        try sample.expectExactSums(try sample.importAll(into: name))
        let again = try sample.importAll(into: name)
        try sample.expectExactSums(again)
        #expect(try again.json()["events"] as? Int == 0, "an import that is complete adds nothing")
        let verify = try Terminal.daybook("verify", "--data", sample.data(name))
        #expect(verify.status == 0, "\(verify.text) \(verify.errors)")
      }
      print("ImportKillTests: killed \(killed) times in \(log) logs")
    }
  }
}

/// A small export, and what must come of it.
private struct SampleExport {
  private let directory: FilePath
  private let kind: String
  private let sums: [String: Int]

  /// Writes the export and its mapping into a directory.
  private init(_ kind: String, rows: [String], mapping: String, sums: [String: Int], in directory: FilePath) throws {
    self.directory = directory
    self.kind = kind
    self.sums = sums
    try write(rows.joined(separator: "\n").utf8, to: directory.appending("export.csv"))
    try write(mapping.utf8, to: directory.appending("mapping.json"))
  }

  /// 400 orders with modifiers, and here and there a row twice.
  static func orders(in directory: FilePath) throws -> SampleExport {
    let orders = 400
    var rows = ["order,time,item,quantity,price,with"]
    for order in 0..<orders {
      let start = "\(order),0\(order % 9 + 1)/02/2018 1\(order % 10):0\(order % 6)"
      rows.append("\(start),Item \(order % 40),\(order % 4 + 1),2.50,")
      rows.append("\(start),Bowl,1,8.05,\"[Salsa \(order % 3), [Rice, Beans]]\"")
      if order % 3 == 0 { rows.append("\(start),Item \(order % 40),\(order % 4 + 1),2.50,") }
    }
    let mapping = """
      { "source": "kill test", "order": { "columns": ["order"] },
        "time": { "columns": ["time"], "format": "dd/MM/yyyy HH:mm", "zone": "Europe/London" },
        "item": { "column": "item" }, "quantity": { "column": "quantity" },
        "price": { "column": "price", "means": "unit_price", "currency": "GBP" },
        "modifiers": { "column": "with", "syntax": "nested_list" },
        "venue": { "set_up": { "name": "Kill test", "zone": "Europe/London", "currency": "GBP" } } }
      """
    let items = (0..<orders).reduce(0) { $0 + ($1 % 4 + 1) * ($1 % 3 == 0 ? 2 : 1) }
    return try SampleExport(
      "orders", rows: rows, mapping: mapping,
      sums: [
        "rows": rows.count - 1, "refused": 0, "orders": orders, "lines": rows.count - 1, "quantity": items + orders,
        "gross_minor": items * 250 + orders * 805,
      ], in: directory)
  }

  /// 600 bookings at three venues, each with room for all.
  static func reservations(in directory: FilePath) throws -> SampleExport {
    let bookings = 600
    var rows = ["site,visit,made,party"]
    for booking in 0..<bookings {
      let day = String(booking % 28 + 101).dropFirst()
      rows.append(
        "site-\(booking % 3),2016-05-\(day) \(12 + booking % 10):00:00,2016-04-\(day) 10:00:00,\(booking % 4 + 1)")
    }
    let tables = (1...30).map { "{\"name\": \"T\($0)\", \"min_seats\": 1, \"max_seats\": 4}" }
    let mapping = """
      { "source": "kill test", "reservation": {"channel": "web"},
        "time": { "visit": ["visit"], "booked": ["made"], "format": "yyyy-MM-dd HH:mm:ss", "zone": "Asia/Tokyo" },
        "party": { "column": "party" },
        "venue": { "column": "site", "set_up": {
          "name": "Kill test", "zone": "Asia/Tokyo", "currency": "JPY",
          "hours": [{"weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
                     "opens": "00:00", "closes": "24:00"}],
          "reservations": {"slot_minutes": 60, "turn_minutes": 60, "horizon_days": 365},
          "tables": [\(tables.joined(separator: ","))] } } }
      """
    return try SampleExport(
      "reservations", rows: rows, mapping: mapping,
      sums: [
        "rows": bookings, "refused": 0, "bookings": bookings,
        "covers": (0..<bookings).reduce(0) { $0 + $1 % 4 + 1 },
      ], in: directory)
  }

  func data(_ name: String) -> String { directory.appending(name).string }

  private func arguments(_ name: String) -> [String] {
    [
      "import", kind, data("export.csv"), "--mapping", data("mapping.json"), "--data", data(name), "--format",
      "json",
    ]
  }

  func importAll(into name: String) throws -> Run { try Terminal.run(Terminal.executable, arguments(name)) }

  /// Whether the kill came before the end.
  func importAndKill(into name: String, after delay: Duration) throws -> Bool {
    let (child, lines) = try Terminal.follow(arguments(name), errors: directory.appending("errors"))
    let killer = Killer(child, after: delay)
    while try lines.next() != nil {}
    killer.disarm()
    return child.wait() == .signalled(SIGKILL)
  }

  func expectExactSums(_ run: Run) throws {
    try #require(run.status == 0, "\(run.errors)")
    let json = try run.json()
    for (name, sum) in sums { #expect(json[name] as? Int == sum, "\(name)") }
  }
}
