import EventSourcing
import Ordering
import Venue
import Vocabulary

// What the read models answer to an import.

extension ImportMenu {
  /// The menu of a venue as it is set up. What was taken off the menu may still be named by recorded orders; where an
  /// item on the menu has its name, that one is meant.
  ///
  /// - Parameter formerly: every name that items and options ever had. One that the staff renamed is found by its former
  ///   name as long as no other has that.
  init(_ venue: VenueSetup, formerly: MenuNames = MenuNames()) {
    self.init()
    formerOptions = formerly.options
    for (number, name) in venue.sections { sections[name] = min(number, sections[name] ?? number) }
    for item in venue.items.values.sorted(by: { $0.id < $1.id }) {
      guard let known = items[item.name] else {
        items[item.name] = item
        continue
      }
      if venue.removed.contains(known.id), !venue.removed.contains(item.id) { items[item.name] = item }
    }
    for (name, id) in formerly.items where items[name] == nil { items[name] = venue.items[id] }
  }
}

extension RecordedOrders {
  /// The sums over these orders, as far as the read model knows them.
  ///
  /// An order's ID begins with its time. One whose time the file has corrected since it was imported is known by what
  /// stays the same of it.
  init(_ ids: [OrderID], in orders: borrowing Orders) {
    self.init()
    let moved = Set(ids.filter { orders.order($0) == nil }.map(\.uuid.nameBits))
    let found = moved.isEmpty ? [] : orders.newest(.max).filter { moved.contains($0.order.uuid.nameBits) }
    for order in ids.compactMap({ orders.order($0) }) + found {
      self.orders += 1
      lines += order.lines
      quantity &+= order.quantity
      gross = Amount(minorUnits: gross.minorUnits &+ order.total.amount.minorUnits)
    }
  }
}
