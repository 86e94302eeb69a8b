import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Ordering
import Restaurant
import SegmentLog
import SystemPackage
import Venue
import Vocabulary

/// An evening at a restaurant, from nothing.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play an evening of orders in a new directory, and show what came of it.",
    discussion: """
      Needs nothing: the restaurant is carried in the program. Running it again starts afresh.

      Example:
        daybook demo
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("The directory to play in; it is replaced if an earlier demo made it.", valueName: "dir"))
  var data = "./daybook-demo"

  @Option(help: ArgumentHelp("Another seed is another evening.", valueName: "number"))
  var seed: UInt64 = 7

  /// In the directory that a demo made, and may replace.
  private static let marker = "made-by-daybook-demo"

  func run() async throws {
    let path = FilePath(data)
    try prepare(path)
    let clock = SystemLogClock()
    let words = seed
    let ids = UUIDv7Generator(seed: words) { Timestamp(microseconds: clock.now().rawValue) }
    let restaurant = try Restaurant.open(
      RestaurantConfiguration(
        directory: path, mode: .writing(create: true), fileSystem: POSIXFileSystem(), clock: clock, ids: ids))
    let started = ContinuousClock.now
    try await withClosing(restaurant) {
      let venueFile = String(decoding: PackageResources.demo_venue_json, as: UTF8.self)
      _ = try await restaurant.execute("set_up_venue", json: venueFile, as: Actor(.staff))
      var evening = Evening(restaurant, seed: seed)
      let tally = try await evening.play()
      try await show(restaurant, tally, ContinuousClock.now - started)
    }
    try verify(path)
    try Output.write(Self.ending(data))
  }

  private func prepare(_ path: FilePath) throws {
    let files = FileManager.default
    let marker = path.appending(Self.marker)
    if files.fileExists(atPath: path.string) {
      guard files.fileExists(atPath: marker.string) else {
        throw Failure(.usage, "\(data) exists and was not made by a demo; name another directory with --data")
      }
      do {
        try files.removeItem(atPath: path.string)
      } catch {
        throw Failure(.notPermitted, "\(data) cannot be replaced: \(error.localizedDescription)")
      }
    }
    do {
      // Marked before anything else is in it: a demo that was cut off can be replaced, too.
      try files.createDirectory(atPath: path.string, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: marker.string))
    } catch {
      throw Failure(.notPermitted, "\(data) cannot be made: \(error.localizedDescription)")
    }
  }

  private func show(_ restaurant: Restaurant, _ tally: Evening.Tally, _ elapsed: Duration) async throws {
    let head = restaurant.log.head
    _ = try await restaurant.orders.read(at: head) { _, _ in () }
    _ = try await restaurant.menu.read(at: head) { _, _ in () }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    try Output.write(
      """
      A Friday evening at The Harbour Lamp: \(tally.commands) commands, \(head) events, each one durable before its \
      answer, in \(String(format: "%.1f", seconds)) s.
      \(tally.refusals.sorted { $0.key < $1.key }.map { "  refused \($0.value) x \($0.key)" }.joined(separator: "\n"))
      """)
    guard let setup = restaurant.menu.read({ menu, _ in menu.venues.values.first }) else { return }
    let (queue, newest, best, totals) = restaurant.orders.read { orders, _ in
      (
        orders.kitchen(at: setup.id), orders.newest(8, at: setup.id), orders.bestSellers(5, at: setup.id),
        orders.totals(at: setup.id)
      )
    }
    try Output.write("\nTHE KITCHEN AT \(Evening.ends)\n" + ShowKitchen.text(queue, setup))
    var table = TextTable(["ORDER", "PLACED", "STAGE", "SERVICE", "ITEMS", "TOTAL"], right: [4, 5])
    for order in newest {
      table.add([
        order.order.description, ShowOrders.local(order.placedAt, setup.zone), order.stage.name.description,
        order.service.name.description, String(order.quantity), order.total.description,
      ])
    }
    try Output.write("\nTHE LATEST ORDERS\n" + table.text)
    var sold = TextTable(["ITEM", "SOLD"], right: [1])
    for item in best { sold.add([item.name, item.quantity.grouped]) }
    try Output.write(
      "\nBEST SELLERS\n\(sold.text)\n\n\(totals.orders) orders, \(Money(totals.gross, setup.currency)) in all")
  }

  private func verify(_ path: FilePath) throws {
    let report = try LogVerifier(directory: DataDirectory(path).log, fileSystem: POSIXFileSystem()).verify()
    guard report.isClean, let head = report.head else {
      throw Failure(.damaged, report.findings.map(\.description).joined(separator: "\n"))
    }
    try Output.write(
      "\nVERIFIED\nEvery checksum, position and tree head of \(head.size) events.\nroot \(head.root)")
  }

  private static func ending(_ data: String) -> String {
    """

    TRY NEXT
      daybook show menu --data \(data)
      daybook tail --data \(data) --type order_placed --limit 3
      daybook inspect 60 --data \(data)
      daybook replay --data \(data)
      daybook tail --follow --data \(data)          and, in another terminal:
      daybook do --list
      lz4 -dc \(data)/log/00000000000000000001.lz4 | protoc --decode_raw | head
    """
  }
}
