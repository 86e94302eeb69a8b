import ArgumentParser
import EventSourcing
import Foundation
import Restaurant
import Synchronization
import Vocabulary

/// Takes over what happened elsewhere.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take over what happened elsewhere, from an export.", subcommands: [ImportOrders.self])
}

/// Imports orders from a CSV or TSV export.
struct ImportOrders: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "Import orders from a CSV or TSV export.",
    discussion: """
      A mapping file says what the columns mean. Orders are recorded by real commands, in the order of their times; \
      items that the menu lacks are put on it. Importing a file again adds nothing, and an import that was stopped \
      or killed is finished by running it again. Every row that is refused or odd is named with its line and reason.

      \(OrderMapping.guide)

      Examples:
        daybook import orders orders.csv --mapping till.json --check      read, report, write nothing
        daybook import orders orders.csv --mapping till.json --data ./bistro
        daybook import orders orders.csv --mapping till.json --format json | jq .gross_minor
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The export.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The mapping file.", valueName: "file"), completion: .file(extensions: ["json"]))
  var mapping: String

  @Flag(help: "Read and report only; write nothing.")
  var check = false

  func run() async throws {
    if common.isJSON { Output.isJSON = true }
    let clock = ContinuousClock()
    let start = clock.now
    let orders = try readOrders()
    guard !check else { return try report(orders.preview()) }
    let restaurant = try common.openForWriting(create: true)
    try await withClosing(restaurant) {
      var summary = try await run(orders, into: restaurant)
      summary.duration = start.duration(to: clock.now)
      try report(summary)
    }
  }

  private func run(_ orders: OrderFile, into restaurant: Restaurant) async throws -> ImportSummary {
    let bars = ImportBars()
    defer { bars.finish() }
    do {
      return try await OrderImporter(into: RestaurantSink(restaurant)).run(orders) { bars.update($0) }
    } catch let error as ImportError {
      throw Failure(.badData, "\(mapping): \(error)")
    }
  }

  private func readOrders() throws -> OrderFile {
    let mapping = try readMapping()
    let bytes = try readInput(file)
    guard bytes.count <= ImportLimits.fileBytes else {
      throw Failure(.badData, "\(file): larger than \(ImportLimits.fileBytes) bytes; split it, by month or year")
    }
    return try naming(file) { () throws(MappingError) in try OrderFile(bytes, mapping) }
  }

  private func readMapping() throws -> OrderMapping {
    let text = try readInput(mapping)
    return try naming(mapping) { () throws(MappingError) in try OrderMapping(json: text) }
  }

  private func naming<R>(_ path: String, _ body: () throws(MappingError) -> R) throws(Failure) -> R {
    do throws(MappingError) { return try body() } catch { throw Failure(.badData, "\(path): \(error)") }
  }

  // MARK: Report

  private func report(_ summary: ImportSummary) throws {
    if common.isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try Output.write(Array(try encoder.encode(summary)) + [UInt8(ascii: "\n")])
    }
    for finding in summary.findings { Output.complain("\(finding)") }
    try Output.write(text(summary))
  }

  private func text(_ summary: ImportSummary) -> String {
    let rows: [(String, String)] = [
      ("rows", summary.rows.grouped),
      (check ? "  importable" : "  imported", summary.imported.grouped),
      ("  imported before", summary.repeated.grouped), ("  refused", summary.refused.grouped),
      ("warnings", summary.warnings.grouped), ("notes", summary.notes.grouped),
      ("events added", summary.events.grouped),
    ]
    let sums: [(String, String)] = [
      ("orders", summary.orders.grouped), ("lines", summary.lines.grouped), ("quantity", summary.quantity.grouped),
      ("gross", summary.grossText), ("first order", summary.firstOrderAt?.description ?? "-"),
      ("last order", summary.lastOrderAt?.description ?? "-"),
    ]
    let ending =
      check
      ? "nothing was written"
      : "\(summary.seconds.formatted(.number.precision(.fractionLength(2)))) s, "
        + "\(Int(summary.rowsPerSecond).grouped) rows/s"
    return Self.aligned(rows) + "\n" + (check ? "in the file" : "in the log, of this file") + "\n"
      + Self.aligned(sums.map { ("  " + $0.0, $0.1) }) + "\n" + ending
  }

  private static func aligned(_ rows: [(String, String)]) -> String {
    let width = 18
    return rows.map { $0.0 + String(repeating: " ", count: max(1, width - $0.0.count)) + $0.1 }
      .joined(separator: "\n")
  }
}

/// A progress bar for each part of an import.
private final class ImportBars: Sendable {
  private let state = Mutex<(phase: ImportProgress.Phase, bar: Progress)?>(nil)

  func update(_ progress: ImportProgress) {
    let bar = state.withLock { state -> Progress in
      if let state, state.phase == progress.phase { return state.bar }
      state?.bar.finish()
      let bar = Progress(progress.phase.rawValue, total: progress.total, unit: progress.phase.unit)
      state = (progress.phase, bar)
      return bar
    }
    bar.update(progress.done)
  }

  func finish() { state.withLock { $0?.bar.finish() } }
}

extension ImportProgress.Phase {
  /// What is counted.
  fileprivate var unit: String {
    switch self {
    case .preparing: "items"
    case .recording: "orders"
    }
  }
}
