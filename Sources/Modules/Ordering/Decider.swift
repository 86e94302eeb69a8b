public import EventSourcing
public import Venue
import Vocabulary

/// The rules of placing orders. Those of moving them on are in `Decider+Stages.swift`.
public enum OrderingDecider {
  /// Places an order at the menu's prices.
  public static let placeOrder = Decider<
    PlaceOrder, OrderingRejection, VenueSetup, OrderState, Each<StockOnHand>, Each<PickupSlotLoad>
  >(
    keys: { command in
      (
        command.venue, command.orderID, command.lines.map(\.item),
        command.pickup.map { [PickupSlotLoad.Key(command.venue, $0)] } ?? []
      )
    },
    decide: { (command, venue, order, onHand, slots) throws(OrderingRejection) in
      if order.terms != nil {
        guard order.isRepeated(by: command) else { throw .orderAlreadyPlaced(order.id) }
        return []
      }
      try checkLines(command.lines.count)
      let clock = try Clock(venue, command.occurredAt)
      let moment = try command.serviceMoment(venue, clock, slots)
      try checkGuests(command.lines.map(\.guest), party: command.party)
      let bill = try Bill(
        command.lines, at: venue, moment, party: command.service == .dineIn ? command.party ?? 1 : nil, onHand)
      return [
        OrderPlaced(
          order: order.id, venue: venue.id, service: command.service, channel: command.channel, provenance: .taken,
          customer: command.customer, table: command.table, party: command.party, pickup: command.pickup,
          serviceDate: moment.date, utcOffsetMinutes: clock.offsetMinutes, total: Money(bill.total, venue.currency),
          lines: bill.lines, stockTaken: bill.stockTaken, taxes: bill.taxes, serviceCharge: bill.serviceCharge)
      ]
    })

  /// Writes down an order of the past.
  public static let recordOrder = Decider<RecordOrder, OrderingRejection, VenueSetup, OrderState>(
    keys: { ($0.venue, $0.orderID) },
    decide: { (command, venue, order) throws(OrderingRejection) in
      if order.terms != nil {
        guard order.isRepeated(by: command) else { throw .orderAlreadyPlaced(order.id) }
        return []
      }
      try checkLines(command.lines.count)
      let clock = try Clock(venue, command.occurredAt)
      if let table = command.table {
        guard command.service == .dineIn else { throw .tableOnTakeout }
        guard venue.tables[table] != nil else { throw .tableUnknown(table) }
      }
      try checkGuests(command.lines.map(\.guest), party: command.party)
      var lines: [OrderLine] = []
      for (index, line) in command.lines.enumerated() {
        lines.append(try venue.line(recorded: line, number: index + 1))
      }
      let bill = try Bill(recorded: lines, at: venue)
      let placed = OrderPlaced(
        order: order.id, venue: venue.id, service: command.service, channel: command.channel, provenance: .recorded,
        customer: command.customer, table: command.table, party: command.party,
        serviceDate: venue.moment(clock.local).date, utcOffsetMinutes: clock.offsetMinutes,
        total: Money(bill.total, venue.currency), lines: bill.lines, taxes: bill.taxes)
      let closed: any Event =
        command.service == .dineIn ? OrderServed(order: order.id) : OrderCollected(order: order.id)
      return [placed, closed]
    })

  /// Adds lines to an open dine-in order.
  public static let addOrderItems = Decider<
    AddOrderItems, OrderingRejection, VenueSetup, OrderState, Each<StockOnHand>
  >(
    keys: { ($0.venue, $0.order, $0.lines.map(\.item)) },
    decide: { (command, venue, order, onHand) throws(OrderingRejection) in
      guard let terms = order.terms else { throw .orderUnknown(order.id) }
      guard terms.venue == venue.id else { throw .orderAtAnotherVenue(order.id, venue.id) }
      guard terms.service == .dineIn else { throw .orderIsForPickup(order.id) }
      switch order.stage {
      case .placed, .accepted, .preparing: break
      default: throw .tooLateToAdd(order.id, order.stage)
      }
      try checkLines(command.lines.count, before: order.lineCount)
      let clock = try Clock(venue, command.occurredAt)
      let moment = venue.moment(clock.local)
      guard moment.isOpen else { throw .venueClosed(clock.local) }
      try checkGuests(command.lines.map(\.guest), party: terms.party)
      let bill = try Bill(command.lines, at: venue, moment, party: terms.party ?? 1, onHand)
      do throws(MoneyError) { _ = try order.total.adding(bill.total) } catch { throw .amountTooLarge }
      // Calling the order off gives all of them back in one event.
      let counted = Set((order.stockTaken + bill.stockTaken).map(\.item)).count
      guard counted <= OrderLimits.countedItems else { throw .tooManyCountedItems(counted) }
      return [
        ItemsAddedToOrder(
          order: order.id, venue: venue.id, total: Money(bill.total, venue.currency), lines: bill.lines,
          stockTaken: bill.stockTaken, taxes: bill.taxes, serviceCharge: bill.serviceCharge)
      ]
    })

