public import EventSourcing
public import Vocabulary

/// A venue's book of one service day, to decide on.
public struct Book: Model {
  /// Names a service day of a venue.
  public struct Key: Hashable, Sendable {
    /// The venue.
    public var venue: VenueID
    /// The service day.
    public var date: ServiceDate

    /// A service day of a venue.
    public init(_ venue: VenueID, _ date: ServiceDate) {
      self.venue = venue
      self.date = date
    }

    /// The day with the days around it: a visit that starts in one service day may end in the next.
    static func around(_ venue: VenueID, _ date: ServiceDate) -> [Key] {
      (-1...1 as ClosedRange<Int32>).map { Key(venue, date.adding(days: $0)) }
    }
  }

  /// Who was promised what.
  public private(set) var day: DayBook

  /// The state before anything happened.
  public init(_ key: Key) { day = DayBook(date: key.date) }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: Key) -> Tags { [.book(key.venue, key.date)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: BookFact) { day.apply(fact) }
}

/// A diner's own reservations, at all venues: they cannot sit in two places at once.
public struct DinerBook: Model {
  struct Visit: Sendable {
    var reservation: ReservationID
    var startsAt: Timestamp
    var endsAt: Timestamp
    /// When a hold ends; nil for a promise.
    var expiresAt: Timestamp?
  }

  /// The diner.
  public let id: CustomerID
  private(set) var visits: [Visit] = []

