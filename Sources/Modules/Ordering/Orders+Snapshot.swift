public import EventSourcing
import Vocabulary

/// The rows of a snapshot: venues, items, names of options, orders, open orders; each by index.
extension Orders {
  private enum Section {
    static let venues: UInt32 = 1
    static let items: UInt32 = 2
    static let options: UInt32 = 3
    static let orders: UInt32 = 4
    static let open: UInt32 = 5
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
    for (id, order) in zip(orderIDs.ids, orders) {
      let customer = order.customer == 0 ? nil : customerIDs.ids[Int(order.customer) - 1]
      try rows.row(
        Section.orders,
        OrderRow(
          order: id, venue: order.venue, customer: customer, stage: order.stage, service: order.service,
          channel: order.channel, placedAt: order.placedAt, position: order.position.rawValue,
          serviceDate: order.serviceDate, total: Amount(minorUnits: order.total), lines: order.lines,
          quantity: order.quantity))
    }
    for (index, order) in open.sorted(by: { $0.key < $1.key }) {
      try rows.row(
        Section.open,
        OpenOrderRow(
          order: index, table: order.table, pickup: order.pickup, readyBy: order.readyBy, lines: order.lines))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (section, wire) throws(FieldError) in
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
      case Section.orders: try restore(wire.row())
      case Section.open:
        let row: OpenOrderRow = try wire.row()
        guard row.order < orders.count else { throw FieldError(.outOfRange, "there is no order \(row.order)") }
        open[row.order] = OpenOrder(table: row.table, pickup: row.pickup, readyBy: row.readyBy, lines: row.lines)
      default: throw FieldError(.unknownField, "a snapshot of orders has no section \(section)")
      }
    }
  }

  private mutating func restore(_ row: OrderRow) throws(FieldError) {
    let index = orderIDs.intern(row.order)
    guard index == orders.count, row.venue < venues.count else {
      throw FieldError(.invalidValue, "the order \(row.order) is there twice, or its venue is not")
    }
    var entry = OrderEntry(
      venue: row.venue, customer: 0, previous: 0, lines: row.lines, quantity: row.quantity,
      total: row.total.minorUnits, placedAt: row.placedAt, position: Position(rawValue: row.position),
      serviceDate: row.serviceDate, stage: row.stage, service: row.service, channel: row.channel)
    if let customer = row.customer { link(customer, to: &entry, index) }
    orders.append(entry)
    if entry.stage.isSale { venues[Int(entry.venue)].totals.add(entry) }
  }
}
