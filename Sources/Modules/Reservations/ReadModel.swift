public import EventSourcing
public import Venue
import Vocabulary

/// The books of every venue: which times a party can have, who sits where, who waits.
///
/// It folds exactly what the deciders fold and searches with the same code, so what it shows as free is free unless
/// somebody took it since. A reservation costs some 100 bytes.
public struct Availability: Projection {
  /// The stored name.
  public static let name = "availability"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 2

  /// A venue and its books by service day.
  struct VenueBooks: Sendable {
    var plan: ServicePlan
    var days = LiveTable<ServiceDate, DayBook>()
  }

  var venueIDs = IdentityTable<VenueKind>()
  var venues: [VenueBooks] = []

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming AvailabilityFact, _ context: EventContext) {
    switch consume fact {
    case .plan(let fact): venues[venueIndex(fact.venue)].plan.evolve(fact)
    case .book(let fact):
      let venue = venueIndex(fact.venue)
      let (date, other) = fact.dates
      venues[venue].days[date, default: DayBook(date: date)].apply(fact)
      if let other { venues[venue].days[other, default: DayBook(date: other)].apply(fact) }
    }
  }

  mutating func venueIndex(_ id: VenueID) -> Int {
    let index = venueIDs.intern(id)
    if index == venues.count { venues.append(VenueBooks(plan: ServicePlan(id))) }
    return index
  }
}

/// What ``Availability`` reads. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum AvailabilityFact: Facts {
  /// Something that bears on promising tables.
  indirect case plan(ServiceFact)
  /// Something that changes the books.
  case book(BookFact)

  /// The events that are read.
  public static let types: Set<EventType> = ServiceFact.types.union(BookFact.types)

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> AvailabilityFact? {
    if let fact = try BookFact.read(type, &r) { return .book(fact) }
    return try ServiceFact.read(type, &r).map(AvailabilityFact.plan)
  }
}
