import Foundation
import Testing

/// An import that is killed at random moments, over and over, and then left to finish.
///
/// `DAYBOOK_KILLS` says how many kills (24 if absent); `DAYBOOK_SEED` repeats a run.
@Suite(.serialized) struct ImportKillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let kills = environment["DAYBOOK_KILLS"].flatMap { Int($0) } ?? 24
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)

  @Test func anImportKilledAnywhereEndsAtTheExactSums() async throws {
    print("seed \(Self.seed), \(Self.kills) kills")
    var random = SeededGenerator(state: Self.seed)
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-kill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let sample = try SampleExport(in: directory)

    let started = Date()
    try sample.expectExactSums(try sample.importing(into: "untouched").finish())
    let duration = Date().timeIntervalSince(started)

    var killed = 0
    var log = 0
    while killed < Self.kills {
      log += 1
      while killed < Self.kills {
        let run = try sample.importing(into: "log-\(log)")
        let delay = Double.random(in: 0...duration, using: &random)
        guard try await run.kill(after: delay) else { break }
        killed += 1
      }
      try sample.expectExactSums(try sample.importing(into: "log-\(log)").finish())
      let again = try sample.importing(into: "log-\(log)").finish()
      try sample.expectExactSums(again)
      #expect(again.json["events"] as? Int == 0, "an import that is complete adds nothing")
      let verify = try ImportRun(["verify", "--data", sample.data("log-\(log)")], in: directory).finish()
      #expect(verify.status == 0, "\(verify.text) \(verify.errors)")
    }
    print("killed \(killed) times in \(log) logs")
  }
}

/// A small export, and what must come of it.
private struct SampleExport {
  private let directory: URL
  private let orders = 400
  private var lines: Int { orders * 2 + orders / 3 + 1 }

  init(in directory: URL) throws {
    self.directory = directory
    var rows = ["order,time,item,quantity,price,with"]
    for order in 0..<orders {
      let time = "0\(order % 9 + 1)/02/2018 1\(order % 10):0\(order % 6)"
      rows.append("\(order),\(time),Item \(order % 40),\(order % 4 + 1),2.50,")
      rows.append("\(order),\(time),Bowl,1,8.05,\"[Salsa \(order % 3), [Rice, Beans]]\"")
      if order % 3 == 0 { rows.append("\(order),\(time),Item \(order % 40),\(order % 4 + 1),2.50,") }
    }
    try rows.joined(separator: "\n").write(to: file("export.csv"), atomically: true, encoding: .utf8)
    try """
    { "source": "kill test", "order": { "columns": ["order"] },
      "time": { "columns": ["time"], "format": "dd/MM/yyyy HH:mm", "zone": "Europe/London" },
      "item": { "column": "item" }, "quantity": { "column": "quantity" },
      "price": { "column": "price", "means": "unit_price", "currency": "GBP" },
      "modifiers": { "column": "with", "syntax": "nested_list" },
      "venue": { "set_up": { "name": "Kill test", "zone": "Europe/London", "currency": "GBP" } } }
    """.write(to: file("mapping.json"), atomically: true, encoding: .utf8)
  }

  private func file(_ name: String) -> URL { directory.appendingPathComponent(name) }

  func data(_ name: String) -> String { file(name).path }

  func importing(into log: String) throws -> ImportRun {
    try ImportRun(
      [
        "import", "orders", file("export.csv").path, "--mapping", file("mapping.json").path, "--data", data(log),
        "--format", "json",
      ], in: directory)
  }

  func expectExactSums(_ result: ImportRun.Result) throws {
    try #require(result.status == 0, "\(result.errors)")
    let items = (0..<orders).reduce(0) { $0 + ($1 % 4 + 1) * ($1 % 3 == 0 ? 2 : 1) }
    #expect(result.json["rows"] as? Int == lines)
    #expect(result.json["refused"] as? Int == 0)
    #expect(result.json["orders"] as? Int == orders)
    #expect(result.json["lines"] as? Int == lines)
    #expect(result.json["quantity"] as? Int == items + orders)
    #expect(result.json["gross_minor"] as? Int == items * 250 + orders * 805)
  }
}

/// The built `daybook` at work.
private final class ImportRun {
  struct Result {
    var status: Int32
    var text: String
    var errors: String

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
  }

  private let process = Process()
  private let output: URL
  private let errors: URL

  init(_ arguments: [String], in directory: URL) throws {
    output = directory.appendingPathComponent("\(UUID().uuidString).out")
    errors = directory.appendingPathComponent("\(UUID().uuidString).err")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = try Self.executable()
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// Beside the tests themselves, where the build puts both.
  private static func executable() throws -> URL {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("daybook")
  }

  func finish() throws -> Result {
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, text: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Kills the process without warning; false if it had ended by itself.
  func kill(after seconds: Double) async throws -> Bool {
    try await Task.sleep(for: .seconds(seconds))
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }
}

/// Repeatable random numbers (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
