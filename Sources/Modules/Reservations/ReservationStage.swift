public import EventSourcing

/// How far a reservation has come.
///
/// | from      | book     | confirm   | modify | cancel    | seat   | finish   | no-show | offer   | leave |
/// |-----------|----------|-----------|--------|-----------|--------|----------|---------|---------|-------|
/// | held      | booked   | -         | -      | -         | -      | -        | -       | -       | -     |
/// | waiting   | booked   | -         | -      | -         | -      | -        | -       | offered | left  |
/// | offered   | booked   | -         | -      | -         | -      | -        | -       | =       | left  |
/// | booked    | =        | confirmed | booked | cancelled | seated | -        | no_show | -       | -     |
/// | confirmed | =        | =         | booked | cancelled | seated | -        | no_show | -       | -     |
/// | seated    | =        | -         | -      | -         | =      | finished | -       | -       | -     |
/// | finished  | -        | -         | -      | -         | -      | =        | -       | -       | -     |
/// | cancelled | -        | -         | -      | =         | -      | -        | -       | -       | -     |
/// | no_show   | -        | -         | -      | -         | -      | -        | =       | -       | -     |
/// | released  | -        | -         | -      | -         | -      | -        | -       | -       | -     |
/// | left      | -        | -         | -      | -         | -      | -        | -       | -       | =     |
///
/// `=` nothing happens, `-` is refused by name. A hold that expired can still be booked if its time is still free; an
/// offer that expired or was declined is waiting again. A walk-in is seated from its first event on.
public enum ReservationStage: UInt32, FieldEnum {
  /// Unknown.
  case unspecified = 0
  /// Its time is kept for somebody who is about to book.
  case held = 1
  /// On the waitlist.
  case waiting = 2
  /// On the waitlist, with a time kept for them.
  case offered = 3
  /// Promised.
  case booked = 4
  /// Promised, and the diner said that they will come.
  case confirmed = 5
  /// At the table.
  case seated = 6
  /// Gone home. Closed.
  case finished = 7
  /// Called off. Closed.
  case cancelled = 8
  /// Did not come. Closed.
  case noShow = 9
  /// A hold that was given back. Closed.
  case released = 10
  /// No longer on the waitlist. Closed.
  case left = 11

  /// The stored name in the schema.
  public static let schemaName = "ReservationStage"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .held: "held"
    case .waiting: "waiting"
    case .offered: "offered"
    case .booked: "booked"
    case .confirmed: "confirmed"
    case .seated: "seated"
    case .finished: "finished"
    case .cancelled: "cancelled"
    case .noShow: "no_show"
    case .released: "released"
    case .left: "left"
    }
  }

  /// Whether a promise in this stage binds the venue: it was made and not taken back.
  public var isPromise: Bool {
    switch self {
    case .booked, .confirmed, .seated, .finished: true
    case .unspecified, .held, .waiting, .offered, .cancelled, .noShow, .released, .left: false
    }
  }
}
