public import EventSourcing
public import Vocabulary

/// What ``Analytics`` reads.
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
  /// A venue came to be.
  case venueOpened(AnalysedVenue)
  /// An item has this name.
  case itemNamed(AnalysedItem)
  /// A choice has these options.
  case groupNamed(AnalysedGroup)
  /// An option has this name.
  case optionNamed(AnalysedOption)

  /// The events that are read.
  public static let types: Set<EventType> = [
    OrderPlaced.type, ItemsAddedToOrder.type, OrderServed.type, OrderCollected.type, OrderRejected.type,
    OrderCancelled.type, PaymentRecorded.type, PaymentRefunded.type, VenueOpened.type, MenuItemAdded.type,
    MenuItemChanged.type, ModifierGroupAdded.type, ModifierOptionAdded.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> AnalyticsFact? {
    switch type {
    case OrderPlaced.type: .placed(try SoldOrder.read(from: &r))
    case OrderCollected.type, OrderServed.type: .closed(try SaleMoved.read(from: &r).order)
    case OrderCancelled.type, OrderRejected.type: .undone(try SaleMoved.read(from: &r).order)
    case ItemsAddedToOrder.type: .itemsAdded(try SoldAddition.read(from: &r))
    case PaymentRecorded.type: .paid(try PaidAmount.read(from: &r))
    case PaymentRefunded.type: .refunded(try RefundedAmount.read(from: &r))
    case VenueOpened.type: .venueOpened(try AnalysedVenue.read(from: &r))
    case MenuItemAdded.type, MenuItemChanged.type: .itemNamed(try AnalysedItem.read(from: &r))
    case ModifierGroupAdded.type: .groupNamed(try AnalysedGroup.read(from: &r))
    case ModifierOptionAdded.type: .optionNamed(try AnalysedOption.read(from: &r))
    default: nil
    }
  }
}
