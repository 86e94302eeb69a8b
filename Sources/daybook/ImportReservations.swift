import ArgumentParser
import EventSourcing
import Foundation
import Restaurant

/// Imports reservations from a CSV or TSV export.
struct ImportReservations: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reservations",
    abstract: "Import reservations from a CSV or TSV export.",
    discussion: """
      A mapping file says what the columns mean. Reservations are booked by real commands, in the order in which they \
      were made: what the venue's rules and tables do not allow is refused, with its line and reason. Importing a file \
      again adds nothing, and an import that was stopped or killed is finished by running it again.

      \(ReservationMapping.guide)

      Examples:
        daybook import reservations site.csv --mapping site.json --check
        daybook import reservations site.csv --mapping site.json --data ./bistro
        daybook import reservations site.csv --mapping site.json --format json
      """)

  /// Findings that people are shown; programs get all of them.
  private static let shownFindings = 50

  @OptionGroup var common: CommonOptions
  @OptionGroup var export: ExportOptions

  func run() async throws {
    if common.isJSON { Output.isJSON = true }
    let clock = ContinuousClock()
    let start = clock.now
    let file = try export.read { (bytes, mapping) throws(MappingError) in
      try ReservationFile(bytes, mapping)
    } mapping: { (text) throws(MappingError) in
      try ReservationMapping(json: text)
    }
    guard !export.check else { return try report(file.preview()) }
    let restaurant = try await common.openForWriting(create: file.mapping.setsUpVenue, Catalogue.projections)
    try await withClosing(restaurant) {
      var summary = try await export.importing(.init(preparing: "venues", recording: "bookings")) { bars in
        try await ReservationImporter(into: RestaurantSink(restaurant)).run(file) { bars.update($0) }
      }
      summary.duration = start.duration(to: clock.now)
      try report(summary)
    }
  }

  private func report(_ summary: ReservationImportSummary) throws {
    if common.isJSON {
      try Output.write(summary)
    } else {
      for finding in summary.findings.prefix(Self.shownFindings) { Output.complain("\(finding)") }
      let more = summary.findings.count - Self.shownFindings
      if more > 0 { Output.complain("... and \(more.grouped) more; --format json lists all of them") }
      try Output.write(text(summary))
    }
    try export.requireAny(rows: summary.rows, refused: summary.refused)
  }

  private func text(_ summary: ReservationImportSummary) -> String {
    let reasons = summary.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let rows: [(String, String)] =
      [
        ("rows", summary.rows.grouped),
        (export.check ? "  importable" : "  imported", summary.imported.grouped),
        ("  imported before", summary.repeated.grouped), ("  refused", summary.refused.grouped),
      ] + reasons.map { ("    \($0.key)", $0.value.grouped) } + [
        ("warnings", summary.warnings.grouped), ("events added", summary.events.grouped),
        ("venues set up", summary.venues.grouped),
      ]
    let sums: [(String, String)] = [
      ("bookings", summary.bookings.grouped), ("covers", summary.covers.grouped), ("slots", summary.slots.grouped),
      ("first booked", summary.firstBookedAt?.brief ?? "-"),
      ("last booked", summary.lastBookedAt?.brief ?? "-"),
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
