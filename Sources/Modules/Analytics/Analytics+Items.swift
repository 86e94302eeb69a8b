public import EventSourcing
public import Vocabulary

/// What was sold of an item.
public struct ItemReport: Hashable, Sendable {
  /// The item.
  public let item: ItemID
  /// What the menu calls it now.
  public let name: String
  /// In how many orders it was.
  public let orders: Int64
  /// How many were sold.
  public let quantity: Int64
  /// What was charged for its lines, options and tax included, service charges not.
  public let gross: Amount
}

/// What was chosen of an option.
public struct OptionReport: Hashable, Sendable {
  /// The item that it went with.
  public let item: ItemID
  /// What the menu calls the item now.
  public let itemName: String
  /// The number of the choice.
  public let group: UInt32
  /// The number of the option within the choice.
  public let option: UInt32
  /// What the menu calls the option now.
  public let name: String
  /// On how many lines it was chosen.
  public let lines: Int64
  /// How many portions were sold: those of one item times the items of the line.
  public let portions: Int64
  /// What these portions added to the menu prices.
  public let added: Amount
}

extension Analytics {
  /// What a venue sold of each item on the days of a range: most first, then by name and ID.
  public func items(at venue: VenueID, in range: DateRange = .all) -> [ItemReport] {
    places(at: venue).compactMap { place -> ItemReport? in
      let item = items[place]
      var sum = ItemDay()
      for day in item.days.places(in: range) {
        sum.orders &+= item.days[day].orders
        sum.quantity &+= item.days[day].quantity
        sum.gross &+= item.days[day].gross
      }
      guard sum.quantity != 0 || sum.gross != 0 else { return nil }
      return ItemReport(
        item: itemIDs.ids[place], name: item.name, orders: sum.orders, quantity: sum.quantity,
        gross: Amount(minorUnits: sum.gross))
    }
    .sorted { ($1.quantity, $0.name, $0.item) < ($0.quantity, $1.name, $1.item) }
  }

  /// What a venue sold of each option on the days of a range: most portions first, then by name, item and number.
  public func options(at venue: VenueID, in range: DateRange = .all) -> [OptionReport] {
    places(at: venue).flatMap { place in items[place].options.compactMap { report($0, of: place, range) } }
      .sorted { one, other in
        if one.portions != other.portions { return one.portions > other.portions }
        if one.name != other.name { return one.name < other.name }
        return (one.item, one.group, one.option) < (other.item, other.group, other.option)
      }
  }

  private func report(_ option: OptionFigures, of item: Int, _ range: DateRange) -> OptionReport? {
    var sum = OptionDay()
    for day in option.days.places(in: range) {
      sum.lines &+= option.days[day].lines
      sum.portions &+= option.days[day].portions
      sum.added &+= option.days[day].added
    }
    guard sum.lines != 0 else { return nil }
    return OptionReport(
      item: itemIDs.ids[item], itemName: items[item].name, group: option.group, option: option.option,
      name: option.name, lines: sum.lines, portions: sum.portions, added: Amount(minorUnits: sum.added))
  }

  /// The indices of a venue's items.
  func places(at venue: VenueID) -> [Int] {
    guard let index = venueIDs.index(of: venue) else { return [] }
    return items.indices.filter { items[$0].venue == UInt32(index + 1) }
  }
}
