import EventSourcing
import Venue
import Vocabulary

/// Puts on a venue's menu what the orders of a file need and the menu lacks.
///
/// An item is looked for by its name. What is there stays as it is, whatever its price; only options are added.
struct MenuPreparation {
  /// The menu as it is now.
  private(set) var prepared: PreparedMenu
  /// Events appended.
  private(set) var events = 0
  /// What was put on the menu.
  private(set) var added: [MenuNeeds.Item] = []

  private let venue: VenueID
  private let mapping: OrderMapping
  private let sink: any CommandSink
  private let time: Timestamp?

  init(
    _ needs: MenuNeeds, at venue: VenueID, _ mapping: OrderMapping, _ sink: any CommandSink, time: Timestamp?,
    _ progress: @Sendable (ImportProgress) -> Void
  ) async throws {
    prepared = PreparedMenu(menu: try await sink.menu(of: venue))
    self.venue = venue
    self.mapping = mapping
    self.sink = sink
    self.time = time
    for (index, item) in needs.items.enumerated() {
      try Task.checkCancellation()
      if index.isMultiple(of: ImportLimits.ordersPerProgress) {
        progress(ImportProgress(phase: .preparing, done: index, total: needs.items.count))
      }
      try await prepare(item)
    }
    if events > 0 { prepared.menu = try await sink.menu(of: venue) }
  }

  private mutating func prepare(_ item: MenuNeeds.Item) async throws {
    if let known = prepared.menu.items[item.name] { return try await addOptions(of: item, to: known) }
    do {
      try await add(item, withOptions: true)
    } catch let refusal as CommandRefusal {
      // Perhaps a single option is at fault: then the item and the others still find their place.
      guard !item.options.isEmpty else { return refuse(.init(item: item.name), refusal) }
      try await addPiecemeal(item)
    }
  }

  private mutating func addPiecemeal(_ item: MenuNeeds.Item) async throws {
    do {
      try await add(item, withOptions: false)
    } catch let refusal as CommandRefusal {
      return refuse(.init(item: item.name), refusal)
    }
    prepared.menu = try await sink.menu(of: venue)
    if let known = prepared.menu.items[item.name] { try await addOptions(of: item, to: known) }
  }

  private mutating func addOptions(of item: MenuNeeds.Item, to known: MenuItem) async throws {
    for (place, names) in item.options.enumerated() {
      let group = mapping.modifiers?.groupName(place) ?? ""
      for name in names where prepared.menu.choice(name, of: group, known) == nil {
        do {
          try await give(
            AddModifierOption(
              venue: venue, item: known.id, group: group, option: name, allergens: [.notDeclared], at: time))
        } catch let refusal as CommandRefusal {
          refuse(.init(item: item.name, option: [group, name]), refusal)
        }
      }
    }
  }

  private mutating func add(_ item: MenuNeeds.Item, withOptions: Bool) async throws {
    var groups: [ModifierGroup] = []
    for (place, names) in item.options.enumerated() where withOptions && !names.isEmpty {
      let options = names.enumerated().map { index, name in
        ModifierOption(number: UInt32(index + 1), name: name, allergens: [.notDeclared])
      }
      groups.append(
        ModifierGroup(
          number: UInt32(groups.count + 1), name: mapping.modifiers?.groupName(place) ?? "", min: 0,
          max: VenueLimits.portions, repeats: true, options: options))
    }
    let description = ItemDescription(
      name: item.name, price: item.price, allergens: [.notDeclared], groups: groups)
    try await give(AddMenuItem(venue: venue, section: try await section(), item: description, at: time))
    added.append(item)
  }

  /// The number of the section for items that the menu lacks; made when the first one is needed.
  private mutating func section() async throws -> UInt32 {
    if let number = prepared.menu.sections[mapping.section] { return number }
    let number = MenuNumber.next(after: prepared.menu.sections.values)
    try await give(AddMenuSection(venue: venue, section: number, name: mapping.section, at: time))
    prepared.menu.sections[mapping.section] = number
    return number
  }

  private mutating func refuse(_ name: PreparedMenu.Name, _ refusal: CommandRefusal) {
    prepared.refusals[name] = refusal.message
  }

  private mutating func give<C: Command>(_ command: C) async throws {
    if case .appended(let count) = try await sink.give(command, as: .importing, idempotencyKey: nil) {
      events += count
    }
  }
}
