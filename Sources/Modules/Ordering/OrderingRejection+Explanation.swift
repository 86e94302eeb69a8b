public import EventSourcing
import Vocabulary

extension OrderingRejection {
  /// The stable code, and the message for people.
  public var explanation: RejectionExplanation {
    switch self {
    case .venueUnknown, .timeZoneUnknown, .serviceNotOffered, .tableMissing, .tableUnknown, .tableOnTakeout,
      .partyOutOfRange, .venueClosed:
      venueExplanation
    case .pickupSlotMissing, .pickupSlotNotOffered, .pickupTooSoon, .pickupTooFarAhead, .pickupSlotFull:
      pickupExplanation
    case .orderEmpty, .tooManyLines, .quantityOutOfRange, .guestOutOfRange, .itemUnknown, .itemNotServed, .itemOut,
      .itemSoldOut, .tooManyCountedItems:
      lineExplanation
    case .optionUnknown, .tooFewOptions, .tooManyOptions, .optionRepeated, .optionsOutOfRange, .amountMissing,
      .amountNegative, .amountTooLarge:
      choiceExplanation
    case .orderAlreadyPlaced, .orderUnknown, .orderAtAnotherVenue, .orderNotAwaitingAnswer, .orderNotAccepted,
      .orderNotPreparing, .orderNotReady, .orderIsForPickup, .orderIsForTable, .tooLateToCancel, .orderClosed,
      .tooLateToAdd:
      stageExplanation
    }
  }
}

extension OrderingRejection {
  private var venueExplanation: RejectionExplanation {
    switch self {
    case .venueUnknown(let venue): .init("venue_unknown", "there is no venue \(venue); set it up with set_up_venue")
    case .timeZoneUnknown(let zone):
      .init("time_zone_unknown", "this machine's time-zone database lacks \(zone); install tzdata")
    case .serviceNotOffered(let kind): .init("service_not_offered", "the venue takes no \(kind.name) orders")
    case .tableMissing: .init("table_missing", "a dine-in order needs its table")
    case .tableUnknown(let table): .init("table_unknown", "the venue has no table \(table)")
    case .tableOnTakeout: .init("table_on_takeout", "a takeout order has no table; leave it out, or order for dine_in")
    case .partyOutOfRange(let party):
      .init("party_out_of_range", "a party has 1 to \(OrderLimits.party) guests, not \(party)")
    case .venueClosed(let time): .init("venue_closed", "the venue is closed at \(time), its local time")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}

extension OrderingRejection {
  private var pickupExplanation: RejectionExplanation {
    switch self {
    case .pickupSlotMissing: .init("pickup_slot_missing", "a takeout order at this venue needs a pickup slot")
    case .pickupSlotNotOffered(let slot):
      .init(
        "pickup_slot_not_offered",
        "the venue has no pickup slot that starts at \(slot); slots lie in its opening hours")
    case .pickupTooSoon(let slot, let lead):
      .init("pickup_too_soon", "the slot \(slot) starts too soon; order at least \(lead) minutes ahead")
    case .pickupTooFarAhead(let slot, let horizon):
      .init("pickup_too_far_ahead", "the slot \(slot) is too far ahead; the venue plans \(horizon) days")
    case .pickupSlotFull(let slot): .init("pickup_slot_full", "the slot \(slot) is full; choose another")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}

extension OrderingRejection {
  private var lineExplanation: RejectionExplanation {
    switch self {
    case .orderEmpty: .init("order_empty", "an order needs at least one line")
    case .tooManyLines(let count):
      .init("too_many_lines", "an order has at most \(OrderLimits.lines) lines, not \(count); split it")
    case .quantityOutOfRange(let line, let quantity):
      .init("quantity_out_of_range", "line \(line): the quantity is 1 to \(OrderLimits.quantity), not \(quantity)")
    case .guestOutOfRange(let line, let guest):
      .init("guest_out_of_range", "line \(line): guest \(guest) is not one of the party")
    case .itemUnknown(let line, let item): .init("item_unknown", "line \(line): \(item) is not on the venue's menu")
    case .itemNotServed(let line, let name, let time):
      .init("item_not_served", "line \(line): \(name) is not served at \(time)")
    case .itemOut(let line, let name): .init("item_out", "line \(line): \(name) cannot be had at the moment")
    case .itemSoldOut(let name, let left, let ordered):
      .init("item_sold_out", "\(name): \(ordered) ordered, \(max(0, left)) left")
    case .tooManyCountedItems(let count):
      .init(
        "too_many_counted_items",
        "an order has at most \(OrderLimits.countedItems) different counted items, not \(count); split it")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}

extension OrderingRejection {
  private var choiceExplanation: RejectionExplanation {
    switch self {
    case .optionUnknown(let line, let name, let group, let option):
      .init("option_unknown", "line \(line): \(name) has no option \(option) in choice \(group)")
    case .tooFewOptions(let line, let name, let group, let chosen, let min):
      .init("too_few_options", "line \(line): \(name), \(group): choose at least \(min), not \(chosen)")
    case .tooManyOptions(let line, let name, let group, let chosen, let max):
      .init("too_many_options", "line \(line): \(name), \(group): choose at most \(max), not \(chosen)")
    case .optionRepeated(let line, let name, let option):
      .init("option_repeated", "line \(line): \(name): \(option) can be chosen once only")
    case .optionsOutOfRange(let line):
      .init(
        "options_out_of_range",
        "line \(line): at most \(OrderLimits.options) options, each 1 to \(OrderLimits.portions) times")
    case .amountMissing(let line):
      .init("amount_missing", "line \(line): give unit_price_minor or total_minor, and not both")
    case .amountNegative(let line): .init("amount_negative", "line \(line): what was charged must not be negative")
    case .amountTooLarge: .init("amount_too_large", "the order comes to more than 64 bits of minor units")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}

extension OrderingRejection {
  private var stageExplanation: RejectionExplanation {
    switch self {
    case .orderAlreadyPlaced(let order):
      .init("order_already_placed", "\(order) was placed with other contents; leave the ID out to place a new order")
    case .orderUnknown(let order): .init("order_unknown", "there is no order \(order)")
    case .orderAtAnotherVenue(let order, let venue):
      .init("order_at_another_venue", "\(order) was not placed at \(venue)")
    case .orderNotAwaitingAnswer(let order, let stage):
      .init("order_not_awaiting_answer", "\(order) is \(stage.name); only a placed order can be accepted or rejected")
    case .orderNotAccepted(let order, let stage):
      .init("order_not_accepted", "\(order) is \(stage.name); only an accepted order can be started")
    case .orderNotPreparing(let order, let stage):
      .init("order_not_preparing", "\(order) is \(stage.name); only a started order can become ready")
    case .orderNotReady(let order, let stage):
      .init("order_not_ready", "\(order) is \(stage.name); only a ready order can be served or collected")
    case .orderIsForPickup(let order):
      .init("order_is_for_pickup", "\(order) is a takeout order: collect_order hands it over")
    case .orderIsForTable(let order):
      .init("order_is_for_table", "\(order) is a dine-in order: serve_order brings it to the table")
    case .tooLateToCancel(let order, let stage):
      .init("too_late_to_cancel", "\(order) is \(stage.name); the venue alone can still cancel it")
    case .orderClosed(let order, let stage):
      .init("order_closed", "\(order) is \(stage.name) and does not change any more")
    case .tooLateToAdd(let order, let stage):
      .init("too_late_to_add", "\(order) is \(stage.name); place a new order for the table")
    default: preconditionFailure("\(self) is explained elsewhere")
    }
  }
}
