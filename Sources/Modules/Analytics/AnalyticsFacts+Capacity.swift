public import EventSourcing
public import Vocabulary

/// What ``Analytics`` reads about a venue's tables and hours.
public enum CapacityFact: Facts {
  /// A venue came to be.
  case opened(VenueOpened)
  /// The weekly opening hours were set.
  case hoursSet(OpeningHoursSet)
  /// The hours of one date were set.
  case dayHoursSet(DayHoursSet)
  /// The weekly hours hold for a date again.
  case dayHoursCleared(DayHoursCleared)
  /// A table was put up.
  case tableAdded(TableAdded)
  /// A table has other seats, maybe.
  case tableChanged(TableChanged)
  /// A table was taken out of use.
  case tableRemoved(TableRemoved)

  /// The events that are read.
  public static let types: Set<EventType> = [
    VenueOpened.type, OpeningHoursSet.type, DayHoursSet.type, DayHoursCleared.type, TableAdded.type,
    TableChanged.type, TableRemoved.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> CapacityFact? {
    switch type {
    case VenueOpened.type: .opened(try VenueOpened.read(from: &r))
    case OpeningHoursSet.type: .hoursSet(try OpeningHoursSet.read(from: &r))
    case DayHoursSet.type: .dayHoursSet(try DayHoursSet.read(from: &r))
    case DayHoursCleared.type: .dayHoursCleared(try DayHoursCleared.read(from: &r))
    case TableAdded.type: .tableAdded(try TableAdded.read(from: &r))
    case TableChanged.type: .tableChanged(try TableChanged.read(from: &r))
    case TableRemoved.type: .tableRemoved(try TableRemoved.read(from: &r))
    default: nil
    }
  }

  /// The venue that it is about.
  var venue: VenueID {
    switch self {
    case .opened(let event): event.venue
    case .hoursSet(let event): event.venue
    case .dayHoursSet(let event): event.venue
    case .dayHoursCleared(let event): event.venue
    case .tableAdded(let event): event.venue
    case .tableChanged(let event): event.venue
    case .tableRemoved(let event): event.venue
    }
  }
}
