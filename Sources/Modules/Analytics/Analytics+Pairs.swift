public import EventSourcing
public import Vocabulary

/// Two items, and how often one order had both.
///
/// The measures of Agrawal, Imieliński and Swami, "Mining Association Rules between Sets of Items in Large Databases"
/// (SIGMOD 1993), and the lift of Brin et al., "Dynamic Itemset Counting" (SIGMOD 1997).
public struct ItemPair: Hashable, Sendable {
  /// One of the items: the one that is in more orders.
  public let first: ItemReport
  /// The other.
  public let second: ItemReport
  /// How many orders have both.
  public let together: Int64
  /// How many orders there are.
  public let orders: Int64

  /// The share of all orders that have both.
  public var support: Double { Double(together) / Double(orders) }
  /// The share of the orders with the first that have the second, too.
  public var confidence: Double { Double(together) / Double(first.orders) }
  /// The share of the orders with the second that have the first, too.
  public var reverseConfidence: Double { Double(together) / Double(second.orders) }
  /// How much more often they are together than they would be by chance: above 1, they attract each other.
  public var lift: Double { Double(together) * Double(orders) / (Double(first.orders) * Double(second.orders)) }
}

/// The pairs of a venue's whole history.
public struct PairReport: Hashable, Sendable {
  /// The pairs that were ordered together at least once: most often together first, then by names and IDs.
  public internal(set) var pairs: [ItemPair] = []
  /// How often an order had a pair that is not counted, because the venue had ``AnalyticsLimits/pairs`` others.
  public internal(set) var leftOut: Int64 = 0
}

extension Analytics {
  /// Which items of a venue are ordered together. Pairs are not kept by day: this is always the whole history.
  public func pairs(at venue: VenueID) -> PairReport {
    guard let index = venueIDs.index(of: venue) else { return PairReport() }
    let orders = sales(at: venue).total.orders
    var reports: [ItemID: ItemReport] = [:]
    for item in items(at: venue) { reports[item.item] = item }
    let pairs = pairs.sorted.compactMap { pair, count -> ItemPair? in
      guard count > 0, items[Int(pair.first)].venue == UInt32(index + 1),
        let one = reports[itemIDs.ids[Int(pair.first)]], let other = reports[itemIDs.ids[Int(pair.second)]]
      else { return nil }
      let ordered = (other.orders, one.item) < (one.orders, other.item)
      return ItemPair(first: ordered ? one : other, second: ordered ? other : one, together: count, orders: orders)
    }
    return PairReport(pairs: pairs.sorted(by: Self.precedes), leftOut: venues[index].pairsLeftOut)
  }

  private static func precedes(_ a: ItemPair, _ b: ItemPair) -> Bool {
    if a.together != b.together { return a.together > b.together }
    return (a.first.name, a.second.name, a.first.item, a.second.item)
      < (b.first.name, b.second.name, b.first.item, b.second.item)
  }
}
