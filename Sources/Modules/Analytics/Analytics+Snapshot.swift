public import EventSourcing
import Vocabulary

/// The rows of a snapshot; each by index, then by day.
extension Analytics {
  private enum Section {
    static let venues: UInt32 = 1
    static let items: UInt32 = 2
    static let options: UInt32 = 3
    static let sales: UInt32 = 4
    static let itemSales: UInt32 = 5
    static let optionSales: UInt32 = 6
    static let customers: UInt32 = 7
    static let guests: UInt32 = 8
    static let purchaseDays: UInt32 = 9
    static let pairs: UInt32 = 10
    static let payments: UInt32 = 11
    static let open: UInt32 = 12
    static let guestDays: UInt32 = 13
    static let guestHours: UInt32 = 14
    static let visits: UInt32 = 15
    static let takenTables: UInt32 = 16
    static let weeklyHours: UInt32 = 17
    static let datedHours: UInt32 = 18
    static let tableSeats: UInt32 = 19
  }

  /// Writes the state as rows, sorted by kind, index and day.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (id, venue) in zip(venueIDs.ids, venues) {
      let currency = venue.currency == .none ? nil : venue.currency
      let row = AnalysedVenueRow(
        venue: id, currency: currency, pairsLeftOut: venue.pairsLeftOut, openedAt: venue.capacity.openedAt,
        zone: venue.capacity.zone)
      try rows.row(Section.venues, row)
    }
    for (id, item) in zip(itemIDs.ids, items) {
      try rows.row(Section.items, AnalysedItemRow(item: id, venue: item.venue, name: item.name))
    }
    try saveOptions(&rows)
    try saveSales(&rows)
    try saveItemSales(&rows)
    try saveOptionSales(&rows)
    try saveGuests(&rows)
    for (pair, count) in pairs.sorted {
      try rows.row(Section.pairs, ItemPairRow(first: pair.first, second: pair.second, orders: count))
    }
    try savePayments(&rows)
    for (id, sale) in open.sorted {
      try rows.row(
        Section.open,
        OpenSaleRow(
          order: id, venue: sale.venue, guest: sale.guest, date: sale.date, slice: sale.slice.rawValue,
          total: sale.total, lines: sale.lines, visit: sale.visit, hour: sale.hour.rawValue))
    }
    try saveGuestDays(&rows)
    for (id, visit) in visits.sorted { try rows.row(Section.visits, VisitRow(id, visit)) }
    for (table, reservation) in takenTables.sorted {
      try rows.row(Section.takenTables, TakenTableRow(table: table, reservation: reservation))
    }
    try saveCapacities(
      hours: Section.weeklyHours, days: Section.datedHours, tables: Section.tableSeats, &rows)
  }

  private func saveGuestDays(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, venue) in venues.enumerated() {
      for (date, day) in zip(venue.guests.dates, venue.guests.values) {
        try rows.row(Section.guestDays, GuestDayRow(UInt32(index), date, day))
      }
    }
    for (index, venue) in venues.enumerated() {
      for (date, day) in zip(venue.guests.dates, venue.guests.values) {
        for hour in day.hours.sorted(by: { $0.hour < $1.hour }) {
          let row = GuestHourRow(
            venue: UInt32(index), date: date, hour: hour.hour.rawValue, covers: hour.covers, revenue: hour.revenue,
            tableSeconds: hour.tableSeconds, guestSeconds: hour.guestSeconds)
          try rows.row(Section.guestHours, row)
        }
      }
    }
  }

  private func saveOptions(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, item) in items.enumerated() {
      for option in item.sortedOptions {
        let row = AnalysedOptionRow(
          item: UInt32(index), group: option.group, option: option.option, name: option.name)
        try rows.row(Section.options, row)
      }
    }
  }

  private func saveSales(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, venue) in venues.enumerated() {
      for (date, sales) in zip(venue.days.dates, venue.days.values) {
        for sale in sales.sorted(by: { $0.slice < $1.slice }) {
          let row = SalesRow(
            venue: UInt32(index), date: date, slice: sale.slice.rawValue, orders: sale.orders, quantity: sale.quantity,
            gross: sale.gross)
          try rows.row(Section.sales, row)
        }
      }
    }
  }

  private func saveItemSales(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, item) in items.enumerated() {
      for (date, day) in zip(item.days.dates, item.days.values) {
        let row = ItemSalesRow(
          item: UInt32(index), date: date, orders: day.orders, quantity: day.quantity, gross: day.gross)
        try rows.row(Section.itemSales, row)
      }
    }
  }

  private func saveOptionSales(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, item) in items.enumerated() {
      for option in item.sortedOptions {
        for (date, day) in zip(option.days.dates, option.days.values) {
          let row = OptionSalesRow(
            item: UInt32(index), group: option.group, option: option.option, date: date, lines: day.lines,
            portions: day.portions, added: day.added)
          try rows.row(Section.optionSales, row)
        }
      }
    }
  }

  private func saveGuests(_ rows: inout SnapshotWriter) throws(FieldError) {
    try rows.announce(Section.customers, customerIDs.count)
    for id in customerIDs.ids { try rows.row(Section.customers, AnalysedCustomerRow(customer: id)) }
    try rows.announce(Section.guests, guests.count)
    for guest in guests { try rows.row(Section.guests, GuestRow(customer: guest.customer, venue: guest.venue)) }
    try rows.announce(Section.purchaseDays, purchaseDays.count)
    for index in guests.indices {
      for day in days(ofGuest: index) {
        let row = PurchaseDayRow(guest: UInt32(index), date: day.date, orders: day.orders, gross: day.gross)
        try rows.row(Section.purchaseDays, row)
      }
    }
  }

  private func savePayments(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (index, venue) in venues.enumerated() {
      for (date, methods) in zip(venue.payments.dates, venue.payments.values) {
        for paid in methods.sorted(by: { $0.method.rawValue < $1.method.rawValue }) {
          let row = PaymentsRow(
            venue: UInt32(index), date: date, method: paid.method, payments: paid.payments, amount: paid.amount,
            tips: paid.tips, refunds: paid.refunds, refunded: paid.refunded, tipsRefunded: paid.tipsRefunded)
          try rows.row(Section.payments, row)
        }
      }
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var customers: [CustomerID] = []
    try rows.forEach { section, count in
      switch section {
      case Section.customers:
        customers.reserveCapacity(count)
        firstGuest.reserveCapacity(count)
      case Section.guests: guests.reserveCapacity(count)
      case Section.purchaseDays: purchaseDays.reserveCapacity(count)
      default: break
      }
    } _: { (section, wire) throws(FieldError) in
      switch section {
      case Section.venues:
        let row: AnalysedVenueRow = try wire.row()
        let venue = venueIndex(row.venue)
        venues[venue].currency = row.currency ?? .none
        venues[venue].pairsLeftOut = row.pairsLeftOut
        venues[venue].capacity.openedAt = row.openedAt
        venues[venue].capacity.zone = row.zone
      case Section.items:
        let row: AnalysedItemRow = try wire.row()
        items[itemIndex(row.item)] = ItemFigures(venue: row.venue, name: row.name)
      case Section.options:
        let row: AnalysedOptionRow = try wire.row()
        let item = try known(row.item, items.count)
        let place = items[item].place(of: row.group, row.option)
        items[item].options[place].name = row.name
      case Section.sales: try restore(wire.row(SalesRow.self))
      case Section.itemSales:
        let row: ItemSalesRow = try wire.row()
        let item = try known(row.item, items.count)
        let day = items[item].days.place(of: row.date, ItemDay())
        items[item].days[day] = ItemDay(orders: row.orders, quantity: row.quantity, gross: row.gross)
      case Section.optionSales: try restore(wire.row(OptionSalesRow.self))
      case Section.customers:
        customers.append(try wire.row(AnalysedCustomerRow.self).customer)
        firstGuest.append(0)
      case Section.guests:
        let row: GuestRow = try wire.row()
        addGuest(try known(row.customer, firstGuest.count), at: try known(row.venue, venues.count))
      case Section.purchaseDays:
        let row: PurchaseDayRow = try wire.row()
        let day = purchaseDay(row.date, of: try known(row.guest, guests.count))
        purchaseDays[day].orders = row.orders
        purchaseDays[day].gross = row.gross
      case Section.pairs: try restore(wire.row(ItemPairRow.self))
      case Section.payments: try restore(wire.row(PaymentsRow.self))
      case Section.open: try restore(wire.row(OpenSaleRow.self))
      case Section.guestDays: try restore(wire.row(GuestDayRow.self))
      case Section.guestHours: try restore(wire.row(GuestHourRow.self))
      case Section.visits:
        let row: VisitRow = try wire.row()
        _ = try known(row.venue, venues.count)
        visits[row.reservation] = Visit(row)
      case Section.takenTables:
        let row: TakenTableRow = try wire.row()
        takenTables[row.table] = row.reservation
      case Section.weeklyHours: try restore(wire.row(WeeklyHoursRow.self))
      case Section.datedHours: try restore(wire.row(DatedHoursRow.self))
      case Section.tableSeats: try restore(wire.row(TableSeatsRow.self))
      default: throw FieldError(.unknownField, "a snapshot of analytics has no section \(section)")
      }
    }
    guard let customerIDs = IdentityTable(customers) else {
      throw FieldError(.invalidValue, "a customer is there twice")
    }
    self.customerIDs = customerIDs
  }

  func known(_ index: UInt32, _ count: Int) throws(FieldError) -> Int {
    guard Int(index) < count else { throw FieldError(.outOfRange, "there are \(count) rows before, not \(index)") }
    return Int(index)
  }

  private mutating func restore(_ row: SalesRow) throws(FieldError) {
    let venue = try known(row.venue, venues.count)
    let day = venues[venue].days.place(of: row.date, [])
    let slice = SalesSlice(rawValue: row.slice)
    venues[venue].days[day].append(
      SliceSales(slice: slice, orders: row.orders, quantity: row.quantity, gross: row.gross))
  }

  private mutating func restore(_ row: OptionSalesRow) throws(FieldError) {
    let item = try known(row.item, items.count)
    let place = items[item].place(of: row.group, row.option)
    let day = items[item].options[place].days.place(of: row.date, OptionDay())
    items[item].options[place].days[day] = OptionDay(lines: row.lines, portions: row.portions, added: row.added)
  }

  private mutating func restore(_ row: ItemPairRow) throws(FieldError) {
    let first = try known(row.first, items.count)
    _ = try known(row.second, items.count)
    let venue = try known(items[first].venue &- 1, venues.count)
    let (_, isNew) = pairs.add(row.orders, to: .init(row.first, row.second), addsNew: true)
    if isNew { venues[venue].pairs += 1 }
  }

  private mutating func restore(_ row: PaymentsRow) throws(FieldError) {
    let venue = try known(row.venue, venues.count)
    let day = venues[venue].payments.place(of: row.date, [])
    venues[venue].payments[day].append(
      MethodPayments(
        method: row.method, payments: row.payments, amount: row.amount, tips: row.tips, refunds: row.refunds,
        refunded: row.refunded, tipsRefunded: row.tipsRefunded))
  }

  private mutating func restore(_ row: OpenSaleRow) throws(FieldError) {
    _ = try known(row.venue, venues.count)
    if row.guest > 0 { _ = try known(row.guest - 1, guests.count) }
    open[row.order] = OpenSale(
      venue: row.venue, guest: row.guest, date: row.date, slice: SalesSlice(rawValue: row.slice), total: row.total,
      lines: row.lines, visit: row.visit, hour: ServiceHour(row.hour))
  }

  private mutating func restore(_ row: GuestDayRow) throws(FieldError) {
    let venue = try known(row.venue, venues.count)
    guard row.leads.count == LeadTime.allCases.count else {
      throw FieldError(.invalidValue, "a day has \(row.leads.count) lead times, not \(LeadTime.allCases.count)")
    }
    let day = venues[venue].guests.place(of: row.date, GuestDay())
    venues[venue].guests[day] = GuestDay(row)
  }

  private mutating func restore(_ row: GuestHourRow) throws(FieldError) {
    let venue = try known(row.venue, venues.count)
    let day = venues[venue].guests.place(of: row.date, GuestDay())
    venues[venue].guests[day].hours.append(
      GuestHour(
        hour: ServiceHour(row.hour), covers: row.covers, revenue: row.revenue, tableSeconds: row.tableSeconds,
        guestSeconds: row.guestSeconds))
  }
}

extension Analytics.ItemFigures {
  /// The options by choice and number.
  var sortedOptions: [Analytics.OptionFigures] { options.sorted { ($0.group, $0.option) < ($1.group, $1.option) } }
}

extension Analytics {
  /// What a customer bought at a venue, by day, ascending.
  func days(ofGuest guest: Int) -> [PurchaseDay] {
    var days: [PurchaseDay] = []
    var next = guests[guest].latestDay
    while next > 0 {
      days.append(purchaseDays[Int(next) - 1])
      next = purchaseDays[Int(next) - 1].previous
    }
    days.reverse()
    return days
  }
}
