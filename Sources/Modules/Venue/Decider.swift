public import EventSourcing
import Vocabulary

/// The rules of setting a venue up.
public enum VenueDecider {
  /// Applies a description: what differs is changed, nothing else.
  public static let setUpVenue = Decider<SetUpVenue, VenueRejection, VenueSetup, ServicePlan>(
    keys: { ($0.venue, $0.venue) },
    decide: { (command, venue, service) throws(VenueRejection) in
      let problems = command.problems
      guard problems.isEmpty else { throw .descriptionInvalid(problems) }
      guard !venue.isOpened || venue.zoneName == command.zone else {
        throw .timeZoneFixed(venue.id, is: venue.zoneName)
      }
      guard !venue.isOpened || venue.currency == command.currency else {
        throw .currencyFixed(venue.id, is: venue.currency)
      }
      return SetUpDifference(from: venue, service, to: command).events
    })

  /// Sets the hours of a date.
  public static let setDayHours = Decider<SetDayHours, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      let periods = command.periods.sorted { $0.opens < $1.opens }
      var check = DescriptionCheck()
      check.checkPeriods("periods", periods)
      if venue.days[command.date] == nil { check.checkCount("days", venue.days.count + 1, VenueLimits.days) }
      guard check.problems.isEmpty else { throw .descriptionInvalid(check.problems) }
      if venue.days[command.date] == periods { return [] }
      return [DayHoursSet(venue: venue.id, date: command.date, periods: periods)]
    })

  /// Takes the hours of a date back.
  public static let clearDayHours = Decider<ClearDayHours, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      if venue.days[command.date] == nil { return [] }
      return [DayHoursCleared(venue: venue.id, date: command.date)]
    })

  /// Sets the outcome of a count. Nothing happens if it says what was known.
  public static let setItemStock = Decider<SetItemStock, VenueRejection, VenueSetup, StockOnHand>(
    keys: { ($0.venue, $0.item) },
    decide: { (command, venue, onHand) throws(VenueRejection) in
      _ = try venue.requireItem(command.item)
      var stock = command.stock
      if stock.policy != .counted { stock.count = 0 }
      guard stock.count <= VenueLimits.stock else { throw .stockTooLarge(stock.count) }
      let known = onHand.policy == .counted ? onHand.count : 0
      if onHand.policy == stock.policy, known == Int64(stock.count) { return [] }
      return [ItemStockSet(venue: venue.id, item: command.item, stock: stock)]
    })

  /// Adds portions to what is at hand.
  public static let restockItem = Decider<RestockItem, VenueRejection, VenueSetup, StockOnHand>(
    keys: { ($0.venue, $0.item) },
    decide: { (command, venue, onHand) throws(VenueRejection) in
      let item = try venue.requireItem(command.item)
      guard onHand.policy == .counted else { throw .itemNotCounted(item.id, name: item.name) }
      guard onHand.count + Int64(command.added) <= Int64(VenueLimits.stock) else { throw .stockTooLarge(command.added) }
      if command.added == 0 { return [] }
      return [ItemRestocked(venue: venue.id, item: item.id, added: command.added)]
    })
}

extension VenueSetup {
  /// Refuses a venue that was never opened.
  func requireOpened() throws(VenueRejection) {
    guard isOpened else { throw .venueUnknown(id) }
  }

  /// The item, which must be on the menu of an opened venue.
  func requireItem(_ id: ItemID) throws(VenueRejection) -> MenuItem {
    try requireOpened()
    guard let item = item(id) else { throw .itemUnknown(id) }
    return item
  }
}
