public import EventSourcing
import Vocabulary

/// The rows of a snapshot: venues, items, names of options, customers, orders, open orders; each by index.
extension Orders {
  private enum Section {
    static let venues: UInt32 = 1
    static let items: UInt32 = 2
    static let options: UInt32 = 3
    static let customers: UInt32 = 4
    static let orders: UInt32 = 5
    static let open: UInt32 = 6
  }

  /// Writes the state as rows, sorted by kind and index or ID.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (id, venue) in zip(venueIDs.ids, venues) {
      try rows.row(Section.venues, VenueRow(venue: id, currency: venue.currency == .none ? nil : venue.currency))
    }
    for (id, item) in zip(itemIDs.ids, items) {
      let venue = item.venue == 0 ? nil : item.venue - 1
      try rows.row(Section.items, ItemRow(item: id, name: item.name, venue: venue, sold: item.sold))
    }
    for (key, name) in optionNames.sorted(by: { $0.key < $1.key }) {
      try rows.row(Section.options, OptionRow(item: key.item, group: key.group, option: key.option, name: name))
    }
    try rows.announce(Section.customers, customerIDs.count)
    for id in customerIDs.ids { try rows.row(Section.customers, OrderingCustomerRow(customer: id)) }
    try rows.announce(Section.orders, orders.count)
    for (id, order) in zip(orderIDs.ids, orders) {
      try rows.row(
        Section.orders,
        OrderRow(
          order: id, venue: order.venue, customer: order.customer, stage: order.stage, service: order.service,
          channel: order.channel, placedAt: order.placedAt, position: order.position.rawValue,
          serviceDate: order.serviceDate, total: Amount(minorUnits: order.total), lines: order.lines,
          quantity: order.quantity))
    }
    for (index, order) in open.sorted {
      try rows.row(
        Section.open,
        OpenOrderRow(
          order: index, table: order.table, pickup: order.pickup, readyBy: order.readyBy, lines: order.lines))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var (ids, customers): ([OrderID], [CustomerID]) = ([], [])
    try rows.forEach { section, count in
      switch section {
      case Section.customers:
        customers.reserveCapacity(count)
        latestOrder.reserveCapacity(count)
      case Section.orders:
        ids.reserveCapacity(count)
        orders.reserveCapacity(count)
      default: break
      }
    } _: { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues:
        let row: VenueRow = try wire.row()
        venues[venueIndex(row.venue)].currency = row.currency ?? .none
      case Section.items:
        let row: ItemRow = try wire.row()
        items[itemIndex(row.item)] = ItemEntry(name: row.name, venue: row.venue.map { $0 + 1 } ?? 0, sold: row.sold)
      case Section.options:
        let row: OptionRow = try wire.row()
        optionNames[OptionKey(item: row.item, group: row.group, option: row.option)] = row.name
      case Section.customers:
        customers.append(try wire.row(OrderingCustomerRow.self).customer)
        latestOrder.append(0)
      case Section.orders:
        let row: OrderRow = try wire.row()
        ids.append(row.order)
        try restore(row)
      case Section.open:
        let row: OpenOrderRow = try wire.row()
        guard row.order < orders.count else { throw FieldError(.outOfRange, "there is no order \(row.order)") }
        open[row.order] = OpenOrder(table: row.table, pickup: row.pickup, readyBy: row.readyBy, lines: row.lines)
      default: throw FieldError(.unknownField, "a snapshot of orders has no section \(section)")
      }
    }
    guard let orderIDs = IdentityTable(ids), let customerIDs = IdentityTable(customers) else {
      throw FieldError(.invalidValue, "an order or a customer is there twice")
    }
    self.orderIDs = orderIDs
    self.customerIDs = customerIDs
  }

  private mutating func restore(_ row: OrderRow) throws(FieldError) {
    guard row.venue < venues.count, row.customer <= latestOrder.count else {
      throw FieldError(.outOfRange, "the venue or the customer of \(row.order) is not there")
    }
    var entry = OrderEntry(
      venue: row.venue, customer: row.customer, previous: 0, lines: row.lines, quantity: row.quantity,
      total: row.total.minorUnits, placedAt: row.placedAt, position: Position(rawValue: row.position),
      serviceDate: row.serviceDate, stage: row.stage, service: row.service, channel: row.channel)
    if row.customer > 0 { chain(&entry, orders.count) }
    orders.append(entry)
    if entry.stage.isSale { venues[Int(entry.venue)].totals.add(entry) }
  }
}