  /// The state before anything happened.
  public init(_ key: CustomerID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: CustomerID) -> Tags { [.customer(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: BookFact) {
    switch fact {
    case .held(let event): keep(event.promise, until: event.expiresAt)
    case .came(let promise, let stage):
      if stage.isPromise { keep(promise) } else { drop(promise.reservation) }
    case .modified(let modification): keep(modification.promise)
    // An offer is no wish of the diner: it binds them once they book it. Other tables do not move a visit.
    case .offered, .reassigned, .joined, .offerEnded, .left: break
    }
  }

  /// Another reservation of the diner that overlaps a stretch of time and counts at `now`.
  func overlapping(_ seating: Seating, except: ReservationID, at now: Timestamp) -> ReservationID? {
    visits.first { visit in
      visit.reservation != except && visit.startsAt < seating.endsAt && seating.startsAt < visit.endsAt
        && visit.expiresAt.map { now < $0 } ?? true
    }?.reservation
  }

  private mutating func keep(_ promise: Promise, until expiresAt: Timestamp? = nil) {
    drop(promise.reservation)
    visits.append(
      Visit(
        reservation: promise.reservation, startsAt: promise.seating.startsAt, endsAt: promise.seating.endsAt,
        expiresAt: expiresAt))
  }

  private mutating func drop(_ reservation: ReservationID) { visits.removeAll { $0.reservation == reservation } }
}

/// The diner of a reservation whose party comes before its time, with what else they reserved: from now on they sit
/// here. Which diner that is, only the reservation tells.
public struct EarlyDiner: Boundary {
  /// Names a reservation and when its party comes.
  public struct Key: Hashable, Sendable {
    let reservation: ReservationID
    let comesAt: Timestamp
  }

  /// Nil if nobody is known, or the party does not come early.
  let book: DinerBook?

  /// As `Boundary` asks.
  public static func assemble(_ key: Key, from assembly: ModelAssembly) -> EarlyDiner {
    let promise = ReservationState.assemble(key.reservation, from: assembly).promise
    guard let promise, let customer = promise.customer, key.comesAt < promise.seating.startsAt else {
      return EarlyDiner(book: nil)
    }
    return EarlyDiner(book: DinerBook.assemble(customer, from: assembly))
  }
}

/// One reservation, as far as decisions about it need to know.
public struct ReservationState: Model {
  /// The reservation.
  public let id: ReservationID
  /// How far it has come.
  public private(set) var stage = ReservationStage.unspecified
  /// What it is promised, or was; nil before that and on the waitlist.
  public private(set) var promise: Promise?
  /// The part of the house that was asked for.
  public private(set) var area = ""
  /// When the hold or the offer ends.
  public private(set) var expiresAt: Timestamp?
  /// Until when it must be confirmed.
  public private(set) var confirmBy: Timestamp?
  /// Until when the diner may change it or call it off freely.
  public private(set) var cancelBy: Timestamp?
  /// What calling it off later costs.
  public private(set) var lateFee: Money?
  /// The deposit that was taken.
  public private(set) var deposit: Money?
  /// When the party sat down.
  public private(set) var seatedAt: Timestamp?
  /// What was wished on the waitlist.
  public private(set) var wish: WaitlistJoined?

  /// The state before anything happened.
  public init(_ key: ReservationID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: ReservationID) -> Tags { [.reservation(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: ReservationFact) {
    switch fact {
    case .held(let event): keep(event)
    case .booked(let event): keep(event)
    case .modified(let event): keep(event)
    case .walkedIn(let event):
      come(.seated, Promise(event.reservation, event.venue, event.seating, event.customer))
      area = event.area
      seatedAt = event.seating.startsAt
    case .came(let promise, let stage): come(stage, promise)
    case .seated(let event):
      come(.seated, Promise(event.reservation, event.venue, event.seating, event.customer))
      seatedAt = event.seatedAt
    case .reassigned(let promise): self.promise = promise
    case .joined(let event):
      stage = .waiting
      wish = event
      area = event.area
    case .offered(let event):
      come(.offered, Promise(event.reservation, event.venue, event.seating, event.customer))
      expiresAt = event.expiresAt
    case .offerEnded:
      stage = .waiting
      promise = nil
    case .left: stage = .left
    }
  }

  private mutating func come(_ stage: ReservationStage, _ promise: Promise) {
    self.stage = stage
    self.promise = promise
    expiresAt = nil
  }

  private mutating func keep(_ event: HoldPlaced) {
    come(.held, event.promise)
    area = event.area
    expiresAt = event.expiresAt
  }

  private mutating func keep(_ event: ReservationBooked) {
    come(.booked, Promise(event.reservation, event.venue, event.seating, event.customer))
    area = event.area
    (confirmBy, cancelBy) = (event.confirmBy, event.cancelBy)
    (lateFee, deposit) = (event.lateFee, event.deposit)
  }

  private mutating func keep(_ event: ReservationModified) {
    come(.booked, Promise(event.reservation, event.venue, event.seating, event.customer))
    area = event.area
    (confirmBy, cancelBy) = (event.confirmBy, event.cancelBy)
    (lateFee, deposit) = (event.lateFee, event.deposit)
  }
}

/// What happens to a reservation.
public enum ReservationFact: Facts {
  /// A time is held.
  case held(HoldPlaced)
  /// It was made.
  case booked(ReservationBooked)
  /// It was moved.
  case modified(ReservationModified)
  /// A party without one sat down.
  case walkedIn(WalkInSeated)
  /// It came to a stage that changes nothing else.
  case came(Promise, ReservationStage)
  /// Its party sat down.
  case seated(PartySeated)
  /// It has other tables.
  case reassigned(Promise)
  /// Somebody waits.
  case joined(WaitlistJoined)
  /// A time was offered.
  case offered(WaitlistOffered)
  /// The offer was declined, or its expiry recorded.
  case offerEnded
  /// Nobody waits any longer.
  case left

  /// The events that are read.
  public static let types = BookFact.types

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> ReservationFact? {
    switch type {
    case HoldPlaced.type: .held(try HoldPlaced.read(from: &r))
    case HoldReleased.type: .came(try Promise.read(from: &r), .released)
    case ReservationBooked.type: .booked(try ReservationBooked.read(from: &r))
    case ReservationConfirmed.type: .came(try Promise.read(from: &r), .confirmed)
    case ReservationModified.type: .modified(try ReservationModified.read(from: &r))
    case ReservationCancelled.type: .came(try Promise.read(from: &r), .cancelled)
    case PartySeated.type: .seated(try PartySeated.read(from: &r))
    case VisitFinished.type: .came(try Promise.read(from: &r), .finished)
    case ReservationMarkedNoShow.type: .came(try Promise.read(from: &r), .noShow)
    case WalkInSeated.type: .walkedIn(try WalkInSeated.read(from: &r))
    case TablesReassigned.type: .reassigned(try Promise.read(from: &r))
    case WaitlistJoined.type: .joined(try WaitlistJoined.read(from: &r))
    case WaitlistOffered.type: .offered(try WaitlistOffered.read(from: &r))
    case WaitlistOfferDeclined.type, WaitlistOfferExpired.type: .offerEnded
    case WaitlistLeft.type: .left
    default: nil
    }
  }
}
