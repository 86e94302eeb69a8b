public import EventSourcing
import Vocabulary

/// The rows of a snapshot are the events that would set each venue up as it is: what ``VenueSetup`` learns from them,
/// it has by definition. Sections are kinds of event; within one, venues and items go by ID.
extension Menu {
  private enum Section {
    static let opened: UInt32 = 1
    static let hours: UInt32 = 2
    static let days: UInt32 = 3
    static let tables: UInt32 = 4
    static let taxRules: UInt32 = 5
    static let serviceCharge: UInt32 = 6
    static let ordering: UInt32 = 7
    static let sections: UInt32 = 8
    static let items: UInt32 = 9
    static let removed: UInt32 = 10
    static let stock: UInt32 = 11
    static let left: UInt32 = 12
    static let programme: UInt32 = 13
  }

  /// Writes the state as rows, sorted by kind and index or ID.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    let setups = venues.sorted { $0.key < $1.key }.map(\.value)
    try saveRules(setups, &rows)
    for setup in setups {
      for (number, name) in setup.sections.sorted(by: { $0.key < $1.key }) {
        try rows.row(Section.sections, MenuSectionAdded(venue: setup.id, section: number, name: name))
      }
    }
    for setup in setups {
      for item in setup.items.values.sorted(by: { $0.id < $1.id }) {
        try rows.row(Section.items, MenuItemAdded(venue: setup.id, item: item))
      }
    }
    for setup in setups {
      for item in setup.removed.sorted() {
        try rows.row(Section.removed, MenuItemRemoved(venue: setup.id, item: item))
      }
    }
    for setup in setups {
      for (item, policy) in setup.stock.sorted(by: { $0.key < $1.key }) {
        try rows.row(
          Section.stock, ItemStockSet(venue: setup.id, item: item, stock: StockSetting(policy: policy)))
      }
    }
    for (item, portions) in stock.sorted(by: { $0.key < $1.key }) {
      try rows.row(Section.left, StockLeftRow(item: item, portions: portions))
    }
    for setup in setups where setup.programme != nil {
      try rows.row(Section.programme, LoyaltyProgrammeSet(venue: setup.id, programme: setup.programme))
    }
  }

  private func saveRules(_ setups: [VenueSetup], _ rows: inout SnapshotWriter) throws(FieldError) {
    for setup in setups where setup.isOpened {
      try rows.row(
        Section.opened,
        VenueOpened(venue: setup.id, name: setup.name, zone: setup.zoneName, currency: setup.currency))
    }
    for setup in setups where !setup.hours.isEmpty {
      try rows.row(Section.hours, OpeningHoursSet(venue: setup.id, periods: setup.hours))
    }
    for setup in setups {
      for (date, periods) in setup.days.sorted(by: { $0.key < $1.key }) {
        try rows.row(Section.days, DayHoursSet(venue: setup.id, date: date, periods: periods))
      }
    }
    for setup in setups {
      for table in setup.tables.values.sorted(by: { $0.id < $1.id }) {
        try rows.row(Section.tables, TableAdded(venue: setup.id, table: table))
      }
    }
    for setup in setups {
      guard let rules = setup.taxRules else { continue }
      try rows.row(Section.taxRules, TaxRulesSet(venue: setup.id, rules: rules))
    }
    for setup in setups where setup.serviceCharge != nil {
      try rows.row(Section.serviceCharge, ServiceChargeSet(venue: setup.id, rule: setup.serviceCharge))
    }
    for setup in setups {
      guard let rules = setup.ordering else { continue }
      try rows.row(Section.ordering, OrderingRulesSet(venue: setup.id, rules: rules))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (section, wire) throws(FieldError) in
      switch section {
      case Section.opened: restore(.opened(try wire.row()))
      case Section.hours: restore(.hoursSet(try wire.row()))
      case Section.days: restore(.dayHoursSet(try wire.row()))
      case Section.tables: restore(.tableAdded(try wire.row()))
      case Section.taxRules: restore(.taxRulesSet(try wire.row()))
      case Section.serviceCharge: restore(.serviceChargeSet(try wire.row()))
      case Section.ordering: restore(.orderingRulesSet(try wire.row()))
      case Section.sections: restore(.menu(.sectionAdded(try wire.row())))
      case Section.items: restore(.menu(.itemAdded(try wire.row())))
      case Section.removed: restore(.menu(.itemRemoved(try wire.row())))
      case Section.stock: restore(.menu(.stockSet(try wire.row())))
      case Section.programme: restore(.programmeSet(try wire.row()))
      case Section.left:
        let row: StockLeftRow = try wire.row()
        restore(row)
      default: throw FieldError(.unknownField, "a snapshot of menus has no section \(section)")
      }
    }
  }
}

/// The portions at hand of a counted item, in a snapshot of ``Menu``.
struct StockLeftRow: FieldMessage {
  static let schemaName = "StockLeftRow"
  var item: ItemID = .none
  var portions: Int64 = 0

  init(item: ItemID, portions: Int64) {
    self.item = item
    self.portions = portions
  }

  init(_: Blank) {}

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "portions", &portions)
  }
}
