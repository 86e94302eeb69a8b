import EventSourcing
import Vocabulary

/// One thing that somebody does at a moment.
struct Step: Comparable, Sendable {
  let at: Timestamp
  /// In the order in which steps were thought of: what happens at one instant happens in this order.
  let serial: UInt64
  let deed: Deed

  static func < (a: Step, b: Step) -> Bool { (a.at, a.serial) < (b.at, b.serial) }
  static func == (a: Step, b: Step) -> Bool { a.serial == b.serial }
}

/// What is done.
enum Deed: Sendable {
  /// Guests make up their minds about a service day.
  case planDay(ServiceDate)
  /// The day's portions are counted out.
  case stock(venue: Int, place: Int, ServiceDate)
  /// The day is over: what happens by itself has happened.
  case closeDay(ServiceDate)
  /// A member's birthday.
  case birthday(venue: Int, CustomerID)
  /// A step of one visit or takeout order, by the number of the outing.
  case outing(Int, Move)

  /// Whether nothing else may be on its way meanwhile.
  var standsAlone: Bool {
    switch self {
    case .planDay, .closeDay: true
    case .stock, .birthday, .outing: false
    }
  }

  /// How many minutes later what follows from it begins at the earliest. Steps that lie closer together than that do
  /// not depend on each other's outcome, and can be on their way at once.
  var gap: Int64 {
    switch self {
    case .planDay, .closeDay, .stock, .birthday: Self.day
    case .outing(_, let move): move.gap
    }
  }

  private static let day: Int64 = 1440
}

/// A step of an outing.
enum Move: Sendable {
  case book, confirm, change, cancel, seat, miss, walkIn, reassign
  case hold, release, join, offer, decline, lapse, leaveList
  case order, accept, reject, callOff, start, addItems, makeReady, serve, collect, leaveUncollected
  case enrol, redeem, tender, pay, refund, finish

  /// See ``Deed/gap``.
  var gap: Int64 {
    switch self {
    case .hold, .offer: 5
    case .book, .confirm, .change, .join, .decline, .lapse: 30
    case .release, .leaveList, .cancel, .miss, .reject, .callOff, .leaveUncollected, .refund: 1440
    default: 3
    }
  }
}
