import Analytics
import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import SystemPackage
import Venue
import Vocabulary

/// Figures of what happened, as charts, as JSON, as pictures.
struct ShowAnalytics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analytics", abstract: "Sales, guests, tables, customers: charts, JSON for programs, SVG pictures.",
    discussion: """
      Sales are orders that were neither rejected nor cancelled; an order counts on its service day and in the hour in \
      which it was placed. Item pairs are always those of the whole history; customers' histories begin with their \
      first order and end with the range. In JSON, amounts are integers in minor units and every series is complete; \
      the list of all customers is there if it is named. With --as-of the figures are those of what was known then, \
      with --at of what had happened by then.

      Series: \(AnalyticsSeries.allCases.map(\.rawValue).joined(separator: ", "))

      Examples:
        daybook show analytics
        daybook show analytics --from 2026-11-01 --to 2026-11-30
        daybook show analytics --as-of 2026-11-22T18:00:00Z
        daybook show analytics --series sales_by_day --svg sales.svg
        daybook show analytics --format json | jq '.venues[0].series.pairs'
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  @Option(help: ArgumentHelp("The first service day; the very first, if left out.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("The last service day; the very last, if left out.", valueName: "date"))
  var to: String?

  @Option(help: ArgumentHelp("Only this series; may be given several times.", valueName: "name"))
  var series: [AnalyticsSeries] = []

  @Option(
    help: ArgumentHelp(
      "Write an SVG picture of each series: to this file, or, of several, to files with their names in it.",
      valueName: "file"), completion: .file(extensions: ["svg"]))
  var svg: String?

  func validate() throws { _ = try range() }

  func run() async throws {
    let range = try range()
    let restaurant = try common.openForReading(moment.live([Menu.self, Analytics.self]))
    try await withClosing(restaurant) {
      let (menu, model) = try moment.models(restaurant.analytics, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      if svg != nil, setups.count > 1 {
        throw Failure(.usage, "--svg draws one venue; name it with --venue")
      }
      let pages = setups.map { setup in
        let wanted = series.isEmpty ? AnalyticsSeries.standard : series
        return model.read { analytics, _ in AnalyticsPage(analytics, setup, range, wanted) }
      }
      if let svg { for page in pages { try draw(page, to: svg) } }
      try common.print(
        text: VenueOptions.text(pages.map(\.text), at: moment), json: ["venues": .array(pages.map(\.json))])
    }
  }

  private func range() throws -> DateRange {
    let range = DateRange(from: try day(from, "--from") ?? .earliest, to: try day(to, "--to") ?? .latest)
    guard range.from <= range.to else { throw ValidationError("--from \(range.from) lies behind --to \(range.to)") }
    return range
  }

  private func day(_ text: String?, _ option: String) throws -> ServiceDate? {
    guard let text else { return nil }
    guard let date = ServiceDate(text) else {
      throw ValidationError("\(option) \(text): not a date such as 2026-11-22")
    }
    return date
  }

  private func draw(_ page: AnalyticsPage, to path: String) throws {
    let charts = page.views.compactMap { view in view.chart.map { (view.series.rawValue, $0) } }
    guard !charts.isEmpty else { throw Failure(.usage, "there is nothing to draw: these series have no chart") }
    for (name, chart) in charts {
      let file = FilePath(charts.count == 1 ? path : Self.path(path, naming: name))
      do {
        try write(chart.svg(), to: file)
      } catch let error as Errno {
        throw Failure(Failure.describe(error), "\(file): it cannot be written: \(error)")
      }
      Output.complain("wrote \(file)")
    }
  }

  /// In place, as a shell's `>` does: the file may be a link, a pipe or a device, which must not be replaced.
  private func write(_ picture: String, to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
    try file.closeAfter { _ = try file.writeAll(picture.utf8) }
  }

  /// `sales.svg` for the series `items` is `sales-items.svg`.
  static func path(_ path: String, naming series: String) -> String {
    let stem = path.hasSuffix(".svg") ? String(path.dropLast(4)) : path
    return "\(stem)-\(series).svg"
  }
}
