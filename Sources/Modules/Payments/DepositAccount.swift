public import EventSourcing
public import Vocabulary

/// The deposit that was taken with a reservation, and what of it has paid orders.
public struct DepositAccount: Model {
  /// The reservation.
  public let id: ReservationID
  /// The venue that holds the deposit; nil before the reservation was made.
  public private(set) var venue: VenueID?
  /// Whether the reservation was called off or nobody came: what becomes of the deposit then, no order tells.
  public private(set) var isOff = false
  /// What was taken; nil if nothing was.
  public private(set) var taken: Money?
  /// What of it has paid orders, less what went back.
  public private(set) var spent = Amount.zero

  /// The state before anything happened.
  public init(_ key: ReservationID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: ReservationID) -> Tags { [.reservation(key)] }

  /// What can still pay orders.
  public var left: Amount {
    guard let taken, taken.amount > spent else { return .zero }
    return taken.amount.wrapping(minus: spent)
  }

  /// Takes a fact in.
  public mutating func evolve(_ fact: DepositFact) {
    switch fact {
    case .booked(let event): (venue, taken) = (event.venue, event.deposit)
    case .modified(let event): taken = event.deposit
    case .ended: isOff = true
    case .paid(let payment): spent = spent.wrapping(plus: payment.amount.amount)
    case .refunded(let refund): spent = spent.wrapping(minus: refund.amount.amount)
    }
  }

  /// Refuses to pay what the deposit does not hold.
  func check(_ amount: Money, at place: VenueID) throws(PaymentsRejection) {
    guard let venue else { throw .reservationUnknown(id) }
    guard venue == place else { throw .reservationAtAnotherVenue(id, place) }
    guard !isOff else { throw .depositWithoutVisit(id) }
    guard let taken, amount.currency == taken.currency, amount.amount <= left else {
      throw .depositExceeded(id, left: Money(left, amount.currency))
    }
  }
}

/// What happens to a deposit.
public enum DepositFact: Facts {
  /// It was taken with the reservation, if one was.
  case booked(ReservationBooked)
  /// The reservation was moved; what was taken in all.
  case modified(ReservationModified)
  /// The reservation was called off, or nobody came.
  case ended
  /// It paid an order.
  case paid(PaymentRecorded)
  /// Such a payment was given back.
  case refunded(PaymentRefunded)

  /// The events that are read.
  public static let types: Set<EventType> = [
    ReservationBooked.type, ReservationModified.type, ReservationCancelled.type, ReservationMarkedNoShow.type,
    PaymentRecorded.type, PaymentRefunded.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> DepositFact? {
    switch type {
    case ReservationBooked.type: .booked(try ReservationBooked.read(from: &r))
    case ReservationModified.type: .modified(try ReservationModified.read(from: &r))
    case ReservationCancelled.type, ReservationMarkedNoShow.type: .ended
    case PaymentRecorded.type: .paid(try PaymentRecorded.read(from: &r))
    case PaymentRefunded.type: .refunded(try PaymentRefunded.read(from: &r))
    default: nil
    }
  }
}
