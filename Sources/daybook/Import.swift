import ArgumentParser
import EventSourcing
import Foundation
import Restaurant
import Vocabulary

/// Takes over what happened elsewhere.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take over what happened elsewhere, from an export.",
    discussion: """
      Examples:
        daybook import orders till.csv --mapping till.json --check
        daybook import reservations site.csv --mapping site.json
      """,
    subcommands: [ImportOrders.self, ImportReservations.self])
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
        daybook import orders till.csv --mapping till.json --check
        daybook import orders till.csv --mapping till.json --data ./bistro
        daybook import orders till.csv --mapping till.json --format json | jq .orders
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var export: ExportOptions

  func run() async throws {
    if common.isJSON { Output.isJSON = true }
    let clock = ContinuousClock()
    let start = clock.now
    let orders = try export.read { (bytes, mapping) throws(MappingError) in
      try OrderFile(bytes, mapping)
    } mapping: {
      (text) throws(MappingError) in
      try OrderMapping(json: text)
    }
    guard !export.check else { return try report(orders.preview()) }
    let restaurant = try await common.openForWriting(create: orders.mapping.setsUpVenue, Catalogue.projections)
    try await withClosing(restaurant) {
      var summary = try await run(orders, into: restaurant)
      summary.duration = start.duration(to: clock.now)
      try report(summary)
    }
  }

  private func run(_ orders: OrderFile, into restaurant: Restaurant) async throws -> ImportSummary {
    try await export.importing(.init(preparing: "items", recording: "orders")) { bars in
      try await OrderImporter(into: RestaurantSink(restaurant)).run(orders) { bars.update($0) }
    }
  }

  // MARK: Report

  private func report(_ summary: ImportSummary) throws {
    if common.isJSON {
      try Output.write(summary)
    } else {
      for finding in summary.findings { Output.complain("\(finding)") }
      try Output.write(text(summary))
    }
    try export.requireAny(rows: summary.rows, refused: summary.refused)
  }

  private func text(_ summary: ImportSummary) -> String {
    let rows: [(String, String)] =
      [
        ("rows", summary.rows.grouped),
        (export.check ? "  importable" : "  imported", summary.imported.grouped),
        ("  imported before", summary.repeated.grouped), ("  refused", summary.refused.grouped),
        ("warnings", summary.warnings.grouped), ("notes", summary.notes.grouped),
        ("events added", summary.events.grouped),
      ] + (export.check ? [] : [("put on the menu", counted(summary.items, "item"))])
    let sums: [(String, String)] = [
      ("orders", summary.orders.grouped), ("lines", summary.lines.grouped), ("quantity", summary.quantity.grouped),
      ("gross", Money(summary.gross, summary.currency).grouped),
      ("first order", summary.firstOrderAt?.brief ?? "-"), ("last order", summary.lastOrderAt?.brief ?? "-"),
    ]
    let ending =
      export.check
      ? "nothing was written"
      : "\(summary.seconds.formatted(.number.precision(.fractionLength(2)))) s, "
        + "\(Int(summary.rowsPerSecond).grouped) rows/s"
    return aligned(rows) + "\n" + (export.check ? "in the file" : "in the log, of this file") + "\n"
      + aligned(sums.map { ("  " + $0.0, $0.1) }) + "\n" + ending
  }
}
