import EventSourcing
import Ordering
import Venue
import Vocabulary

// What the read models answer to an import.

extension ImportMenu {
  /// The menu of a venue as it is set up. What was taken off the menu may still be named by recorded orders; where an
  /// item on the menu has its name, that one is meant.
  init(_ venue: VenueSetup) {
    self.init()
    for (number, name) in venue.sections { sections[name] = min(number, sections[name] ?? number) }
    for item in venue.items.values.sorted(by: { $0.id < $1.id }) {
      guard let known = items[item.name] else {
        items[item.name] = item
        continue
      }
      if venue.removed.contains(known.id), !venue.removed.contains(item.id) { items[item.name] = item }
    }
  }
}

extension RecordedOrders {
  /// The sums over these orders, as far as the read model knows them.
  init(_ ids: [OrderID], in orders: borrowing Orders) {
    self.init()
    for id in ids {
      guard let order = orders.order(id) else { continue }
      self.orders += 1
      lines += order.lines
      quantity &+= order.quantity
      gross = Amount(minorUnits: gross.minorUnits &+ order.total.amount.minorUnits)
    }
  }
}
