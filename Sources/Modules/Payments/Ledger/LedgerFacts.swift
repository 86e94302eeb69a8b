public import EventSourcing
public import Vocabulary

/// What ``Ledger`` reads.
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
  case earned(PointsEarned)
  /// Points were spent.
  case redeemed(PointsRedeemed)
  /// Points went back.
  case restored(PointsRestored)
  /// Points were taken back.
  case reversed(PointsReversed)
  /// Points were written off.
  case expired(PointsExpired)
  /// Points were given or taken by the staff.
  case adjusted(PointsAdjusted)

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
    case PointsEarned.type: .earned(try PointsEarned.read(from: &r))
    case PointsRedeemed.type: .redeemed(try PointsRedeemed.read(from: &r))
    case PointsRestored.type: .restored(try PointsRestored.read(from: &r))
    case PointsReversed.type: .reversed(try PointsReversed.read(from: &r))
    case PointsExpired.type: .expired(try PointsExpired.read(from: &r))
    case PointsAdjusted.type: .adjusted(try PointsAdjusted.read(from: &r))
    default: nil
    }
  }
}
