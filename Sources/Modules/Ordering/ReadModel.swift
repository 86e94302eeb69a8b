public import EventSourcing
import Vocabulary

/// Every order and its stage, the kitchens' queues, and what was sold.
///
/// Orders, customers, venues and items have dense indices in the order of their first appearance. An order costs some
/// 100 bytes; its lines are kept while it is open only (the log has them for ever).
public struct Orders: Projection {
  /// The stored name.
  public static let name = "orders"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 2

  var orderIDs = IdentityTable<OrderKind>()
  var orders: [OrderEntry] = []
  var customerIDs = IdentityTable<CustomerKind>()
  /// The index of each customer's latest order; the others hang behind it.
  var latestOrder: [UInt32] = []
  var venueIDs = IdentityTable<VenueKind>()
  var venues: [VenueEntry] = []
  var itemIDs = IdentityTable<ItemKind>()
  var items: [ItemEntry] = []
  var optionNames: [OptionKey: String] = [:]
  /// What the kitchen has to know of open orders, by index of the order.
  var open = LiveTable<UInt32, OpenOrder>()

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming OrdersFact, _ context: EventContext) {
    switch consume fact {
    case .placed(let order): place(order, context)
    case .itemsAdded(let addition): add(addition)
    case .accepted(let promise): accept(promise)
    case .moved(let order, let stage): move(order, to: stage)
    case .venueOpened(let venue): venues[venueIndex(venue.venue)].currency = venue.currency
    case .itemNamed(let named): name(named)
    case .groupNamed(let named): name(named.group, of: itemIndex(named.item))
    case .optionNamed(let named):
      let key = OptionKey(item: UInt32(itemIndex(named.item)), group: named.group, option: named.option.number)
      optionNames[key] = named.option.name
    }
  }
}

extension Orders {
  /// An order, as it is kept: indices instead of IDs.
  struct OrderEntry: Sendable {
    var venue: UInt32
    /// Index + 1 of the customer; 0 if nobody is known.
    var customer: UInt32
    /// Index + 1 of the same customer's order before; 0 if there is none.
    var previous: UInt32
    var lines: UInt32
    var quantity: Int64
    var total: Int64
    var placedAt: Timestamp
    var position: Position
    var serviceDate: ServiceDate
    var stage: OrderStage
    var service: ServiceKind
    var channel: Channel
  }

  struct VenueEntry: Sendable {
    var currency = Currency.none
    var totals = OrderTotals()
  }

  struct ItemEntry: Sendable {
    var name = ""
    /// Index + 1 of the venue; 0 while nothing was sold.
    var venue: UInt32 = 0
    var sold: Int64 = 0
  }

  struct OptionKey: Hashable, Comparable, Sendable {
    var item: UInt32
    var group: UInt32
    var option: UInt32

    static func < (a: OptionKey, b: OptionKey) -> Bool {
      (a.item, a.group, a.option) < (b.item, b.group, b.option)
    }
  }

  struct OpenOrder: Sendable {
    var table: TableID?
    var pickup: PickupSlot?
    var readyBy: Timestamp?
    var lines: [LineTerms]
  }
}

// Sums wrap instead of trapping: amounts are checked when they are decided, and a fold never fails.
extension Orders {
  private mutating func place(_ order: consuming OrderSummary, _ context: EventContext) {
    let index = orderIDs.intern(order.order)
    guard index == orders.count else { return }
    let venue = venueIndex(order.venue)
    var entry = OrderEntry(
      venue: UInt32(venue), customer: 0, previous: 0, lines: 0, quantity: 0, total: order.total.amount.minorUnits,
      placedAt: context.occurredAt, position: context.position, serviceDate: order.serviceDate, stage: .placed,
      service: order.service, channel: order.channel)
    if let customer = order.customer { link(customer, to: &entry, index) }
    count(order.lines, into: &entry, venue: venue)
    orders.append(entry)
    venues[venue].totals.add(entry)
    guard order.provenance == .taken else { return }
    open[UInt32(index)] = OpenOrder(table: order.table, pickup: order.pickup, readyBy: nil, lines: order.lines)
  }

  private mutating func link(_ customer: CustomerID, to entry: inout OrderEntry, _ index: Int) {
    let place = customerIDs.intern(customer)
    if place == latestOrder.count { latestOrder.append(0) }
    entry.customer = UInt32(place + 1)
    chain(&entry, index)
  }

  /// Puts an order in front of its customer's others.
  mutating func chain(_ entry: inout OrderEntry, _ index: Int) {
    let place = Int(entry.customer) - 1
    entry.previous = latestOrder[place]
    latestOrder[place] = UInt32(index + 1)
  }

  private mutating func count(_ lines: [LineTerms], into entry: inout OrderEntry, venue: Int) {
    entry.lines &+= UInt32(lines.count)
    // A span lends the lines where a loop over the array would copy each.
    let lines = lines.span
    for index in lines.indices {
      let item = itemIndex(lines[index].item)
      items[item].venue = UInt32(venue + 1)
      items[item].sold &+= Int64(lines[index].quantity)
      entry.quantity &+= Int64(lines[index].quantity)
    }
  }

  private mutating func add(_ addition: AdditionSummary) {
    guard let index = orderIDs.index(of: addition.order) else { return }
    var entry = orders[index]
    let venue = Int(entry.venue)
    venues[venue].totals.subtract(entry)
    entry.total &+= addition.total.amount.minorUnits
    count(addition.lines, into: &entry, venue: venue)
    venues[venue].totals.add(entry)
    orders[index] = entry
    open.change(UInt32(index)) { $0.lines += addition.lines }
  }

  private mutating func accept(_ promise: OrderPromised) {
    guard let index = orderIDs.index(of: promise.order) else { return }
    orders[index].stage = .accepted
    open.change(UInt32(index)) { $0.readyBy = promise.readyBy }
  }

  private mutating func move(_ order: OrderID, to stage: OrderStage) {
    guard let index = orderIDs.index(of: order) else { return }
    let wasSale = orders[index].stage.isSale
    orders[index].stage = stage
    if stage.isOpen { return }
    let closed = open.remove(UInt32(index))
    guard wasSale, !stage.isSale else { return }
    venues[Int(orders[index].venue)].totals.subtract(orders[index])
    for line in closed?.lines ?? [] { items[itemIndex(line.item)].sold &-= Int64(line.quantity) }
  }

  private mutating func name(_ named: ItemNamed) {
    let item = itemIndex(named.item.item)
    items[item].name = named.item.name
    items[item].venue = UInt32(venueIndex(named.venue) + 1)
    for group in named.item.groups { name(group, of: item) }
  }

  private mutating func name(_ group: GroupNames, of item: Int) {
    for option in group.options {
      optionNames[OptionKey(item: UInt32(item), group: group.number, option: option.number)] = option.name
    }
  }

  mutating func venueIndex(_ id: VenueID) -> Int {
    let index = venueIDs.intern(id)
    if index == venues.count { venues.append(VenueEntry()) }
    return index
  }

  mutating func itemIndex(_ id: ItemID) -> Int {
    let index = itemIDs.intern(id)
    if index == items.count { items.append(ItemEntry()) }
    return index
  }
}