  static func checkLines(_ count: Int, before: Int = 0) throws(OrderingRejection) {
    guard count > 0 else { throw .orderEmpty }
    guard count + before <= OrderLimits.lines else { throw .tooManyLines(count + before) }
  }

  static func checkGuests(_ guests: [UInt32?], party: UInt32?) throws(OrderingRejection) {
    if let party, !(1...OrderLimits.party).contains(party) { throw .partyOutOfRange(party) }
    for (index, guest) in guests.enumerated() {
      guard let guest else { continue }
      guard (1...(party ?? OrderLimits.party)).contains(guest) else { throw .guestOutOfRange(line: index + 1, guest) }
    }
  }
}

/// A venue's clocks at an instant.
struct Clock {
  let time: Timestamp
  let local: LocalTime
  let zone: ZoneRules
  let offsetMinutes: Int32

  init(_ venue: VenueSetup, _ time: Timestamp) throws(OrderingRejection) {
    guard venue.isOpened else { throw .venueUnknown(venue.id) }
    guard let zone = venue.zone else { throw .timeZoneUnknown(venue.zoneName) }
    self.time = time
    self.zone = zone
    local = zone.local(time)
    offsetMinutes = Int32(zone.offset(at: time) / 60)
  }
}

extension PlaceOrder {
  /// When the order is to be eaten, if the venue can serve it then.
  fileprivate func serviceMoment(
    _ venue: VenueSetup, _ clock: Clock, _ slots: Each<PickupSlotLoad>
  ) throws(OrderingRejection) -> ServiceMoment {
    let offered = service == .dineIn ? venue.ordering?.dineIn : venue.ordering?.takeout
    guard offered == true, let rules = venue.ordering else { throw .serviceNotOffered(service) }
    if service == .takeout {
      guard table == nil else { throw .tableOnTakeout }
      if rules.slotMinutes > 0 {
        guard let pickup else { throw .pickupSlotMissing }
        try check(pickup, venue, rules, clock, slots)
        return ServiceMoment(date: pickup.date, time: pickup.starts, isOpen: true)
      }
    } else {
      guard let table else { throw .tableMissing }
      guard venue.tables[table] != nil else { throw .tableUnknown(table) }
    }
    if let pickup { throw .pickupSlotNotOffered(pickup) }
    let moment = venue.moment(clock.local)
    guard moment.isOpen else { throw .venueClosed(clock.local) }
    return moment
  }

  private func check(
    _ pickup: PickupSlot, _ venue: VenueSetup, _ rules: OrderingRules, _ clock: Clock, _ slots: Each<PickupSlotLoad>
  ) throws(OrderingRejection) {
    guard venue.hasSlot(pickup, every: rules.slotMinutes) else { throw .pickupSlotNotOffered(pickup) }
    let starts: Timestamp
    switch clock.zone.resolve(venue.local(pickup.starts, on: pickup.date)) {
    case .exact(let instant), .ambiguous(let instant, _): starts = instant
    case .skipped: throw .pickupSlotNotOffered(pickup)
    }
    let lead = Int64(rules.leadMinutes) * 60_000_000
    guard starts.microseconds >= clock.time.microseconds + lead else {
      throw .pickupTooSoon(pickup, leadMinutes: rules.leadMinutes)
    }
    let today = venue.moment(clock.local).date
    guard pickup.date.daysSinceEpoch - today.daysSinceEpoch <= Int32(rules.horizonDays) else {
      throw .pickupTooFarAhead(pickup, horizonDays: rules.horizonDays)
    }
    guard slots[PickupSlotLoad.Key(venue.id, pickup)].orders < Int(rules.ordersPerSlot) else {
      throw .pickupSlotFull(pickup)
    }
  }
}

extension VenueSetup {
  /// Whether a pickup slot starts there: slots follow each other from the start of each opening period.
  func hasSlot(_ slot: PickupSlot, every minutes: UInt32) -> Bool {
    periods(on: slot.date).contains { period in
      period.opens <= slot.starts && slot.starts < period.closes
        && (slot.starts.minutes - period.opens.minutes).isMultiple(of: minutes)
    }
  }
}
