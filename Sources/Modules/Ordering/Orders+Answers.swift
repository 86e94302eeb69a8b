public import EventSourcing
public import Vocabulary

/// Sums over orders that count as sales: neither rejected nor cancelled.
public struct OrderTotals: Hashable, Sendable {
  /// How many orders.
  public var orders: Int64 = 0
  /// How many lines they have.
  public var lines: Int64 = 0
  /// How many items they have.
  public var quantity: Int64 = 0
  /// What they come to, tax and service included, in minor units of the venue's currency.
  public var gross = Amount.zero

  /// Nothing sold.
  public init() {}

  mutating func add(_ order: Orders.OrderEntry) { change(order, by: 1) }
  mutating func subtract(_ order: Orders.OrderEntry) { change(order, by: -1) }

  private mutating func change(_ order: Orders.OrderEntry, by sign: Int64) {
    orders &+= sign
    lines &+= sign &* Int64(order.lines)
    quantity &+= sign &* order.quantity
    gross = Amount(minorUnits: gross.minorUnits &+ sign &* order.total)
  }
}

/// An order, as a list of orders shows it.
public struct OrderOverview: Hashable, Sendable {
  /// The order.
  public let order: OrderID
  /// The venue.
  public let venue: VenueID
  /// Who ordered, if known.
  public let customer: CustomerID?
  /// How far it has come.
  public let stage: OrderStage
  /// To a table or to take away.
  public let service: ServiceKind
  /// How it came in.
  public let channel: Channel
  /// When it was placed.
  public let placedAt: Timestamp
  /// Where in the log it was placed: the event there has its lines.
  public let position: Position
  /// The service day.
  public let serviceDate: ServiceDate
  /// What it comes to.
  public let total: Money
  /// How many lines it has.
  public let lines: Int
  /// How many items it has.
  public let quantity: Int64
}

/// An open order, as the kitchen sees it.
public struct KitchenOrder: Hashable, Sendable {
  /// A line to be made, with the names that the menu has now.
  public struct Line: Hashable, Sendable {
    /// The item.
    public let item: ItemID
    /// What the menu calls it.
    public let name: String
    /// How many.
    public let quantity: UInt32
    /// Which guest of the party it is for.
    public let guest: UInt32?
    /// What goes with it: name, and portions for each item of the line.
    public let options: [Option]
  }

  /// What goes with a line.
  public struct Option: Hashable, Sendable {
    /// What the menu calls it.
    public let name: String
    /// Portions for each item of the line.
    public let count: UInt32
  }

  /// The order.
  public let order: OrderOverview
  /// The table, of a dine-in order.
  public let table: TableID?
  /// When it is picked up, of a takeout order with a slot.
  public let pickup: PickupSlot?
  /// When it was promised.
  public let readyBy: Timestamp?
  /// What is to be made.
  public let lines: [Line]
}

/// How often an item was sold.
public struct ItemSales: Hashable, Sendable {
  /// The item.
  public let item: ItemID
  /// What the menu calls it now.
  public let name: String
  /// How many were sold, in orders that were neither rejected nor cancelled.
  public let quantity: Int64
}

extension Orders {
  /// How many orders there are, of any stage.
  public var count: Int { orders.count }

  /// The venues that were opened or ordered at, in the order in which they appeared.
  public var venueList: [VenueID] { venueIDs.ids }

  /// What was sold at a venue, in its currency.
  public func totals(at venue: VenueID) -> OrderTotals {
    venueIDs.index(of: venue).map { venues[$0].totals } ?? OrderTotals()
  }

  /// The currency of a venue; none if it was never opened.
  public func currency(of venue: VenueID) -> Currency {
    venueIDs.index(of: venue).map { venues[$0].currency } ?? .none
  }

  /// An order.
  public func order(_ id: OrderID) -> OrderOverview? { orderIDs.index(of: id).map(overview) }

  /// The newest orders first, at a venue or at all.
  public func newest(_ limit: Int, at venue: VenueID? = nil) -> [OrderOverview] {
    let wanted = venue.map { venueIDs.index(of: $0).map(UInt32.init) }
    return Array(
      orders.indices.reversed().lazy
        .filter { index in wanted.map { $0 == orders[index].venue } ?? true }
        .prefix(limit).map(overview))
  }

