public import Vocabulary

/// Where a party can be placed, in the order in which places are given out.
///
/// Tables have dense numbers in the order in which they were put up. A place is one table or a listed combination.
/// Single tables come first, the smallest that fits in front; among equals the one with the larger smallest party,
/// which wastes less, then the one put up first. Combinations come last: the smallest, then the one of fewer tables,
/// then the one listed first.
public struct FloorPlan: Sendable {
  /// One table, or several that are pushed together.
  public struct Place: Hashable, Sendable {
    /// The numbers of the tables.
    public let tables: [Int]
    /// The smallest party that it is given to.
    public let minSeats: UInt32
    /// The largest party that fits.
    public let maxSeats: UInt32
    /// The area of all its tables; nil if they stand in different ones.
    public let area: String?

    /// A place of these tables, by their numbers.
    public init(tables: [Int], minSeats: UInt32, maxSeats: UInt32, area: String?) {
      self.tables = tables
      self.minSeats = minSeats
      self.maxSeats = maxSeats
      self.area = area
    }

    /// Whether the party fits, in the part of the house that it wants; an empty `area` is any.
    public func fits(_ party: UInt32, area wanted: String) -> Bool {
      minSeats <= party && party <= maxSeats && (wanted.isEmpty || area == wanted)
    }
  }

  /// The tables by number.
  public private(set) var ids: [TableID] = []
  /// The places in the order in which they are given out.
  public private(set) var places: [Place] = []
  private var numbers = IdentityTable<TableKind>()
  /// How many of the places, from the front, are single tables.
  private var singles = 0

  /// A house without tables.
  public init() {}

  /// The plan of these tables, each of which is there once. A combination of which a table is missing is no place.
  public init(tables: [Table], combinations: [TableCombination]) {
    for table in tables { add(table) }
    combine(combinations, of: tables)
  }

  /// Puts up a table that is part of no combination yet. Cheap, for venues are set up table by table.
  mutating func add(_ table: Table) {
    let place = Place(
      tables: [numbers.intern(table.id)], minSeats: table.minSeats, maxSeats: table.maxSeats, area: table.area)
    ids.append(table.id)
    var (low, high) = (0, singles)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].isGivenOutBefore(place) { low = middle + 1 } else { high = middle }
    }
    places.insert(place, at: low)
    singles += 1
  }

  /// Lists the combinations, replacing those before.
  mutating func combine(_ combinations: [TableCombination], of tables: [Table]) {
    places.removeSubrange(singles...)
    places += combinations.enumerated()
      .filter { $0.element.tables.allSatisfy { numbers.index(of: $0) != nil } }
      .sorted { a, b in
        (a.element.maxSeats, a.element.tables.count, a.offset) < (b.element.maxSeats, b.element.tables.count, b.offset)
      }
      .map { combination in
        let members = combination.element.tables.compactMap { numbers.index(of: $0) }.sorted()
        let areas = Set(members.map { tables[$0].area })
        return Place(
          tables: members, minSeats: combination.element.minSeats, maxSeats: combination.element.maxSeats,
          area: areas.count == 1 ? areas.first : nil)
      }
  }

  /// The number of a table, if it is in use.
  public func number(of table: TableID) -> Int? { numbers.index(of: table) }

  /// The IDs of a place's tables, ascending.
  public func tables(of place: Place) -> [TableID] { place.tables.map { ids[$0] }.sorted() }
}

extension FloorPlan.Place {
  /// The order of single tables; the one put up first in front, among equals.
  fileprivate func isGivenOutBefore(_ other: FloorPlan.Place) -> Bool {
    // Descending in min_seats: the complement turns the order round.
    (maxSeats, ~minSeats, tables[0]) < (other.maxSeats, ~other.minSeats, other.tables[0])
  }
}
