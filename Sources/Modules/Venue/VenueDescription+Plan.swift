public import EventSourcing
public import Vocabulary

extension ItemDescription {
  /// The item's ID, which follows from the venue and the key.
  public func id(in venue: VenueID) -> ItemID { .named(key.isEmpty ? name : key, in: venue) }

  /// The item as the menu has it. `taxClass` stands in for a class that is left out.
  func menuItem(in venue: VenueID, section: UInt32, defaultTaxClass: String) -> MenuItem {
    MenuItem(
      id: id(in: venue), section: section, name: name, price: price,
      taxClass: taxClass.isEmpty ? defaultTaxClass : taxClass,
      allergens: allergens.sortedOnce(), labels: labels.sortedOnce(), windows: windows, groups: groups)
  }

  /// The opening stock.
  var openingStock: StockSetting { stock ?? StockSetting(policy: .unlimited) }
}

/// A description without its conveniences: every default filled in, every list in its canonical order.
struct VenuePlan {
  let venue: VenueID
  let hours: [OpeningPeriod]
  let days: [(date: ServiceDate, periods: [DayPeriod])]
  let tables: [Table]
  let taxRules: TaxRules
  let ordering: OrderingRules
  let combinations: [TableCombination]
  let programme: LoyaltyProgramme?
  let items: [(item: MenuItem, stock: StockSetting)]

  init(_ description: SetUpVenue) {
    let venue = description.venue
    self.venue = venue
    hours = description.hours
      .flatMap { hours in
        hours.weekdays.map { OpeningPeriod(weekday: $0, opens: hours.opens, closes: hours.closes) }
      }
      .sorted { ($0.weekday.rawValue, $0.opens) < ($1.weekday.rawValue, $1.opens) }
    days = description.days.map { ($0.date, $0.periods.sorted { $0.opens < $1.opens }) }.sorted { $0.0 < $1.0 }
    tables = description.tables.map {
      Table(
        id: .named($0.key.isEmpty ? $0.name : $0.key, in: venue), name: $0.name, minSeats: $0.minSeats,
        maxSeats: $0.maxSeats, area: $0.area)
    }
    taxRules = description.tax ?? TaxRules(pricesIncludeTax: true)
    ordering =
      description.ordering
      ?? OrderingRules(
        dineIn: true, takeout: true, slotMinutes: 0, ordersPerSlot: 0, leadMinutes: 0, horizonDays: 0)
    combinations = description.combinations.map { combination in
      TableCombination(
        tables: Set(combination.tables).map { TableID.named($0, in: venue) }.sorted(),
        minSeats: combination.minSeats, maxSeats: combination.maxSeats)
    }
    programme = description.loyalty?.programme(in: venue)
    let defaultTaxClass = taxRules.rates.first?.name ?? ""
    items = description.sections.flatMap { section in
      section.items.map {
        ($0.menuItem(in: venue, section: section.number, defaultTaxClass: defaultTaxClass), $0.openingStock)
      }
    }
  }
}

extension Array where Element: RawRepresentable & Hashable, Element.RawValue == UInt32 {
  /// Each value once, ascending by number: the order in which lists of values are stored.
  func sortedOnce() -> [Element] { Set(self).sorted { $0.rawValue < $1.rawValue } }
}