  /// The newest orders of every venue that has any: one pass over all orders, however many venues there are.
  public func newestByVenue(_ limit: Int) -> [VenueID: [OrderOverview]] {
    guard limit > 0 else { return [:] }
    var newest: [[OrderOverview]] = Array(repeating: [], count: venues.count)
    for index in orders.indices.reversed() where newest[Int(orders[index].venue)].count < limit {
      newest[Int(orders[index].venue)].append(overview(index))
    }
    return Dictionary(uniqueKeysWithValues: zip(venueIDs.ids, newest)).filter { !$0.value.isEmpty }
  }

  /// A customer's orders, newest first, at a venue or at all.
  public func orders(of customer: CustomerID, at venue: VenueID? = nil, limit: Int = .max) -> [OrderOverview] {
    let wanted = venue.map { venueIDs.index(of: $0).map(UInt32.init) }
    var found: [OrderOverview] = []
    var next = customerIDs.index(of: customer).map { latestOrder[$0] } ?? 0
    while next > 0, found.count < limit {
      let order = orders[Int(next) - 1]
      if wanted.map({ $0 == order.venue }) ?? true { found.append(overview(Int(next) - 1)) }
      next = order.previous
    }
    return found
  }

  /// The open orders of a venue in the order in which they were placed.
  public func kitchen(at venue: VenueID) -> [KitchenOrder] {
    guard let place = venueIDs.index(of: venue) else { return [] }
    return open.keys.filter { orders[Int($0)].venue == UInt32(place) }
      .sorted { a, b in
        let (one, other) = (orders[Int(a)], orders[Int(b)])
        return (one.placedAt, one.position) < (other.placedAt, other.position)
      }
      .compactMap { index in open[index].map { kitchenOrder(Int(index), $0) } }
  }

  /// The items that were sold most, at a venue or at all; by name where the quantities are equal.
  public func bestSellers(_ limit: Int, at venue: VenueID? = nil) -> [ItemSales] {
    let wanted = venue.map { venueIDs.index(of: $0).map { UInt32($0 + 1) } }
    let chosen = items.indices.filter { index in
      items[index].sold > 0 && (wanted.map { $0 == items[index].venue } ?? true)
    }
    return bestSellers(limit, of: chosen)
  }

  /// The items that were sold most at every venue that sold any: one pass over all items, however many venues there
  /// are; by name where the quantities are equal.
  public func bestSellersByVenue(_ limit: Int) -> [VenueID: [ItemSales]] {
    let sold = Dictionary(grouping: items.indices.filter { items[$0].sold > 0 && items[$0].venue > 0 }) {
      items[$0].venue
    }
    let best = sold.map { venue, indices in (venueIDs.ids[Int(venue) - 1], bestSellers(limit, of: indices)) }
    return Dictionary(uniqueKeysWithValues: best)
  }

  private func bestSellers(_ limit: Int, of indices: [Int]) -> [ItemSales] {
    indices.map { ItemSales(item: itemIDs.ids[$0], name: items[$0].name, quantity: items[$0].sold) }
      .sorted { ($1.quantity, $0.name, $0.item) < ($0.quantity, $1.name, $1.item) }
      .prefix(limit).map(\.self)
  }

  private func overview(_ index: Int) -> OrderOverview {
    let entry = orders[index]
    let venue = Int(entry.venue)
    return OrderOverview(
      order: orderIDs.ids[index], venue: venueIDs.ids[venue],
      customer: entry.customer == 0 ? nil : customerIDs.ids[Int(entry.customer) - 1], stage: entry.stage,
      service: entry.service, channel: entry.channel, placedAt: entry.placedAt, position: entry.position,
      serviceDate: entry.serviceDate, total: Money(Amount(minorUnits: entry.total), venues[venue].currency),
      lines: Int(entry.lines), quantity: entry.quantity)
  }

  private func kitchenOrder(_ index: Int, _ order: OpenOrder) -> KitchenOrder {
    KitchenOrder(
      order: overview(index), table: order.table, pickup: order.pickup, readyBy: order.readyBy,
      lines: order.lines.map(kitchenLine))
  }

  private func kitchenLine(_ line: LineTerms) -> KitchenOrder.Line {
    let item = itemIDs.index(of: line.item)
    return KitchenOrder.Line(
      item: line.item, name: item.map { items[$0].name } ?? "", quantity: line.quantity, guest: line.guest,
      options: line.options.map { option in
        let key = OptionKey(item: UInt32(item ?? 0), group: option.group, option: option.option)
        return KitchenOrder.Option(name: optionNames[key] ?? "", count: option.count)
      })
  }
}
