public import EventSourcing
public import Vocabulary

/// What ``Analytics`` reads. Rare facts that are large lie apart, so that the others are moved with few bytes.
public enum AnalyticsFact: Facts {
  /// An order was placed.
  case placed(SoldOrder)
  /// Lines were added to it.
  case itemsAdded(SoldAddition)
  /// It was handed over: nothing about it changes any more.
  case closed(OrderID)
  /// It was rejected or cancelled: it was no sale.
  case undone(OrderID)
  /// An order was paid, or a share of it.
  case paid(PaidAmount)
  /// A payment was given back, or a part of it.
  case refunded(RefundedAmount)
  /// A time was booked.
  case booked(BookingMade)
  /// A booking was moved to another time, or its party changed.
  indirect case rebooked(BookingMoved)
  /// A booking was cancelled.
  case bookingCancelled(BookingEnded)
  /// Nobody came.
  case noShow(BookingEnded)
  /// A party with a booking sat down.
  case seated(GuestsSeated)
  /// A party without a booking sat down.
  case walkedIn(WalkInGuests)
  /// A party was given other tables.
  case tablesReassigned(GuestsMoved)
  /// A party left.
  case left(GuestsLeft)
  /// A venue came to be, or its tables or hours changed.
  indirect case capacity(CapacityFact)
  /// An item has this name.
  case itemNamed(ItemNamed)
  /// A choice has these options.
  case groupNamed(GroupNamed)
  /// An option has this name.
  case optionNamed(OptionNamed)

  /// The events that are read.
  public static let types: Set<EventType> = CapacityFact.types.union([
    OrderPlaced.type, ItemsAddedToOrder.type, OrderServed.type, OrderCollected.type, OrderRejected.type,
    OrderCancelled.type, PaymentRecorded.type, PaymentRefunded.type, ReservationBooked.type, ReservationModified.type,
    ReservationCancelled.type, ReservationMarkedNoShow.type, PartySeated.type, WalkInSeated.type, TablesReassigned.type,
    VisitFinished.type, MenuItemAdded.type, MenuItemChanged.type, ModifierGroupAdded.type, ModifierOptionAdded.type,
  ])

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> AnalyticsFact? {
    switch type {
    case OrderPlaced.type: .placed(try SoldOrder.read(from: &r))
    case OrderCollected.type, OrderServed.type: .closed(try OrderMoved.read(from: &r).order)
    case OrderCancelled.type, OrderRejected.type: .undone(try OrderMoved.read(from: &r).order)
    case ItemsAddedToOrder.type: .itemsAdded(try SoldAddition.read(from: &r))
    case PaymentRecorded.type: .paid(try PaidAmount.read(from: &r))
    case PaymentRefunded.type: .refunded(try RefundedAmount.read(from: &r))
    case ReservationBooked.type: .booked(try BookingMade.read(from: &r))
    case ReservationModified.type: .rebooked(try BookingMoved.read(from: &r))
    case ReservationCancelled.type: .bookingCancelled(try BookingEnded.read(from: &r))
    case ReservationMarkedNoShow.type: .noShow(try BookingEnded.read(from: &r))
    case PartySeated.type: .seated(try GuestsSeated.read(from: &r))
    case WalkInSeated.type: .walkedIn(try WalkInGuests.read(from: &r))
    case TablesReassigned.type: .tablesReassigned(try GuestsMoved.read(from: &r))
    case VisitFinished.type: .left(try GuestsLeft.read(from: &r))
    case MenuItemAdded.type, MenuItemChanged.type: .itemNamed(try ItemNamed.read(from: &r))
    case ModifierGroupAdded.type: .groupNamed(try GroupNamed.read(from: &r))
    case ModifierOptionAdded.type: .optionNamed(try OptionNamed.read(from: &r))
    default: try CapacityFact.read(type, &r).map(AnalyticsFact.capacity)
    }
  }
}
