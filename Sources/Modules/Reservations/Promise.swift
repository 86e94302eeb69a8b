public import EventSourcing
public import Vocabulary

/// What a book reads of every event that has a `Seating`: whose it is, where and when.
public struct Promise: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationBooked"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where and for how many.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?

  /// A value of these parts.
  public init(
    _ reservation: ReservationID, _ venue: VenueID, _ seating: Seating, _ customer: CustomerID? = nil
  ) {
    self.reservation = reservation
    self.venue = venue
    self.seating = seating
    self.customer = customer
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = Seating(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(4, "customer", &customer)
  }
}

/// What a book reads of `ReservationModified`.
public struct Modification: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationModified"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// When, where and for how many, from now on.
  public var seating: Seating
  /// Whose it is, if known.
  public var customer: CustomerID?
  /// What was promised before.
  public var previous: Seating

  /// An empty value, to be read into.
  public init(_ blank: Blank) {
    seating = Seating(blank)
    previous = Seating(blank)
  }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "seating", &seating)
    try f.field(4, "customer", &customer)
    try f.field(6, "previous", &previous)
  }

  /// The promise that was granted.
  public var promise: Promise {
    Promise(reservation, venue, seating, customer)
  }
}

/// What a book reads of the events of a waitlist that end a wait or an offer.
public struct WaitAnswer: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "WaitlistLeft"

  /// The reservation.
  public var reservation: ReservationID = .none
  /// The venue.
  public var venue: VenueID = .none
  /// The service day.
  public var serviceDate: ServiceDate = .epoch

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "reservation", &reservation)
    try f.field(2, "venue", &venue)
    try f.field(3, "service_date", &serviceDate)
  }
}

/// What changes the books. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum BookFact: Facts {
  /// A time is held until it expires.
  indirect case held(HoldPlaced)
  /// A time is offered until the offer expires.
  indirect case offered(WaitlistOffered)
  /// A reservation came to a stage, with what it is promised in it.
  case came(Promise, ReservationStage)
  /// A reservation has other tables.
  case reassigned(Promise)
  /// A reservation was moved.
  indirect case modified(Modification)
  /// Somebody waits.
  indirect case joined(WaitlistJoined)
  /// An offer was declined, or its expiry recorded.
  case offerEnded(WaitAnswer)
  /// Somebody waits no longer.
  case left(WaitAnswer)

  /// The events that are read.
  public static let types: Set<EventType> = [
    HoldPlaced.type, HoldReleased.type, ReservationBooked.type, ReservationConfirmed.type, ReservationModified.type,
    ReservationCancelled.type, PartySeated.type, VisitFinished.type, ReservationMarkedNoShow.type, WalkInSeated.type,
    TablesReassigned.type, WaitlistJoined.type, WaitlistOffered.type, WaitlistOfferDeclined.type,
    WaitlistOfferExpired.type, WaitlistLeft.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> BookFact? {
    switch type {
    case ReservationBooked.type: .came(try Promise.read(from: &r), .booked)
    case PartySeated.type, WalkInSeated.type: .came(try Promise.read(from: &r), .seated)
    case VisitFinished.type: .came(try Promise.read(from: &r), .finished)
    case ReservationCancelled.type: .came(try Promise.read(from: &r), .cancelled)
    case ReservationConfirmed.type: .came(try Promise.read(from: &r), .confirmed)
    case ReservationMarkedNoShow.type: .came(try Promise.read(from: &r), .noShow)
    case HoldReleased.type: .came(try Promise.read(from: &r), .released)
    case HoldPlaced.type: .held(try HoldPlaced.read(from: &r))
    case ReservationModified.type: .modified(try Modification.read(from: &r))
    case TablesReassigned.type: .reassigned(try Promise.read(from: &r))
    case WaitlistJoined.type: .joined(try WaitlistJoined.read(from: &r))
    case WaitlistOffered.type: .offered(try WaitlistOffered.read(from: &r))
    case WaitlistOfferDeclined.type, WaitlistOfferExpired.type: .offerEnded(try WaitAnswer.read(from: &r))
    case WaitlistLeft.type: .left(try WaitAnswer.read(from: &r))
    default: nil
    }
  }
}

extension BookFact {
  /// The venue that the fact is about.
  public var venue: VenueID {
    switch self {
    case .held(let event): event.venue
    case .offered(let event): event.venue
    case .came(let promise, _), .reassigned(let promise): promise.venue
    case .modified(let event): event.venue
    case .joined(let event): event.venue
    case .offerEnded(let answer), .left(let answer): answer.venue
    }
  }

  /// The service days whose books change: two if a reservation moved from one to the other.
  public var dates: (ServiceDate, ServiceDate?) {
    switch self {
    case .held(let event): (event.seating.date, nil)
    case .offered(let event): (event.seating.date, nil)
    case .came(let promise, _), .reassigned(let promise): (promise.seating.date, nil)
    case .modified(let event):
      (event.seating.date, event.previous.date == event.seating.date ? nil : event.previous.date)
    case .joined(let event): (event.serviceDate, nil)
    case .offerEnded(let answer), .left(let answer): (answer.serviceDate, nil)
    }
  }
}
