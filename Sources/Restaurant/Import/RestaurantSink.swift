public import EventSourcing
import EventStore
import Ordering
import Reservations
import Synchronization
public import Venue
public import Vocabulary

/// Takes an import's commands to a ``Restaurant``, and its questions to the read models, each as of the log's head.
public struct RestaurantSink: CommandSink {
  private let restaurant: Restaurant
  /// What the menus called things before this import; what it puts on them itself is on them.
  private let names = FormerNames()

  /// A sink for a service that was opened for writing, with its read models.
  public init(_ restaurant: Restaurant) { self.restaurant = restaurant }

  /// All venues of the data directory.
  public func venues() async throws -> [ImportVenue] {
    try await restaurant.menu.read(at: restaurant.log.head) { menu, _ in
      menu.venues.values.map { ImportVenue(id: $0.id, name: $0.name, currency: $0.currency) }
    }
  }

  /// The menu of a venue; empty if there is no such venue.
  public func menu(of venue: VenueID) async throws -> ImportMenu {
    let formerly = try names.names(at: venue, in: restaurant.log)
    return try await restaurant.menu.read(at: restaurant.log.head) { menu, _ in
      menu.venues[venue].map { ImportMenu($0, formerly: formerly) } ?? ImportMenu()
    }
  }

  /// Gives a command to the service.
  public func give<C: Command>(
    _ command: C, as actor: Actor, idempotencyKey: String?
  ) async throws -> CommandAnswer {
    let outcome = try await restaurant.execute(command, as: actor, idempotencyKey: idempotencyKey)
    return outcome.outcome == .appended ? .appended(events: try outcome.events().count) : .nothingNew
  }

  /// The sums over these orders in the read model of orders.
  public func recorded(_ orders: [OrderID]) async throws -> RecordedOrders {
    try await restaurant.orders.read(at: restaurant.log.head) { model, _ in RecordedOrders(orders, in: model) }
  }

  /// The customer whose ID follows from the text and the data directory's key.
  public func customer(named text: String) async throws -> CustomerID { try restaurant.pseudonym(of: text) }
}

extension RestaurantSink: ReservationSink {
  /// What bears on promising tables at a venue, as the log's head has it.
  public func servicePlan(of venue: VenueID) async throws -> ServicePlan? {
    try await restaurant.availability.read(at: restaurant.log.head) { model, _ in model.plan(of: venue) }
  }

  /// The sums over these reservations in the books.
  public func booked(_ reservations: [ReservationID]) async throws -> BookedReservations {
    // Without the time of booking, which begins an ID and which the file may have corrected since.
    let wanted = Set(reservations.map(\.uuid.nameBits))
    return try await restaurant.availability.read(at: restaurant.log.head) { model, _ in
      let totals = model.totals { wanted.contains($0.uuid.nameBits) }
      var booked = BookedReservations()
      (booked.bookings, booked.covers, booked.slots) = (Int(totals.bookings), totals.covers, Int(totals.slots))
      return booked
    }
  }
}

/// Every name that the items of all venues and their options ever had, read once: an import asks for one venue after
/// the other.
private final class FormerNames: Sendable {
  private let read = Mutex<[VenueID: MenuNames]?>(nil)

  func names(at venue: VenueID, in log: SegmentedEventLog) throws -> MenuNames {
    try read.withLock { read in
      let all = try read ?? Self.all(in: log)
      read = all
      return all[venue] ?? MenuNames()
    }
  }

  private static func all(in log: SegmentedEventLog) throws -> [VenueID: MenuNames] {
    var names: [VenueID: MenuNames] = [:]
    var cursor = try log.events(Query(types: MenuNames.types), after: .origin, through: log.head)
    while let event = try cursor.next() {
      guard let fact = try event.fact(MenuFact.self), let venue = MenuNames.venue(of: fact) else { continue }
      names[venue, default: MenuNames()].apply(fact)
    }
    return names
  }
}
