public import EventSourcing
import Vocabulary

/// The rules of changing single parts of a menu.
extension VenueDecider {
  /// Adds a section, or renames it.
  public static let addMenuSection = Decider<AddMenuSection, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      var check = DescriptionCheck()
      check.checkName("name", command.name)
      if command.section == 0 { check.report("section", "numbers start at 1") }
      let known = venue.sections[command.section]
      check.checkCount("sections", venue.sections.count + (known == nil ? 1 : 0), VenueLimits.sections)
      guard check.problems.isEmpty else { throw .descriptionInvalid(check.problems) }
      if known == command.name { return [] }
      if known != nil { return [MenuSectionRenamed(venue: venue.id, section: command.section, name: command.name)] }
      return [MenuSectionAdded(venue: venue.id, section: command.section, name: command.name)]
    })

  /// Removes a section in which nothing stands.
  public static let removeMenuSection = Decider<RemoveMenuSection, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      if venue.sections[command.section] == nil { return [] }
      let items = venue.items.values.count { $0.section == command.section && !venue.removed.contains($0.id) }
      guard items == 0 else { throw .sectionNotEmpty(command.section, items: items) }
      return [MenuSectionRemoved(venue: venue.id, section: command.section)]
    })

  /// Puts an item on the menu; one that is there, described alike, stays as it is with the choices that it has got.
  public static let addMenuItem = Decider<AddMenuItem, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      guard venue.sections[command.section] != nil else { throw .sectionUnknown(command.section) }
      let classes = venue.taxRules?.rates.map(\.name) ?? []
      var check = DescriptionCheck()
      command.item.check(&check, "item", taxClasses: classes)
      let item = command.item.menuItem(
        in: venue.id, section: command.section, defaultTaxClass: classes.first ?? "")
      if venue.items[item.id] == nil { check.checkCount("items", venue.items.count + 1, VenueLimits.items) }
      guard check.problems.isEmpty else { throw .descriptionInvalid(check.problems) }
      if var known = venue.item(item.id) {
        if item.groups.isEmpty { known.groups = [] }
        guard known == item else { throw .itemAlreadyOnMenu(item.id, name: item.name) }
        return []
      }
      return [MenuItemAdded(venue: venue.id, item: item)] + venue.openingStock(of: item.id, command.item.openingStock)
    })

  /// Changes a price.
  public static let changeMenuItemPrice = Decider<ChangeMenuItemPrice, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      let item = try venue.requireItem(command.item)
      var check = DescriptionCheck()
      check.checkPrice("price_minor", command.price)
      guard check.problems.isEmpty else { throw .descriptionInvalid(check.problems) }
      if item.price == command.price { return [] }
      return [MenuItemPriceChanged(venue: venue.id, item: item.id, price: command.price)]
    })

  /// Takes an item off the menu.
  public static let removeMenuItem = Decider<RemoveMenuItem, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      try venue.requireOpened()
      guard venue.items[command.item] != nil else { throw .itemUnknown(command.item) }
      if venue.removed.contains(command.item) { return [] }
      return [MenuItemRemoved(venue: venue.id, item: command.item)]
    })

  /// Adds an option, found by its name; one that is there, priced alike or not, stays as it is.
  public static let addModifierOption = Decider<AddModifierOption, VenueRejection, VenueSetup>(
    keys: { $0.venue },
    decide: { (command, venue) throws(VenueRejection) in
      let item = try venue.requireItem(command.item)
      var check = DescriptionCheck()
      check.checkName("group", command.group)
      check.checkName("option", command.option)
      check.checkPrice("price_minor", command.price)
      guard check.problems.isEmpty else { throw .descriptionInvalid(check.problems) }
      let group = item.groups.first { $0.name == command.group }
      let options = group?.options ?? []
      if options.contains(where: { $0.name == command.option }) { return [] }
      guard options.count < VenueLimits.options else { throw .tooManyOptions("\(item.name), \(command.group)") }
      let option = ModifierOption(
        number: MenuNumber.next(after: options.map(\.number)), name: command.option, price: command.price,
        allergens: command.allergens.sortedOnce())
      if let group {
        return [ModifierOptionAdded(venue: venue.id, item: item.id, group: group.number, option: option)]
      }
      guard item.groups.count < VenueLimits.groups else { throw .tooManyOptions(item.name) }
      let added = ModifierGroup(
        number: MenuNumber.next(after: item.groups.map(\.number)), name: command.group, min: 0,
        max: VenueLimits.portions,
        repeats: true, options: [option])
      return [ModifierGroupAdded(venue: venue.id, item: item.id, group: added)]
    })
}

extension VenueSetup {
  /// The event that gives an item its opening stock, unless its stock was ever set.
  func openingStock(of item: ItemID, _ stock: StockSetting) -> [any Event] {
    guard self.stock[item] == nil, stock.policy != .unlimited else { return [] }
    var stock = stock
    if stock.policy != .counted { stock.count = 0 }
    return [ItemStockSet(venue: id, item: item, stock: stock)]
  }
}
