import Analytics
import EventSourcing
import EventStore
import Loyalty
import Reservations
import Restaurant
import Venue
import Vocabulary

/// What a demo shows of the month that it played.
struct DemoPicture {
  /// The restaurant.
  let setup: VenueSetup
  /// The last event of the month.
  let head: Position
  /// Headings and texts.
  private(set) var sections: [(heading: String, text: String)] = []
  /// A time that can be booked now, if there is one.
  private(set) var bookable: (date: ServiceDate, time: TimeOfDay)?

  /// How many guests come to the evening that is shown, and booked.
  static let party: UInt32 = 2
  /// Days in which a free evening is looked for; the restaurant is closed on one of them.
  private static let days: Int32 = 7
  /// How long what is shown stays bookable at least, in minutes: while somebody reads it.
  private static let patience: Int64 = 240

  /// The picture at a position.
  init(_ restaurant: Restaurant, at head: Position, now: Timestamp) async throws {
    let venue = try await restaurant.menu.read(at: head) { menu, _ in menu.venues.values.first }
    guard let venue, let zone = venue.zone else { throw Failure(.badData, "the restaurant was not set up") }
    setup = venue
    self.head = head
    let today = venue.moment(zone.local(now)).date
    try await lookForTable(restaurant, head, from: today, now)
    try await addStatement(restaurant, head, now)
    try await addAnalytics(restaurant, head)
  }

  /// Tonight, or the next evening on which something is free, and a time that will still be free in a while.
  private mutating func lookForTable(
    _ restaurant: Restaurant, _ head: Position, from today: ServiceDate, _ now: Timestamp
  ) async throws {
    let venue = setup
    let evenings = try await restaurant.availability.read(at: head) { model, _ in
      (0..<Self.days).compactMap { day -> (TableWish, DayTimes, ServicePlan)? in
        let wish = TableWish(date: today.adding(days: day), party: Self.party)
        guard let times = model.times(wish, at: venue.id, now: now), let plan = model.plan(of: venue.id) else {
          return nil
        }
        return (wish, times, plan)
      }
    }
    let free = { (times: DayTimes) in times.times.contains { $0.place != nil } }
    if let (wish, times, plan) = evenings.first(where: { free($0.1) }) ?? evenings.first {
      let heading = wish.date == today ? "TONIGHT" : "THE NEXT EVENING WITH A FREE TABLE"
      sections.append((heading, ShowAvailability.text(times, wish, plan, setup)))
    }
    let soonest = now.adding(minutes: Self.patience)
    for (wish, times, _) in evenings {
      let lasting = times.times.filter { $0.place != nil && $0.startsAt >= soonest }
      guard !lasting.isEmpty else { continue }
      bookable = (wish.date, lasting[lasting.count / 2].starts)
      break
    }
  }

  /// The statement of the member with the most points.
  private mutating func addStatement(_ restaurant: Restaurant, _ head: Position, _ now: Timestamp) async throws {
    let venue = setup.id
    let members = try await restaurant.loyalty.read(at: head) { loyalty, _ in
      loyalty.members(of: venue, limit: 1, at: now)
    }
    guard let member = members.first?.member else { return }
    var statement = Statement(member)
    var cursor = try restaurant.log.events(Statement.query(member), after: .origin, through: head)
    while let event = try cursor.next() {
      if let fact = try event.fact(MemberFact.self) { statement.apply(fact, event.context) }
    }
    sections.append(("A GUEST'S STATEMENT", ShowStatement.section(statement, setup, setup.programme, now).text))
  }

  /// What `show analytics` prints.
  private mutating func addAnalytics(_ restaurant: Restaurant, _ head: Position) async throws {
    let venue = setup
    let page = try await restaurant.analytics.read(at: head) { analytics, _ in
      AnalyticsPage(analytics, venue, DateRange(from: .earliest, to: .latest), AnalyticsSeries.standard).text
    }
    sections.append(("THE MONTH", page))
  }
}
