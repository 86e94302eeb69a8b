public import EventSourcing
public import Vocabulary

/// What ``Orders`` reads.
public enum OrdersFact: Facts {
  /// An order was placed.
  case placed(OrderSummary)
  /// Lines were added to it.
  case itemsAdded(AdditionSummary)
  /// It was taken on.
  case accepted(OrderPromised)
  /// It came to another stage.
  case moved(OrderID, OrderStage)
  /// A venue came to be.
  case venueOpened(VenueSummary)
  /// An item has this name.
  case itemNamed(ItemNamed)
  /// A choice has these options.
  case groupNamed(GroupNamed)
  /// An option has this name.
  case optionNamed(OptionNamed)

  /// The events that are read.
  public static let types: Set<EventType> = [
    OrderPlaced.type, ItemsAddedToOrder.type, OrderAccepted.type, OrderRejected.type, OrderPreparationStarted.type,
    OrderReady.type, OrderServed.type, OrderCollected.type, OrderCancelled.type, VenueOpened.type, MenuItemAdded.type,
    MenuItemChanged.type, ModifierGroupAdded.type, ModifierOptionAdded.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> OrdersFact? {
    switch type {
    case OrderPlaced.type: .placed(try OrderSummary.read(from: &r))
    case OrderCollected.type: .moved(try OrderMoved.read(from: &r).order, .collected)
    case OrderServed.type: .moved(try OrderMoved.read(from: &r).order, .served)
    case OrderAccepted.type: .accepted(try OrderPromised.read(from: &r))
    case OrderPreparationStarted.type: .moved(try OrderMoved.read(from: &r).order, .preparing)
    case OrderReady.type: .moved(try OrderMoved.read(from: &r).order, .ready)
    case OrderCancelled.type: .moved(try OrderMoved.read(from: &r).order, .cancelled)
    case OrderRejected.type: .moved(try OrderMoved.read(from: &r).order, .rejected)
    case ItemsAddedToOrder.type: .itemsAdded(try AdditionSummary.read(from: &r))
    case VenueOpened.type: .venueOpened(try VenueSummary.read(from: &r))
    case MenuItemAdded.type, MenuItemChanged.type: .itemNamed(try ItemNamed.read(from: &r))
    case ModifierGroupAdded.type: .groupNamed(try GroupNamed.read(from: &r))
    case ModifierOptionAdded.type: .optionNamed(try OptionNamed.read(from: &r))
    default: nil
    }
  }
}
