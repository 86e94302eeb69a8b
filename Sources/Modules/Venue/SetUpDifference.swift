import EventSourcing
import Vocabulary

/// The events that lead from a venue as it is to a venue as it is described.
struct SetUpDifference {
  private(set) var events: [any Event] = []
  private let venue: VenueSetup
  private let service: ServicePlan
  private let wanted: SetUpVenue
  private let plan: VenuePlan

  init(from venue: VenueSetup, _ service: ServicePlan, to wanted: SetUpVenue) {
    self.venue = venue
    self.service = service
    self.wanted = wanted
    plan = VenuePlan(wanted)
    compareVenue()
    compareTables()
    compareReservations()
    compareMenu()
  }

  private mutating func compareVenue() {
    if !venue.isOpened {
      events.append(VenueOpened(venue: venue.id, name: wanted.name, zone: wanted.zone, currency: wanted.currency))
    } else if venue.name != wanted.name {
      events.append(VenueRenamed(venue: venue.id, name: wanted.name))
    }
    if venue.hours != plan.hours { events.append(OpeningHoursSet(venue: venue.id, periods: plan.hours)) }
    for day in plan.days where venue.days[day.date] != day.periods {
      events.append(DayHoursSet(venue: venue.id, date: day.date, periods: day.periods))
    }
    if venue.taxRules != plan.taxRules { events.append(TaxRulesSet(venue: venue.id, rules: plan.taxRules)) }
    if venue.serviceCharge != wanted.serviceCharge {
      events.append(ServiceChargeSet(venue: venue.id, rule: wanted.serviceCharge))
    }
    if venue.ordering != plan.ordering { events.append(OrderingRulesSet(venue: venue.id, rules: plan.ordering)) }
    if venue.programme != plan.programme {
      events.append(LoyaltyProgrammeSet(venue: venue.id, programme: plan.programme))
    }
  }

  private mutating func compareTables() {
    for table in plan.tables {
      switch venue.tables[table.id] {
      case nil: events.append(TableAdded(venue: venue.id, table: table))
      case table?: break
      case _?: events.append(TableChanged(venue: venue.id, table: table))
      }
    }
    let kept = Set(plan.tables.map(\.id))
    for table in venue.tables.keys.sorted() where !kept.contains(table) {
      events.append(TableRemoved(venue: venue.id, table: table))
    }
  }

  private mutating func compareReservations() {
    if service.reservations != wanted.reservations {
      events.append(ReservationRulesSet(venue: venue.id, rules: wanted.reservations))
    }
    if service.combinations != plan.combinations {
      events.append(TableCombinationsSet(venue: venue.id, combinations: plan.combinations))
    }
  }

  private mutating func compareMenu() {
    for section in wanted.sections {
      switch venue.sections[section.number] {
      case nil: events.append(MenuSectionAdded(venue: venue.id, section: section.number, name: section.name))
      case section.name?: break
      case _?: events.append(MenuSectionRenamed(venue: venue.id, section: section.number, name: section.name))
      }
    }
    for (item, stock) in plan.items {
      compare(item)
      events += venue.openingStock(of: item.id, stock)
    }
    let described = Set(wanted.sections.map(\.number))
    let kept = Set(plan.items.map(\.item.id))
    for item in venue.items.values.sorted(by: { $0.id < $1.id })
    where described.contains(item.section) && !kept.contains(item.id) && !venue.removed.contains(item.id) {
      events.append(MenuItemRemoved(venue: venue.id, item: item.id))
    }
  }

  /// A change of nothing but the price is its own event: people ask for it.
  private mutating func compare(_ item: MenuItem) {
    guard var known = venue.item(item.id) else {
      events.append(MenuItemAdded(venue: venue.id, item: item))
      return
    }
    if known == item { return }
    known.price = item.price
    if known == item {
      events.append(MenuItemPriceChanged(venue: venue.id, item: item.id, price: item.price))
    } else {
      events.append(MenuItemChanged(venue: venue.id, item: item))
    }
  }
}
