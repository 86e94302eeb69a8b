public import EventSourcing
import EventStore
import Ordering
import Reservations
public import Venue
public import Vocabulary

/// Makes up a history of venues: guests with habits book, change their minds, come or do not come, order, pay, earn
/// points and spend them. Everything is given as a real command at a time in the past, and refused where a rule
/// forbids it, as it would be in life.
///
/// *Believable.* Shares in percent, as far as rules and tables allow:
///
/// | Of | |
/// |---|---|
/// | outings | 52 book, 18 walk in, 30 take out |
/// | bookings | 65 on the web site, of those 60 behind a hold; the others by phone |
/// | holds | 90 are booked, 5 are released, 5 lapse |
/// | bookings | 83 are kept, 6 changed, 7 cancelled, 4 missed; 55 of those kept are confirmed |
/// | who finds no table | 50 wait for one within an hour and a half; the others ask for another time, or go home |
/// | offers from the waitlist | 60 are booked, 20 declined, 20 left to lapse |
/// | parties at a table | 3 move to another one; 18 order once more; 15 split the bill |
/// | takeout orders | 2 are rejected, 2 called off, 1 is not collected |
/// | payments | 82 by card, 1 of those refunded in part |
/// | members | join at the table; have a birthday a year; spend points on a reward at 30 of their visits, as tender at 12 |
///
/// Points that have expired are written off on the first night of the month after, as a timer would.
///
/// *Repeatable.* All that is left to chance comes from the plan's seed; no clock is read. Commands are sequenced in the
/// order of their times, many at a time on their way to the disk: those that are together on the way do not depend on
/// each other's outcome. So the same plan in an empty data directory gives the same tree head, whatever the disk does.
/// The service must answer its policies only when asked (``RestaurantConfiguration/PolicyMode/whenAsked``); they are
/// asked at the end of each day.
public struct HistoryGenerator: Sendable {
  private let restaurant: Restaurant

  /// A generator for a service that was opened for writing, with its read models.
  public init(into restaurant: Restaurant) { self.restaurant = restaurant }

  /// The day on which a history of these venues can begin, so that it stands behind the one that they have; nil if they
  /// have none. Bookings that an earlier history left open stay as they are: those guests do not come.
  ///
  /// - Throws: `CancellationError`; the failure of the log.
  public func firstFreeDay(at venues: [SetUpVenue]) async throws -> ServiceDate? {
    let head = restaurant.log.head
    var last: ServiceDate?
    for venue in venues.map(\.venue) {
      let ordered = try await restaurant.orders.read(at: head) { orders, _ in
        orders.newest(1, at: venue).first?.serviceDate
      }
      let booked = try await restaurant.availability.read(at: head) { books, _ in books.dates(at: venue).first }
      last = [last, ordered ?? booked].compactMap { $0 }.max()
    }
    return last?.adding(days: 1)
  }

  /// Makes up a history. At venues that have one already it must begin later.
  ///
  /// - Parameters:
  ///   - plan: the venues, the days and the seed.
  ///   - progress: told how many events were added, after every few.
  /// - Throws: ``GenerationError``; ``CommandRefusal`` if a venue cannot be set up; `CancellationError`; the failure of
  ///   the log. What happened until then stays.
  /// - Returns: what was done; measuring how long it took is the caller's.
  public func run(
    _ plan: GenerationPlan, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> GenerationSummary {
    guard !plan.venues.isEmpty else { throw GenerationError.noVenues }
    if let free = try await firstFreeDay(at: plan.venues), plan.start < free {
      throw GenerationError.overlaps(start: plan.start, free: free)
    }
    var history = try await History(plan, restaurant)
    try await history.play(progress)
    return history.finished()
  }
}

/// What a history came to.
public struct GenerationSummary: Sendable, Equatable, Encodable {
  /// Events that were added.
  public var events = 0
  /// Commands that were given.
  public var commands = 0
  /// Orders that were placed.
  public var orders = 0
  /// Reservations that were booked.
  public var bookings = 0
  /// Parties that came without one.
  public var walkIns = 0
  /// Times that were held for somebody on the web site; most of them were then booked.
  public var holds = 0
  /// Guests who were put on a waitlist.
  public var waits = 0
  /// Payments, those with points among them.
  public var payments = 0
  /// Guests who joined a programme.
  public var members = 0
  /// Commands that a rule forbade, by its name.
  public var refused: [String: Int] = [:]
  /// The venues' names.
  public var venues: [String] = []
  /// The business time of the last command.
  public var lastAt: Timestamp?
  /// How long it took; the caller's measurement.
  public var seconds = 0.0

  private enum CodingKeys: String, CodingKey {
    case events, commands, orders, bookings, walkIns = "walk_ins", holds, waits, payments, members, refused, venues,
      lastAt = "last_at", seconds
  }

  /// Writes the fields that programs read.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(events, forKey: .events)
    try fields.encode(commands, forKey: .commands)
    try fields.encode(orders, forKey: .orders)
    try fields.encode(bookings, forKey: .bookings)
    try fields.encode(walkIns, forKey: .walkIns)
    try fields.encode(holds, forKey: .holds)
    try fields.encode(waits, forKey: .waits)
    try fields.encode(payments, forKey: .payments)
    try fields.encode(members, forKey: .members)
    try fields.encode(refused, forKey: .refused)
    try fields.encode(venues, forKey: .venues)
    try fields.encode(lastAt?.description, forKey: .lastAt)
    try fields.encode(seconds, forKey: .seconds)
  }
}
