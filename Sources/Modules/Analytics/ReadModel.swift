public import EventSourcing
import Vocabulary

/// What was sold when, of what, to whom and together with what; what was paid.
///
/// The state is sums of integers by service day; whatever is divided, fitted or ranked is computed when it is read.
/// Sales are orders that were neither rejected nor cancelled. An order counts on its service day and in the hour of the
/// venue's clocks in which it was placed, with all that was added to it later.
///
/// Memory follows what there is to tell apart, not the number of events: a day of a venue takes some 30 bytes for each
/// hour, channel and kind of service in use, a day of an item or option 32, a day on which a customer bought something
/// 24, a pair of items 21 to 43; an order is kept while it is open only.
public struct Analytics: Projection {
  /// The stored name.
  public static let name = "analytics"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 2

  var venueIDs = IdentityTable<VenueKind>()
  var venues: [VenueFigures] = []
  var itemIDs = IdentityTable<ItemKind>()
  var items: [ItemFigures] = []
  var customerIDs = IdentityTable<CustomerKind>()
  /// Index + 1 of each customer's first entry among `guests`.
  var firstGuest: [UInt32] = []
  var guests: [Guest] = []
  var purchaseDays: [PurchaseDay] = []
  var pairs = PairTable()
  var open = LiveTable<OrderID, OpenSale>()
  var visits = LiveTable<ReservationID, Visit>()
  /// Who sits at each table.
  var takenTables = LiveTable<TableID, ReservationID>()
  /// The items of the order at hand; kept to keep its memory.
  var basket: [UInt32] = []

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming AnalyticsFact, _ context: EventContext) {
    switch consume fact {
    case .placed(let order): place(order, at: context.occurredAt)
    case .itemsAdded(let addition): add(addition)
    case .closed(let order): close(order)
    case .undone(let order): undo(order)
    case .paid(let payment): pay(payment)
    case .refunded(let refund): giveBack(refund)
    case .booked(let booking): book(booking, at: context.occurredAt)
    case .rebooked(let booking): rebook(booking)
    case .bookingCancelled(let booking): cancel(booking)
    case .noShow(let booking): markNoShow(booking)
    case .seated(let guests): seat(guests)
    case .walkedIn(let guests): seat(guests)
    case .tablesReassigned(let guests): reassign(guests)
    case .left(let guests): leave(guests)
    case .capacity(let fact): setUp(fact, at: context.occurredAt)
    case .itemNamed(let named): name(named)
    case .groupNamed(let named): name(named.group, of: itemIndex(named.item))
    case .optionNamed(let named): name(named.option, named.group, of: itemIndex(named.item))
    }
  }
}

// MARK: Venues

extension Analytics {
  private mutating func setUp(_ fact: CapacityFact, at time: Timestamp) {
    let venue = venueIndex(fact.venue)
    if case .opened(let event) = fact { venues[venue].currency = event.currency }
    venues[venue].capacity.change(fact, at: time)
  }
}

// MARK: Orders
// Sums wrap instead of trapping: amounts are checked when they are decided, and a fold never fails.

extension Analytics {
  private mutating func place(_ order: consuming SoldOrder, at time: Timestamp) {
    let venue = venueIndex(order.venue)
    let slice = SalesSlice(hour: time.hour(offsetMinutes: order.utcOffsetMinutes), order.channel, order.service)
    let guest = order.customer.map { UInt32(guestIndex($0, at: venue) + 1) } ?? 0
    var sale = OpenSale(
      venue: UInt32(venue), guest: guest, date: order.serviceDate, slice: slice, total: order.total.amount.minorUnits,
      lines: order.lines)
    count(sale, orders: 1, sign: 1)
    countItems(of: sale.lines, sale, before: [], sign: 1)
    if order.service == .dineIn { earn(&sale, order, at: time) }
    if order.provenance != .recorded { open[order.order] = sale }
  }

  private mutating func add(_ addition: SoldAddition) {
    guard let sale = open[addition.order] else { return }
    let added = OpenSale(
      venue: sale.venue, guest: sale.guest, date: sale.date, slice: sale.slice,
      total: addition.total.amount.minorUnits, lines: addition.lines)
    count(added, orders: 0, sign: 1)
    countItems(of: addition.lines, sale, before: sale.lines, sign: 1)
    if sale.slice.service == .dineIn { earn(added.total, more: sale, addition.order) }
    open.change(addition.order) { sale in
      sale.total &+= added.total
      sale.lines += addition.lines
    }
  }

