public import EventSourcing
public import Venue
public import Vocabulary

/// What history is to be made up.
///
/// The same plan gives the same history: the same events, in the same order, byte for byte but for the time of their
/// commits, and so the same tree head in an empty data directory.
public struct GenerationPlan: Sendable {
  /// Where a history ends.
  public enum End: Sendable, Equatable {
    /// At the first quiet moment after so many events were added.
    case events(Int)
    /// At an instant; what lies ahead of it then, such as bookings, is as it would be at that time.
    case time(Timestamp)
  }

  /// Another seed is another history.
  public var seed: UInt64
  /// The venues, which share their guests: a group in one city. They need a time zone that this machine knows.
  public var venues: [SetUpVenue]
  /// The first service day.
  public var start: ServiceDate
  /// Where it ends.
  public var end: End

  /// A plan of these parts.
  public init(seed: UInt64, venues: [SetUpVenue], start: ServiceDate, end: End) {
    self.seed = seed
    self.venues = venues
    self.start = start
    self.end = end
  }
}

/// Why a history cannot be made up.
public enum GenerationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no venue.
  case noVenues
  /// A venue lacks what a history needs.
  case unsuitable(venue: String, reason: String)
  /// The venues have a history that goes on after the start.
  case overlaps(start: ServiceDate, free: ServiceDate)
  /// Nothing has happened for many days, and nothing will.
  case nothingHappens(days: Int)

  /// What is wrong, for people.
  public var description: String {
    switch self {
    case .noVenues: "a history needs a venue"
    case .unsuitable(let venue, let reason): "\(venue): \(reason)"
    case .overlaps(let start, let free):
      "the venues have a history already, which a second one from \(start) on would overlap: begin on \(free) or later, or "
        + "in an empty data directory"
    case .nothingHappens(let days):
      "nothing happened for \(days) days: the venues have too few opening hours, tables or items for guests to come"
    }
  }
}

/// What a history may ask for.
enum GenerationLimits {
  /// Commands on their way to the disk at once: enough to share commits, few enough to keep their answers near.
  static let inFlight = 64
  /// How many days ahead guests book at most: three weeks, as most do.
  static let lookahead: Int32 = 21
  /// Days without an event after which nothing more is to be expected.
  static let quietDays = 60
  /// How often somebody asks for another time, another slot or another dish before they give up.
  static let attempts = 2
  /// How often the staff looks for a time for somebody who waits, before they give up.
  static let searches = 3
  /// How many minutes somebody takes at most to book what is held for them or offered to them. A venue that keeps a time
  /// for less has neither web site nor waitlist.
  static let minutesToDecide: UInt32 = 9
}
