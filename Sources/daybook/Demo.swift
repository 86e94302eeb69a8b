import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import SegmentLog
import SystemPackage
import Venue
import Vocabulary

/// A month at a restaurant, from nothing.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a month at a restaurant in a new directory, up to now, and show what came of it.",
    discussion: """
      Needs nothing: the restaurant is carried in the program. Guests book, come or do not come, order, pay, and earn \
      points; the month ends at this moment, so that the next evening can be booked. Running it again starts afresh.

      Example:
        daybook demo
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("The directory to play in; it is replaced if an earlier demo made it.", valueName: "dir"))
  var data = "./daybook-demo"

  @Option(help: ArgumentHelp("Another seed is another month.", valueName: "number"))
  var seed: UInt64 = 7

  /// In the directory that a demo made, and may replace.
  private static let marker = "made-by-daybook-demo"
  /// How long the history is.
  private static let days: Int32 = 30
  /// About as many events as such a month has; for the progress bar only.
  private static let expectedEvents = 7_300

  func run() async throws {
    let path = FilePath(data)
    let marker = try prepare(path)
    defer { withExtendedLifetime(marker) {} }
    let clock = SystemLogClock()
    let ids = UUIDv7Generator { Timestamp(microseconds: clock.now().rawValue) }
    var configuration = RestaurantConfiguration(
      directory: path, mode: .writing(create: true), fileSystem: POSIXFileSystem(), clock: clock, ids: ids)
    configuration.policies = .whenAsked
    let restaurant = try Restaurant.open(configuration)
    let now = Timestamp(microseconds: clock.now().rawValue)
    let started = ContinuousClock.now
    let picture = try await withClosing(restaurant) {
      let summary = try await play(restaurant, until: now)
      let head = restaurant.log.head
      let picture = try await DemoPicture(restaurant, at: head, now: now)
      try show(summary, picture, ContinuousClock.now - started)
      return picture
    }
    try verify(path)
    try Output.write(DemoEnding.text(picture, data))
  }

  private func play(_ restaurant: Restaurant, until now: Timestamp) async throws -> GenerationSummary {
    let venue = try SampleVenues.harbourLamp()
    guard let zone = ZoneRules(name: venue.zone) else {
      throw Failure(.storageFailed, "this machine has no time-zone data for \(venue.zone); install tzdata")
    }
    let plan = GenerationPlan(
      seed: seed, venues: [venue], start: zone.local(now).date.adding(days: -Self.days), end: .time(now))
    let progress = Progress("playing a month", total: Self.expectedEvents, unit: "events")
    defer { progress.finish() }
    do {
      return try await HistoryGenerator(into: restaurant).run(plan) { progress.update($0) }
    } catch let error as GenerationError {
      throw Failure(.badData, "\(error)")
    }
  }

  /// Makes the directory, or empties that of an earlier demo. Of two demos in one directory the second is refused, for
  /// as long as what is returned is kept.
  private func prepare(_ path: FilePath) throws -> any File {
    let fileSystem = POSIXFileSystem()
    do {
      try fileSystem.createDirectory(path)
      let names = try fileSystem.list(path)
      guard names.isEmpty || names.contains(Self.marker) else {
        throw Failure(.usage, "\(data) exists and was not made by a demo; name another directory with --data")
      }
      // There before anything else is, and until the end: a demo that was cut off can be replaced, too.
      let marker = try fileSystem.openForWriting(path.appending(Self.marker))
      guard try marker.lockExclusively() else {
        throw Failure(.busy, "another demo is playing in \(data); let it end, or name another directory with --data")
      }
      let lock = names.contains("log") ? try fileSystem.openForWriting(path.appending("log/lock")) : nil
      guard try lock?.lockExclusively() ?? true else {
        throw Failure(.busy, "the log in \(data) is open for writing; close it, or name another directory with --data")
      }
      for name in names where name != Self.marker {
        try FileManager.default.removeItem(atPath: path.appending(name).string)
      }
      withExtendedLifetime(lock) {}
      return marker
    } catch let error as Errno {
      throw Failure(Failure.describe(error), "\(data) cannot be made: \(error); name another directory with --data")
    } catch let error as CocoaError {
      throw Failure(.notPermitted, "\(data) cannot be emptied: \(error.localizedDescription)")
    }
  }

  private func show(_ summary: GenerationSummary, _ picture: DemoPicture, _ elapsed: Duration) throws {
    let refused = summary.refused.sorted { $0.key < $1.key }.map { "\($0.value.grouped) x \($0.key)" }
    let heading = """
      A month at \(picture.setup.name): \(summary.commands.grouped) commands, \(summary.events.grouped) events, each \
      one durable before its answer, in \(elapsed.seconds.formatted(.number.precision(.fractionLength(1)))) s.
      """
    let sums = """
      \(summary.bookings.grouped) bookings, \(summary.walkIns.grouped) walk-ins, \(summary.orders.grouped) orders, \
      \(summary.payments.grouped) payments, \(summary.members.grouped) new members
      """
    let last = refused.count - 1
    let refusals =
      refused.isEmpty ? ["nothing"] : refused.enumerated().map { $0.offset < last ? $0.element + "," : $0.element }
    try Output.write(
      [heading.wrapped(), sums.wrapped(), refusals.wrapped(start: "refused: ", indent: 9)].joined(separator: "\n"))
    for (heading, text) in picture.sections { try Output.write("\n\(heading)\n\(text)") }
  }

  private func verify(_ path: FilePath) throws {
    let report = try LogVerifier(directory: DataDirectory(path).log, fileSystem: POSIXFileSystem()).verify()
    guard report.isClean, let head = report.head else {
      throw Failure(.damaged, report.findings.map(\.description).joined(separator: "\n"))
    }
    try Output.write(
      "\nVERIFIED\nEvery checksum, position and tree head of \(head.size.grouped) events.\nroot \(head.root)")
  }
}
