public import EventSourcing
public import Vocabulary

/// Why an order is not placed, changed or moved on as asked.
public enum OrderingRejection: Rejection {
  /// There is no such venue.
  case venueUnknown(VenueID)
  /// This machine's time-zone database lacks the venue's zone.
  case timeZoneUnknown(String)
  /// The venue does not take orders of this kind.
  case serviceNotOffered(ServiceKind)
  /// A dine-in order names its table.
  case tableMissing
  /// The venue has no such table.
  case tableUnknown(TableID)
  /// Only a dine-in order has a table.
  case tableOnTakeout
  /// A party is of one to so many guests.
  case partyOutOfRange(UInt32)
  /// The venue is closed.
  case venueClosed(LocalTime)
  /// The venue's takeout orders name a pickup slot.
  case pickupSlotMissing
  /// The venue has no such pickup slot.
  case pickupSlotNotOffered(PickupSlot)
  /// The slot starts too soon to make the order, or has passed.
  case pickupTooSoon(PickupSlot, leadMinutes: UInt32)
  /// The slot lies further ahead than the venue plans.
  case pickupTooFarAhead(PickupSlot, horizonDays: UInt32)
  /// As many orders as the venue can hand over are to be picked up then.
  case pickupSlotFull(PickupSlot)
  /// An order has lines.
  case orderEmpty
  /// More lines than an order may have.
  case tooManyLines(Int)
  /// A line has one to so many items.
  case quantityOutOfRange(line: Int, UInt32)
  /// The guest is not one of the party.
  case guestOutOfRange(line: Int, UInt32)
  /// The item is not on the venue's menu.
  case itemUnknown(line: Int, ItemID)
  /// The item is not served at that time.
  case itemNotServed(line: Int, name: String, at: TimeOfDay)
  /// The item cannot be had at the moment.
  case itemOut(line: Int, name: String)
  /// Fewer portions are left than are ordered.
  case itemSoldOut(name: String, left: Int64, ordered: Int64)
  /// More different counted items than an order may have.
  case tooManyCountedItems(Int)
  /// The item has no such option.
  case optionUnknown(line: Int, name: String, group: UInt32, option: UInt32)
  /// A choice takes more portions.
  case tooFewOptions(line: Int, name: String, group: String, chosen: UInt32, min: UInt32)
  /// A choice takes fewer portions.
  case tooManyOptions(line: Int, name: String, group: String, chosen: UInt32, max: UInt32)
  /// A choice takes each option once.
  case optionRepeated(line: Int, name: String, option: String)
  /// A line has more options than a line may have, or more portions of one.
  case optionsOutOfRange(line: Int)
  /// One of the two amounts of a recorded line is given.
  case amountMissing(line: Int)
  /// What was charged is not negative.
  case amountNegative(line: Int)
  /// An amount does not fit.
  case amountTooLarge
  /// Another order has this ID.
  case orderAlreadyPlaced(OrderID)
  /// There is no such order.
  case orderUnknown(OrderID)
  /// The order is not one of that venue.
  case orderAtAnotherVenue(OrderID, VenueID)
  /// Only an order that was just placed can be accepted or rejected.
  case orderNotAwaitingAnswer(OrderID, OrderStage)
  /// Only an accepted order can be started.
  case orderNotAccepted(OrderID, OrderStage)
  /// Only an order that is being made can become ready.
  case orderNotPreparing(OrderID, OrderStage)
  /// Only a ready order can be served or collected.
  case orderNotReady(OrderID, OrderStage)
  /// A takeout order is collected, not served.
  case orderIsForPickup(OrderID)
  /// A dine-in order is served, not collected.
  case orderIsForTable(OrderID)
  /// The kitchen has begun: a customer cannot call the order off any more.
  case tooLateToCancel(OrderID, OrderStage)
  /// A closed order does not change.
  case orderClosed(OrderID, OrderStage)
  /// Nothing can be added to an order that is ready.
  case tooLateToAdd(OrderID, OrderStage)
}
