public import EventSourcing
public import Vocabulary

/// A customer in the programme of a venue.
public struct Member: Hashable, RandomKey {
  /// The venue.
  public let venue: VenueID
  /// The customer.
  public let customer: CustomerID

  /// A customer in the programme of a venue.
  public init(_ venue: VenueID, _ customer: CustomerID) {
    self.venue = venue
    self.customer = customer
  }

  /// A hash for tables: both IDs are random.
  public var mixedHash: UInt64 { venue.mixedHash &+ customer.mixedHash &* 0x9E37_79B9_7F4A_7C15 }

  /// By venue, then by customer.
  public static func < (a: Member, b: Member) -> Bool { (a.venue, a.customer) < (b.venue, b.customer) }
}

/// What happens to a member's points. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum MemberFact: Facts {
  /// `MemberEnrolled`.
  case enrolled(MemberEnrolled)
  /// `PointsEarned`.
  case earned(PointsEarned)
  /// `PointsRedeemed`.
  indirect case redeemed(PointsRedeemed)
  /// `PointsRestored`.
  indirect case restored(PointsRestored)
  /// `PointsReversed`.
  indirect case reversed(PointsReversed)
  /// `PointsExpired`.
  case expired(PointsExpired)
  /// `PointsAdjusted`.
  indirect case adjusted(PointsAdjusted)
  /// `TierChanged`.
  case tierChanged(TierChanged)

  /// The events that are read.
  public static let types: Set<EventType> = [
    MemberEnrolled.type, PointsEarned.type, PointsRedeemed.type, PointsRestored.type, PointsReversed.type,
    PointsExpired.type, PointsAdjusted.type, TierChanged.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> MemberFact? {
    switch type {
    case MemberEnrolled.type: .enrolled(try MemberEnrolled.read(from: &r))
    case PointsEarned.type: .earned(try PointsEarned.read(from: &r))
    case PointsRedeemed.type: .redeemed(try PointsRedeemed.read(from: &r))
    case PointsRestored.type: .restored(try PointsRestored.read(from: &r))
    case PointsReversed.type: .reversed(try PointsReversed.read(from: &r))
    case PointsExpired.type: .expired(try PointsExpired.read(from: &r))
    case PointsAdjusted.type: .adjusted(try PointsAdjusted.read(from: &r))
    case TierChanged.type: .tierChanged(try TierChanged.read(from: &r))
    default: nil
    }
  }

  /// The event that states the fact.
  public var event: any Event {
    switch self {
    case .enrolled(let event): event
    case .earned(let event): event
    case .redeemed(let event): event
    case .restored(let event): event
    case .reversed(let event): event
    case .expired(let event): event
    case .adjusted(let event): event
    case .tierChanged(let event): event
    }
  }

  /// Whose points it is about.
  public var member: Member {
    switch self {
    case .enrolled(let event): Member(event.venue, event.customer)
    case .earned(let event): Member(event.venue, event.customer)
    case .redeemed(let event): Member(event.venue, event.customer)
    case .restored(let event): Member(event.venue, event.customer)
    case .reversed(let event): Member(event.venue, event.customer)
    case .expired(let event): Member(event.venue, event.customer)
    case .adjusted(let event): Member(event.venue, event.customer)
    case .tierChanged(let event): Member(event.venue, event.customer)
    }
  }
}
