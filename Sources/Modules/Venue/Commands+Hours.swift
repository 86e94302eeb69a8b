public import EventSourcing
public import Vocabulary

/// Sets the opening hours of one date.
public struct SetDayHours: Command {
  /// The stored name.
  public static let name = "set_day_hours"
  /// What the command does, in one line.
  public static let summary = "Set the opening hours of one date, overriding the weekly ones"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The date.
  public var date: ServiceDate = .epoch
  /// Its periods; none means closed.
  public var periods: [DayPeriod] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, date: ServiceDate, periods: [DayPeriod] = [], at: Timestamp? = nil) {
    self.venue = venue
    self.date = date
    self.periods = periods
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(3, "periods", &periods)
    try f.field(15, "at", &at)
  }
}

/// Lets the weekly opening hours hold for a date again.
public struct ClearDayHours: Command {
  /// The stored name.
  public static let name = "clear_day_hours"
  /// What the command does, in one line.
  public static let summary = "Let the weekly opening hours hold for a date again"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The venue.
  public var venue: VenueID = .none
  /// The date.
  public var date: ServiceDate = .epoch
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(venue: VenueID, date: ServiceDate, at: Timestamp? = nil) {
    self.venue = venue
    self.date = date
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "date", &date)
    try f.field(15, "at", &at)
  }
}
