public import EventSourcing
public import Vocabulary

/// What a venue needs to promise tables: its clock, its hours, its floor plan and its rules for reservations.
///
/// A narrower boundary than ``VenueSetup``: a change of the menu does not touch it.
public struct ServicePlan: Model, ServiceHours {
  /// The venue.
  public let id: VenueID
  /// What it is called; empty before it was opened.
  public private(set) var name = ""
  /// The rules of its time zone; nil before it was opened, or if this machine's database lacks the zone.
  public private(set) var zone: ZoneRules?
  /// The IANA name of its time zone.
  public private(set) var zoneName = ""
  /// What it charges in.
  public private(set) var currency = Currency.none
  /// The weekly opening hours, by weekday and time.
  public private(set) var hours: [OpeningPeriod] = []
  /// Dated exceptions from the weekly hours.
  public private(set) var days: [ServiceDate: [DayPeriod]] = [:]
  /// The tables in use, in the order in which they were put up.
  public private(set) var tables: [Table] = []
  /// Tables that can be pushed together, as they were listed.
  public private(set) var combinations: [TableCombination] = []
  /// Which reservations are taken; nil if none are.
  public private(set) var reservations: ReservationRules?
  /// How parties are placed on the tables.
  public private(set) var floor = FloorPlan()

  /// The state before anything happened.
  public init(_ key: VenueID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: VenueID) -> Tags { [.venue(key)] }

  /// Whether the venue exists.
  public var isOpened: Bool { !zoneName.isEmpty }

  /// Takes a fact in.
  public mutating func evolve(_ fact: ServiceFact) {
    switch fact {
    case .opened(let event):
      name = event.name
      zoneName = event.zone
      zone = ZoneRules(name: event.zone)
      currency = event.currency
    case .renamed(let event): name = event.name
    case .hoursSet(let event): hours = event.periods
    case .dayHoursSet(let event): days[event.date] = event.periods
    case .dayHoursCleared(let event): days[event.date] = nil
    case .tableSet(let event):
      if let index = tables.firstIndex(where: { $0.id == event.table.id }) {
        tables[index] = event.table
        floor = FloorPlan(tables: tables, combinations: combinations)
      } else {
        tables.append(event.table)
        floor.add(event.table)
        if !combinations.isEmpty { floor.combine(combinations, of: tables) }
      }
    case .tableRemoved(let event):
      tables.removeAll { $0.id == event.table }
      floor = FloorPlan(tables: tables, combinations: combinations)
    case .combinationsSet(let event):
      combinations = event.combinations
      floor.combine(combinations, of: tables)
    case .reservationRulesSet(let event): reservations = event.rules
    }
  }
}

/// What bears on promising tables.
public enum ServiceFact: Facts {
  /// `VenueOpened`.
  case opened(VenueOpened)
  /// `VenueRenamed`.
  case renamed(VenueRenamed)
  /// `OpeningHoursSet`.
  case hoursSet(OpeningHoursSet)
  /// `DayHoursSet`.
  case dayHoursSet(DayHoursSet)
  /// `DayHoursCleared`.
  case dayHoursCleared(DayHoursCleared)
  /// `TableAdded`, or `TableChanged`, which has the same fields.
  case tableSet(TableAdded)
  /// `TableRemoved`.
  case tableRemoved(TableRemoved)
  /// `TableCombinationsSet`.
  case combinationsSet(TableCombinationsSet)
  /// `ReservationRulesSet`.
  case reservationRulesSet(ReservationRulesSet)

  /// The events that are read.
  public static let types: Set<EventType> = [
    VenueOpened.type, VenueRenamed.type, OpeningHoursSet.type, DayHoursSet.type, DayHoursCleared.type,
    TableAdded.type, TableChanged.type, TableRemoved.type, TableCombinationsSet.type, ReservationRulesSet.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> ServiceFact? {
    switch type {
    case VenueOpened.type: .opened(try VenueOpened.read(from: &r))
    case VenueRenamed.type: .renamed(try VenueRenamed.read(from: &r))
    case OpeningHoursSet.type: .hoursSet(try OpeningHoursSet.read(from: &r))
    case DayHoursSet.type: .dayHoursSet(try DayHoursSet.read(from: &r))
    case DayHoursCleared.type: .dayHoursCleared(try DayHoursCleared.read(from: &r))
    case TableAdded.type, TableChanged.type: .tableSet(try TableAdded.read(from: &r))
    case TableRemoved.type: .tableRemoved(try TableRemoved.read(from: &r))
    case TableCombinationsSet.type: .combinationsSet(try TableCombinationsSet.read(from: &r))
    case ReservationRulesSet.type: .reservationRulesSet(try ReservationRulesSet.read(from: &r))
    default: nil
    }
  }

  /// The venue that the fact is about.
  public var venue: VenueID {
    switch self {
    case .opened(let event): event.venue
    case .renamed(let event): event.venue
    case .hoursSet(let event): event.venue
    case .dayHoursSet(let event): event.venue
    case .dayHoursCleared(let event): event.venue
    case .tableSet(let event): event.venue
    case .tableRemoved(let event): event.venue
    case .combinationsSet(let event): event.venue
    case .reservationRulesSet(let event): event.venue
    }
  }
}
