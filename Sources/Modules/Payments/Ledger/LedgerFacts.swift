public import EventSourcing
public import Vocabulary

/// What ``Ledger`` reads. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum LedgerFact: Facts {
  /// An order was placed.
  case placed(OrderPrice)
  /// Lines were added to it.
  case itemsAdded(AdditionPrice)
  /// It was declined or called off.
  case cancelled(CancelledOrder)
  /// It was handed over, and cannot be called off any more.
  case closed(OrderMoved)
  /// It was paid, in whole or in part.
  case paid(PaidAmount)
  /// A payment was given back.
  case refunded(RefundedAmount)
  /// Points were earned.
  case earned(GivenPoints)
  /// Points were spent.
  indirect case redeemed(PointsRedeemed)
  /// Points went back.
  indirect case restored(PointsRestored)
  /// Points were taken back.
  indirect case reversed(PointsReversed)
  /// Points were written off.
  indirect case expired(PointsExpired)
  /// Points were given or taken by the staff.
  indirect case adjusted(PointsAdjusted)

  /// The events that are read.
  public static let types: Set<EventType> = [
    OrderPlaced.type, ItemsAddedToOrder.type, OrderRejected.type, OrderCancelled.type, OrderServed.type,
    OrderCollected.type, PaymentRecorded.type, PaymentRefunded.type, PointsEarned.type, PointsRedeemed.type,
    PointsRestored.type, PointsReversed.type, PointsExpired.type, PointsAdjusted.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> LedgerFact? {
    switch type {
    case OrderPlaced.type: .placed(try OrderPrice.read(from: &r))
    case ItemsAddedToOrder.type: .itemsAdded(try AdditionPrice.read(from: &r))
    case OrderRejected.type, OrderCancelled.type: .cancelled(try CancelledOrder.read(from: &r))
    case OrderServed.type, OrderCollected.type: .closed(try OrderMoved.read(from: &r))
    case PaymentRecorded.type: .paid(try PaidAmount.read(from: &r))
    case PaymentRefunded.type: .refunded(try RefundedAmount.read(from: &r))
    case PointsEarned.type: .earned(try GivenPoints.read(from: &r))
    case PointsRedeemed.type: .redeemed(try PointsRedeemed.read(from: &r))
    case PointsRestored.type: .restored(try PointsRestored.read(from: &r))
    case PointsReversed.type: .reversed(try PointsReversed.read(from: &r))
    case PointsExpired.type: .expired(try PointsExpired.read(from: &r))
    case PointsAdjusted.type: .adjusted(try PointsAdjusted.read(from: &r))
    default: nil
    }
  }
}

/// What ``Ledger`` reads of `PointsEarned`.
public struct GivenPoints: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PointsEarned"

  /// The venue whose programme it is.
  public var venue: VenueID = .none
  /// How many points were earned.
  public var points: Points = .zero
  /// How many of them paid what was owed.
  public var settled: Points = .zero
  /// What they were given for.
  public var cause: EarningCause = .unspecified

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(4, "points", &points)
    try f.field(5, "settled", &settled)
    try f.field(6, "cause", &cause)
  }
}
