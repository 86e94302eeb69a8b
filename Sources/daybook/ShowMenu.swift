import ArgumentParser
import EventSourcing
import EventStore
import Restaurant
import Venue
import Vocabulary

/// The menu, as it is or was.
struct ShowMenu: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "menu", abstract: "The menu: prices, options, allergens, what is left.",
    discussion: """
      With --as-of it is the menu as it was known then, with --at as it was then.

      Examples:
        daybook show menu --venue "The Harbour Lamp"
        daybook show menu --at 2026-11-01T12:00:00Z
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self]))
    try await withClosing(restaurant) {
      let model = try moment.model(restaurant.menu, restaurant)
      let (text, json) = try model.read { (menu, _) throws in
        let setups = try venues.selected(menu)
        var parts: [String] = []
        var trees: [JSONTree] = []
        for setup in setups {
          parts.append(Self.text(menu, setup))
          trees.append(try Self.json(menu, setup))
        }
        return (VenueOptions.text(parts, at: moment), JSONTree.array(trees))
      }
      try common.print(text: text, json: ["venues": json])
    }
  }

  private static func text(_ allergens: [Allergen]) -> String {
    allergens.map { $0.name.description.replacing("_", with: " ") }.joined(separator: ", ")
  }

  private static func text(_ menu: borrowing Menu, _ setup: VenueSetup) -> String {
    var parts = ["\(setup.name) (\(setup.id)), \(setup.zoneName), prices in \(setup.currency)".wrapped(indent: 2)]
    let sections = menu.sections(at: setup.id)
    var isWide = false
    for section in sections {
      let table = table(section.name, section.items, menu, setup, allergensUnder: false)
      isWide = isWide || table.width > TextLayout.width
    }
    for section in sections {
      let lines = table(section.name, section.items, menu, setup, allergensUnder: isWide).lines
      // Choices stand under their item, outside its columns: they are longer than any name.
      let items = zip(lines.dropFirst(), section.items).flatMap { line, item in
        [line] + (isWide ? contents(item) : []) + choices(item, setup.currency)
      }
      parts.append((lines.prefix(1) + items).joined(separator: "\n"))
    }
    if parts.count == 1 { parts.append("nothing on the menu yet") }
    return parts.joined(separator: "\n\n")
  }

  /// The items of a section, with their allergens in a column or without.
  private static func table(
    _ name: String, _ items: [MenuItem], _ menu: borrowing Menu, _ setup: VenueSetup, allergensUnder: Bool
  ) -> TextTable {
    let allergens = allergensUnder ? [] : ["ALLERGENS"]
    var table = TextTable([name.uppercased(), "PRICE", "LEFT"] + allergens + ["ID"], right: [1, 2])
    for item in items {
      table.add(
        [
          item.name, Money(item.price, setup.currency).grouped,
          menu.left(item.id, at: setup.id).map(String.init) ?? "",
        ] + (allergensUnder ? [] : [Self.text(item.allergens)]) + [item.id.description])
    }
    return table
  }

  /// A line with the allergens of an item, where they have no column.
  private static func contents(_ item: MenuItem) -> [String] {
    item.allergens.isEmpty ? [] : ["  allergens: \(text(item.allergens))".wrapped(indent: 4)]
  }

  /// A line for each choice of an item.
  private static func choices(_ item: MenuItem, _ currency: Currency) -> [String] {
    item.groups.map { group in
      let options = group.options.map { option in
        let allergens = Self.text(option.allergens)
        let price = option.price == .zero ? "" : " +\(Money(option.price, currency).grouped)"
        return option.name + price + (allergens.isEmpty ? "" : " [\(allergens)]")
      }
      return "  \(group.name) (\(group.min)-\(group.max)): \(options.joined(separator: ", "))"
    }
  }

  private static func json(_ menu: borrowing Menu, _ setup: VenueSetup) throws -> JSONTree {
    var sections: [JSONTree] = []
    for section in menu.sections(at: setup.id) {
      var items: [JSONTree] = []
      for item in section.items {
        let left = menu.left(item.id, at: setup.id)
        items.append(["item": .raw(try item.json()), "left": left.map { JSONTree($0) } ?? .null])
      }
      sections.append(["number": JSONTree(section.number), "name": .string(section.name), "items": .array(items)])
    }
    return [
      "venue": .string(setup.id.description), "name": .string(setup.name), "zone": .string(setup.zoneName),
      "currency": .string(setup.currency.code), "sections": .array(sections),
    ]
  }
}
