import EventSourcing
import Vocabulary

// MARK: Dense indices

extension Analytics {
  mutating func venueIndex(_ id: VenueID) -> Int {
    let index = venueIDs.intern(id)
    if index == venues.count { venues.append(VenueFigures()) }
    return index
  }

  mutating func itemIndex(_ id: ItemID) -> Int {
    let index = itemIDs.intern(id)
    if index == items.count { items.append(ItemFigures()) }
    return index
  }

  /// The index of a customer at a venue.
  mutating func guestIndex(_ id: CustomerID, at venue: Int) -> Int {
    let customer = customerIDs.intern(id)
    if customer == firstGuest.count { firstGuest.append(0) }
    var next = firstGuest[customer]
    while next > 0 {
      if guests[Int(next) - 1].venue == UInt32(venue) { return Int(next) - 1 }
      next = guests[Int(next) - 1].next
    }
    addGuest(customer, at: venue)
    return guests.count - 1
  }

  /// Adds a customer's entry for a venue where they have none.
  mutating func addGuest(_ customer: Int, at venue: Int) {
    guests.append(Guest(customer: UInt32(customer), venue: UInt32(venue), next: firstGuest[customer]))
    firstGuest[customer] = UInt32(guests.count)
  }

  /// The index of a customer's purchase day; days come almost always in ascending order.
  mutating func purchaseDay(_ date: ServiceDate, of guest: Int) -> Int {
    var later: UInt32 = 0
    var next = guests[guest].latestDay
    while next > 0, purchaseDays[Int(next) - 1].date > date {
      later = next
      next = purchaseDays[Int(next) - 1].previous
    }
    if next > 0, purchaseDays[Int(next) - 1].date == date { return Int(next) - 1 }
    purchaseDays.append(PurchaseDay(previous: next, date: date))
    if later > 0 {
      purchaseDays[Int(later) - 1].previous = UInt32(purchaseDays.count)
    } else {
      guests[guest].latestDay = UInt32(purchaseDays.count)
    }
    return purchaseDays.count - 1
  }
}

extension Analytics.ItemFigures {
  /// The place of an option among the item's. Items have tens of options, so they are looked through.
  mutating func place(of group: UInt32, _ option: UInt32) -> Int {
    if let place = options.firstIndex(where: { $0.option == option && $0.group == group }) { return place }
    options.append(Analytics.OptionFigures(group: group, option: option))
    return options.count - 1
  }
}

// MARK: Names

extension Analytics {
  mutating func name(_ named: ItemNamed) {
    let item = itemIndex(named.item.item)
    items[item].name = named.item.name
    items[item].venue = UInt32(venueIndex(named.venue) + 1)
    for group in named.item.groups { name(group, of: item) }
  }

  mutating func name(_ group: GroupNames, of item: Int) {
    for option in group.options { name(option, group.number, of: item) }
  }

  mutating func name(_ option: OptionName, _ group: UInt32, of item: Int) {
    let place = items[item].place(of: group, option.number)
    items[item].options[place].name = option.name
  }
}

extension Timestamp {
  /// The hour of day on clocks that are so many minutes ahead of UTC: 0 to 23.
  func hour(offsetMinutes: Int32) -> Int {
    let hour: Int64 = 3_600_000_000
    let local = microseconds &+ Int64(offsetMinutes) &* 60_000_000
    let inDay = local % (24 * hour)
    return Int((inDay < 0 ? inDay + 24 * hour : inDay) / hour)
  }
}
