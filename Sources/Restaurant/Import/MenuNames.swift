import EventSourcing
import Ordering
import Venue
import Vocabulary

/// What the items of a venue, and what is chosen with them, were ever called; of several that had one name, the last.
///
/// An export goes on using the names that a till had when it was written, whatever the staff have renamed since.
struct MenuNames {
  /// An option by its names.
  struct Option: Hashable {
    var item: ItemID
    var choice: String
    var name: String
  }

  /// The items by name.
  private(set) var items: [String: ItemID] = [:]
  /// The numbers of options by name.
  private(set) var options: [Option: OptionChoice] = [:]
  /// The names of choices by number.
  private var choices: [ItemID: [UInt32: String]] = [:]

  /// No names yet.
  init() {}

  /// The events that name something.
  static let types: Set<EventType> = [
    MenuItemAdded.type, MenuItemChanged.type, ModifierGroupAdded.type, ModifierOptionAdded.type,
  ]

  /// The venue at which a change of the menu names something; nil for every other one.
  static func venue(of fact: MenuFact) -> VenueID? {
    switch fact {
    case .itemAdded(let added): added.venue
    case .itemChanged(let changed): changed.venue
    case .groupAdded(let added): added.venue
    case .optionAdded(let added): added.venue
    case .sectionAdded, .sectionRenamed, .sectionRemoved, .itemPriceChanged, .itemRemoved, .stockSet: nil
    }
  }

  /// Takes a change of the menu in.
  mutating func apply(_ fact: MenuFact) {
    switch fact {
    case .itemAdded(let added): take(added.item)
    case .itemChanged(let changed): take(changed.item)
    case .groupAdded(let added): take(added.group, of: added.item)
    case .optionAdded(let added): take(added.option, of: added.group, added.item)
    case .sectionAdded, .sectionRenamed, .sectionRemoved, .itemPriceChanged, .itemRemoved, .stockSet: break
    }
  }

  private mutating func take(_ item: MenuItem) {
    items[item.name] = item.id
    for group in item.groups { take(group, of: item.id) }
  }

  private mutating func take(_ group: ModifierGroup, of item: ItemID) {
    choices[item, default: [:]][group.number] = group.name
    for option in group.options { take(option, of: group.number, item) }
  }

  private mutating func take(_ option: ModifierOption, of group: UInt32, _ item: ItemID) {
    let names = Option(item: item, choice: choices[item]?[group] ?? "", name: option.name)
    options[names] = OptionChoice(group: group, option: option.number)
  }
}

extension ImportMenu {
  /// The option of an item that has these names, or had them and is still there.
  func choice(_ name: String, of choice: String, _ item: MenuItem) -> OptionChoice? {
    if let group = item.groups.first(where: { $0.name == choice }),
      let option = group.options.first(where: { $0.name == name })
    {
      return OptionChoice(group: group.number, option: option.number)
    }
    guard let known = formerOptions[MenuNames.Option(item: item.id, choice: choice, name: name)],
      let group = item.groups.first(where: { $0.number == known.group }),
      group.options.contains(where: { $0.number == known.option })
    else { return nil }
    return known
  }
}