  private mutating func undo(_ order: OrderID) {
    guard let sale = open.remove(order) else { return }
    count(sale, orders: 1, sign: -1)
    countItems(of: sale.lines, sale, before: [], sign: -1)
    if sale.slice.service == .dineIn { giveUp(sale, order) }
  }

  private mutating func close(_ order: OrderID) {
    guard let sale = open.remove(order) else { return }
    if let visit = sale.visit { settle(order, of: visit) }
  }

  /// Counts a sale for its venue and its customer.
  private mutating func count(_ sale: OpenSale, orders: Int64, sign: Int64) {
    let quantity = sale.lines.reduce(0) { $0 &+ Int64($1.quantity) }
    let venue = Int(sale.venue)
    let day = venues[venue].days.place(of: sale.date, [])
    venues[venue].days[day].change(sale.slice) { sales in
      sales.orders &+= sign &* orders
      sales.quantity &+= sign &* quantity
      sales.gross &+= sign &* sale.total
    }
    guard sale.guest > 0 else { return }
    let purchase = purchaseDay(sale.date, of: Int(sale.guest) - 1)
    purchaseDays[purchase].add(orders: sign &* orders, gross: sign &* sale.total)
  }

  /// Counts lines of a sale, and the pairs that their items make with each other and with those of earlier lines.
  private mutating func countItems(of lines: [SoldLine], _ sale: OpenSale, before: [SoldLine], sign: Int64) {
    basket.removeAll(keepingCapacity: true)
    // Spans lend the lines where a loop over an array would copy each.
    let (lines, before) = (lines.span, before.span)
    for index in before.indices { collect(UInt32(itemIndex(before[index].item))) }
    let known = basket.count
    for index in lines.indices {
      let item = itemIndex(lines[index].item)
      let isNew = collect(UInt32(item))
      items[item].count(lines[index], at: sale.venue, on: sale.date, orders: isNew ? sign : 0, sign: sign)
    }
    for second in known..<max(known, basket.count) {
      for first in 0..<second { count(.init(basket[first], basket[second]), at: Int(sale.venue), sign: sign) }
    }
  }

  /// Notes an item of the order at hand; whether it was not there yet.
  @discardableResult private mutating func collect(_ item: UInt32) -> Bool {
    guard !basket.contains(item) else { return false }
    basket.append(item)
    return true
  }

  private mutating func count(_ pair: PairTable.Pair, at venue: Int, sign: Int64) {
    let (isCounted, isNew) = pairs.add(sign, to: pair, addsNew: venues[venue].pairs < AnalyticsLimits.pairs)
    if isNew { venues[venue].pairs += 1 }
    if !isCounted { venues[venue].pairsLeftOut &+= sign }
  }
}

extension Analytics.ItemFigures {
  fileprivate mutating func count(_ line: SoldLine, at venue: UInt32, on date: ServiceDate, orders: Int64, sign: Int64)
  {
    self.venue = venue + 1
    days[days.place(of: date, Analytics.ItemDay())].add(
      orders: orders, quantity: sign &* Int64(line.quantity), gross: sign &* line.total.minorUnits)
    for option in line.options {
      let portions = sign &* Int64(line.quantity) &* Int64(option.count)
      options[place(of: option.group, option.option)].add(
        lines: sign, portions: portions, price: option.price.minorUnits, on: date)
    }
  }
}

extension Analytics.ItemDay {
  fileprivate mutating func add(orders: Int64, quantity: Int64, gross: Int64) {
    self.orders &+= orders
    self.quantity &+= quantity
    self.gross &+= gross
  }
}

extension Analytics.OptionFigures {
  fileprivate mutating func add(lines: Int64, portions: Int64, price: Int64, on date: ServiceDate) {
    days[days.place(of: date, Analytics.OptionDay())].add(lines: lines, portions: portions, added: portions &* price)
  }
}

extension Analytics.OptionDay {
  fileprivate mutating func add(lines: Int64, portions: Int64, added: Int64) {
    self.lines &+= lines
    self.portions &+= portions
    self.added &+= added
  }
}

extension Analytics.PurchaseDay {
  fileprivate mutating func add(orders: Int64, gross: Int64) {
    self.orders &+= orders
    self.gross &+= gross
  }
}

extension [Analytics.SliceSales] {
  /// Changes what was sold in a slice; a new one has sold nothing.
  fileprivate mutating func change(_ slice: SalesSlice, _ body: (inout Analytics.SliceSales) -> Void) {
    if let place = lastIndex(where: { $0.slice == slice }) {
      body(&self[place])
    } else {
      var sales = Analytics.SliceSales(slice: slice)
      body(&sales)
      append(sales)
    }
  }
}
