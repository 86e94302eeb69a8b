import ArgumentParser
import EventSourcing
import EventStore
import Reservations
import Restaurant
import Venue
import Vocabulary

/// The book of a day: who sits where.
struct ShowBookings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookings", abstract: "The book of a day: who comes when, and who sits where.",
    discussion: """
      With --as-of it is the book as it was known then, with --at as it was then.

      Examples:
        daybook show bookings --venue "The Harbour Lamp" --date 2026-12-24
        daybook show bookings --date 2026-12-24 --as-of 2026-12-20T12:00:00Z --all
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var book: BookOptions

  @Flag(help: "Also what no longer counts: cancelled, missed, released, expired.")
  var all = false

  func run() async throws {
    let restaurant = try common.openForReading(book.moment.live([Menu.self, Availability.self]))
    try await withClosing(restaurant) {
      let now = try book.time(common, restaurant)
      let (menu, books) = try book.moment.models(restaurant.availability, restaurant)
      var (text, json): ([String], [JSONTree]) = ([], [])
      for setup in try menu.read({ (menu, _) throws in try venues.selected(menu) }) {
        let date = try book.day(at: setup, now)
        let entries = books.read { model, _ in model.book(of: date, at: setup.id, now: now) }
          .filter { all || $0.counts }
        text.append(Self.text(entries, date, setup))
        json.append([
          "venue": .string(setup.id.description), "name": .string(setup.name), "date": .string(date.description),
          "bookings": .array(entries.map(Self.json)),
        ])
      }
      try common.print(text: VenueOptions.text(text, at: book.moment), json: ["venues": .array(json)])
    }
  }

  private static func text(_ entries: [BookEntry], _ date: ServiceDate, _ setup: VenueSetup) -> String {
    let standing = entries.filter(\.counts)
    let covers = standing.reduce(0) { $0 + Int64($1.seating.party) }
    let heading =
      "\(setup.name), \(date.withWeekday): \(counted(standing.count, "party", many: "parties")), "
      + counted(covers, "guest")
    guard !entries.isEmpty else { return heading }
    var table = TextTable(["TIME", "UNTIL", "PARTY", "TABLES", "STAGE", "RESERVATION"], right: [2])
    for entry in entries {
      table.add([
        entry.seating.starts.description,
        setup.zone?.local(entry.seating.endsAt).timeOfDay.description ?? entry.seating.endsAt.description,
        String(entry.seating.party), ShowAvailability.names(of: entry.seating.tables, setup),
        entry.counts || entry.expiresAt == nil ? entry.stage.name.description : "\(entry.stage.name), expired",
        entry.reservation.description,
      ])
    }
    return "\(heading)\n\(table.text)"
  }

  static func json(_ entry: BookEntry) -> JSONTree {
    [
      "reservation": .string(entry.reservation.description), "stage": .string(entry.stage.name.description),
      "counts": .bool(entry.counts), "service_date": .string(entry.seating.date.description),
      "starts": .string(entry.seating.starts.description), "starts_at": JSONTree(entry.seating.startsAt),
      "ends_at": JSONTree(entry.seating.endsAt), "party": JSONTree(entry.seating.party),
      "tables": .array(entry.seating.tables.map { .string($0.description) }),
      "customer": JSONTree(entry.customer?.description),
      "expires_at": entry.expiresAt.map { JSONTree($0) } ?? .null,
    ]
  }
}

/// Who waits for a table.
struct ShowWaitlist: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waitlist", abstract: "Who waits for a table on a day, in the order in which they came.",
    discussion: """
      With --as-of it is the list as it was known then, with --at as it was then.

      Examples:
        daybook show waitlist --venue "The Harbour Lamp" --date 2026-12-24
        daybook show waitlist --date 2026-12-24 --at 2026-12-24T18:30:00Z
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var book: BookOptions

  func run() async throws {
    let restaurant = try common.openForReading(book.moment.live([Menu.self, Availability.self]))
    try await withClosing(restaurant) {
      let now = try book.time(common, restaurant)
      let (menu, books) = try book.moment.models(restaurant.availability, restaurant)
      var (text, json): ([String], [JSONTree]) = ([], [])
      for setup in try menu.read({ (menu, _) throws in try venues.selected(menu) }) {
        let date = try book.day(at: setup, now)
        let waits = books.read { model, _ in model.waitlist(of: date, at: setup.id, now: now) }
        text.append(Self.text(waits, date, setup))
        json.append([
          "venue": .string(setup.id.description), "name": .string(setup.name), "date": .string(date.description),
          "waiting": .array(waits.map(Self.json)),
        ])
      }
      try common.print(text: VenueOptions.text(text, at: book.moment), json: ["venues": .array(json)])
    }
  }

  private static func text(_ waits: [WaitEntry], _ date: ServiceDate, _ setup: VenueSetup) -> String {
    let heading = "\(setup.name), \(date.withWeekday): \(waits.count.grouped) waiting"
    guard !waits.isEmpty else { return heading }
    var table = TextTable(["PARTY", "FROM", "TO", "AREA", "OFFERED", "RESERVATION"], right: [0])
    for wait in waits {
      table.add([
        String(wait.party), wait.earliest.description, wait.latest.description, wait.area,
        wait.offered?.seating.starts.description ?? "", wait.reservation.description,
      ])
    }
    return "\(heading)\n\(table.text)"
  }

  private static func json(_ wait: WaitEntry) -> JSONTree {
    [
      "reservation": .string(wait.reservation.description), "party": JSONTree(wait.party),
      "earliest": .string(wait.earliest.description), "latest": .string(wait.latest.description),
      "area": .string(wait.area), "customer": JSONTree(wait.customer?.description),
      "offered": wait.offered.map(ShowBookings.json) ?? .null,
    ]
  }
}
