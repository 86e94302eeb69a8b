import EventSourcing
import Vocabulary

/// What the orders of a file need on the menu of one venue.
struct MenuNeeds {
  /// An item that was sold.
  struct Item {
    /// What the menu is to call it.
    var name: String
    /// The price that one was charged at most often; the lowest of several.
    var price: Amount
    /// The names of the options that were chosen with it, by the place of their choice, each in order of appearance.
    var options: [[String]]
    /// The line of the first row that names it.
    var line: Int
    /// How many rows name it.
    var rows: Int
  }

  /// In order of first sale.
  private(set) var items: [Item] = []
  /// Items whose rows were charged at several prices.
  private(set) var findings: [ImportFinding] = []

  init(_ orders: some Sequence<ImportedOrder>, _ mapping: OrderMapping) {
    var tallies: [String: Int] = [:]
    var sales: [Sales] = []
    for order in orders {
      for row in order.rows {
        let index = tallies[row.item] ?? sales.count
        if index == sales.count {
          tallies[row.item] = index
          sales.append(Sales(name: row.item, line: row.line))
        }
        sales[index].add(row)
      }
    }
    for sale in sales {
      items.append(sale.item)
      if let finding = sale.priceFinding(mapping.price) { findings.append(finding) }
    }
  }
}

/// The rows of one item.
private struct Sales {
  let name: String
  var line: Int
  var rows = 0
  var prices: [Amount: Int] = [:]
  var options: [[String]] = []
  var known: [Set<String>] = []

  init(name: String, line: Int) {
    self.name = name
    self.line = line
  }

  mutating func add(_ row: ImportedRow) {
    rows += 1
    line = min(line, row.line)
    prices[row.unitPrice ?? Amount(minorUnits: row.total.minorUnits / Int64(row.quantity)), default: 0] += 1
    for (place, names) in row.options.enumerated() {
      while options.count <= place {
        options.append([])
        known.append([])
      }
      for name in names where known[place].insert(name).inserted { options[place].append(name) }
    }
  }

  var item: MenuNeeds.Item {
    let usual = prices.min { ($1.value, $0.key) < ($0.value, $1.key) }
    return MenuNeeds.Item(name: name, price: usual?.key ?? .zero, options: options, line: line, rows: rows)
  }

  func priceFinding(_ format: OrderMapping.PriceFormat) -> ImportFinding? {
    guard prices.count > 1 else { return nil }
    let shown = prices.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      .map { "\(Money($0.key, format.currency)) (\($0.value) x)" }.joined(separator: ", ")
    return ImportFinding(
      severity: .note, code: .priceVaries, line: line, column: format.column, order: nil, rows: rows,
      reason: "\(name) was charged at \(prices.count) prices for one: \(shown); what was charged is kept")
  }
}
