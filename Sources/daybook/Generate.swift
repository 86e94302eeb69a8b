import ArgumentParser
import EventSourcing
import Foundation
import Restaurant
import Venue
import Vocabulary

/// Makes up a believable history.
struct Generate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make up a believable history of several venues, through the real commands.",
    discussion: """
      Guests with habits book days ahead, change their minds, come or do not come, order, pay, earn points and spend \
      them. Everything is given as a command at a time in the past and refused where a rule forbids it; nothing reads \
      the clock but the commits.

      The same options in an empty data directory give the same events in the same order, byte for byte but for the \
      time of their commits: `daybook stats` shows the same root. In a directory where the venues have a history \
      already, the new one begins on the day after it, with new guests.

      Examples:
        daybook generate --seed 7 --events 100000 --data ./month
        daybook generate --events 50000 --venues 3 --start 2026-03-02
        daybook generate --format json | jq .refused
      """)

  /// What a venue of average size writes in a month.
  private static let eventsPerVenueMonth = 7_000
  /// As many venues as fill the way to the disk with commands that do not depend on each other.
  private static let defaultVenueLimit = 40
  /// As many venues as a group has that keeps one log.
  private static let venueLimit = 200
  /// A Monday; any fixed day does, so that the same options give the same history.
  private static let defaultStart = ServiceDate(daysSinceEpoch: 20_514)
  /// As many events as fit a log of a few hundred gigabytes.
  private static let eventLimit = 1_000_000_000

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Another seed is another history.", valueName: "number"))
  var seed: UInt64 = 7

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many events to add; it ends at the first quiet moment after.", valueName: "count"))
  var events = 10_000

  @Option(
    help: ArgumentHelp(
      "How many venues, which share their guests; as many as fill about a month, if left out.", valueName: "count"))
  var venues: Int?

  @Option(
    help: ArgumentHelp(
      "The first service day; 2026-03-02 or the day after what there is, if left out.", valueName: "yyyy-mm-dd"))
  var start: String?

  func validate() throws {
    guard (1...Self.eventLimit).contains(events) else {
      throw ValidationError("--events is 1 to \(Self.eventLimit)")
    }
    if let venues, !(1...Self.venueLimit).contains(venues) {
      throw ValidationError("--venues is 1 to \(Self.venueLimit)")
    }
    _ = try firstDay()
  }

  func run() async throws {
    let first = try firstDay()
    let count = venues ?? min(Self.defaultVenueLimit, max(1, events / Self.eventsPerVenueMonth))
    let group = try SampleVenues.group(of: count)
    let restaurant = try await common.openForWriting(
      create: true, Catalogue.projections, policies: .whenAsked)
    try await withClosing(restaurant) {
      let started = ContinuousClock.now
      let progress = Progress("generating", total: events, unit: "events")
      defer { progress.finish() }
      do {
        let generator = HistoryGenerator(into: restaurant)
        let free = first == nil ? try await generator.firstFreeDay(at: group) : nil
        let plan = GenerationPlan(
          seed: seed, venues: group, start: first ?? free ?? Self.defaultStart, end: .events(events))
        var summary = try await generator.run(plan) { progress.update($0) }
        summary.seconds = (ContinuousClock.now - started).seconds
        progress.finish()
        if common.isJSON { return try Output.write(summary) }
        try Output.write(Self.text(summary))
      } catch let error as GenerationError {
        throw Failure(.badData, "\(error)")
      }
    }
  }

  /// The day that was asked for.
  private func firstDay() throws -> ServiceDate? {
    guard let start else { return nil }
    guard let day = ServiceDate(start) else {
      throw ValidationError("--start \(start): not a date such as \(Self.defaultStart)")
    }
    return day
  }

  private static func text(_ summary: GenerationSummary) -> String {
    let refused = summary.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let rows: [(String, String)] =
      [
        ("venues", summary.venues.joined(separator: ", ")), ("events added", summary.events.grouped),
        ("  bookings", summary.bookings.grouped), ("  walk-ins", summary.walkIns.grouped),
        ("  held times", summary.holds.grouped), ("  on waitlists", summary.waits.grouped),
        ("  orders", summary.orders.grouped), ("  payments", summary.payments.grouped),
        ("  members", summary.members.grouped), ("commands", summary.commands.grouped),
        ("  refused", summary.refused.values.reduce(0, +).grouped),
      ] + refused.map { ("    \($0.key)", $0.value.grouped) } + [
        ("until", summary.lastAt?.description ?? "-")
      ]
    let rate = Int(Double(summary.events) / max(summary.seconds, 0.001)).grouped
    return aligned(rows)
      + "\n\(summary.seconds.formatted(.number.precision(.fractionLength(2)))) s, \(rate) events/s"
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
