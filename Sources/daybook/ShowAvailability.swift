import ArgumentParser
import EventSourcing
import EventStore
import Reservations
import Restaurant
import Venue
import Vocabulary

/// What views of the books have in common.
struct BookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The service day; today at the venue, if left out.", valueName: "yyyy-mm-dd"))
  var date: String?

  @Option(
    help: ArgumentHelp(
      "As if it were this time (RFC 3339): what is held or offered expires. Now, if left out, or the time of --at or --as-of.",
      valueName: "time"))
  var now: String?

  @OptionGroup var moment: MomentOptions

  /// The time at which the books are looked at.
  func time(_ common: CommonOptions, _ restaurant: Restaurant) throws -> Timestamp {
    guard let now else { return try moment.time(restaurant) ?? common.now }
    guard let time = Timestamp(now) else {
      throw Failure(.usage, "\"\(now)\" is no time such as 2026-11-22T18:05:00Z")
    }
    return time
  }

  /// The service day at a venue.
  func day(at setup: VenueSetup, _ time: Timestamp) throws -> ServiceDate {
    guard let date else {
      guard let zone = setup.zone else { throw Failure(.badData, "this machine does not know \(setup.zoneName)") }
      return setup.moment(zone.local(time)).date
    }
    guard let day = ServiceDate(date) else { throw Failure(.usage, "--date \(date): not a date such as 2026-11-22") }
    return day
  }
}

/// The times that a party can have.
struct ShowAvailability: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "availability", abstract: "The times of a day that a party can have, and why not the others.",
    discussion: """
      With --as-of it is what could be had as far as was known then, with --at what could be had then.

      Examples:
        daybook show availability
        daybook show availability --date 2026-12-24 --party 4 --area Terrace
        daybook show availability --date 2026-12-24 --at 2026-12-01T12:00:00Z
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var book: BookOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many guests.", valueName: "count"))
  var party: UInt32 = 2

  @Option(help: ArgumentHelp("The part of the house; any, if left out.", valueName: "name"))
  var area = ""

  func validate() throws {
    if party == 0 { throw ValidationError("--party is at least 1") }
  }

  func run() async throws {
    let restaurant = try common.openForReading(book.moment.live([Menu.self, Availability.self]))
    try await withClosing(restaurant) {
      let now = try book.time(common, restaurant)
      let (menu, books) = try book.moment.models(restaurant.availability, restaurant)
      var (text, json): ([String], [JSONTree]) = ([], [])
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      try checkArea(of: setups)
      for setup in setups {
        let wish = TableWish(date: try book.day(at: setup, now), party: party, area: area)
        let answer = books.read { model, _ in
          (model.plan(of: setup.id), model.times(wish, at: setup.id, now: now))
        }
        guard let plan = answer.0, let times = answer.1 else { continue }
        text.append(Self.text(times, wish, plan, setup))
        json.append(Self.json(times, wish, plan))
      }
      try common.print(text: VenueOptions.text(text, at: book.moment), json: ["venues": .array(json)])
    }
  }

  private func checkArea(of setups: [VenueSetup]) throws {
    let areas = Set(setups.flatMap { $0.tables.values.map(\.area) }.filter { !$0.isEmpty }).sorted()
    guard !area.isEmpty, !areas.contains(area) else { return }
    let known = areas.isEmpty ? "no table is in a named area" : "there are: \(areas.joined(separator: ", "))"
    throw Failure(.noInput, "there is no area \"\(area)\"; \(known)")
  }

  /// The times of a day, for people.
  static func text(
    _ times: DayTimes, _ wish: TableWish, _ plan: ServicePlan, _ setup: VenueSetup
  ) -> String {
    let heading = "\(plan.name), \(wish.date.withWeekday), party of \(wish.party)"
    // One reason for the whole day is told once.
    let reasons = Set(times.times.map(\.hindrance))
    guard reasons.count > 1 || reasons.contains(nil) else {
      return "\(heading)\n\(times.hindrance.map { "nothing: \($0.message)" } ?? "nothing")"
    }
    var table = TextTable(["TIME", "UNTIL", "TABLES"])
    for time in times.times {
      let until = plan.zone?.local(time.endsAt).timeOfDay.description ?? ""
      let seats = time.place.map { names(of: plan.floor.tables(of: $0), setup) }
      table.add([time.starts.description, until, seats ?? "- \(time.hindrance?.message ?? "")"])
    }
    return "\(heading)\n\(table.text)"
  }

  private static func json(_ times: DayTimes, _ wish: TableWish, _ plan: ServicePlan) -> JSONTree {
    [
      "venue": .string(plan.id.description), "name": .string(plan.name), "date": .string(wish.date.description),
      "party": JSONTree(wish.party), "hindrance": JSONTree(times.hindrance?.rawValue),
      "times": .array(
        times.times.map { time in
          [
            "time": .string(time.starts.description), "starts_at": JSONTree(time.startsAt),
            "ends_at": JSONTree(time.endsAt), "free": .bool(time.place != nil),
            "tables": .array(
              time.place.map { plan.floor.tables(of: $0).map { .string($0.description) } } ?? []),
            "hindrance": JSONTree(time.hindrance?.rawValue),
          ]
        }),
    ]
  }

  /// What the staff calls tables; their IDs, for those that are gone.
  static func names(of tables: [TableID], _ setup: VenueSetup) -> String {
    tables.map { setup.tables[$0]?.name ?? $0.description }.sorted().joined(separator: " + ")
  }
}

extension ServiceDate {
  /// `2026-11-24 (Tuesday)`.
  var withWeekday: String {
    let name = weekday.name.description
    return "\(self) (\(name.prefix(1).uppercased())\(name.dropFirst()))"
  }
}
