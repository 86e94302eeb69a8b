import EventSourcing
import Vocabulary

/// An order as the file tells it.
struct ImportedOrder: Equatable {
  /// The values that its rows share; empty if it is a row by itself.
  var group: [String]
  /// How many orders of the very same content stand before it in the file; 0 for orders with a number of their own.
  var ordinal = 0
  /// When it was placed.
  var time: Timestamp
  /// Its rows, in the order of the file.
  var rows: [ImportedRow]

  /// Its first row's line.
  var line: Int { rows.first?.line ?? 0 }
  /// What the file calls its venue.
  var venue: String? { rows.first?.venue }
  /// Who ordered.
  var customer: String? { rows.lazy.compactMap(\.customer).first }
  /// Its number in the file, for people.
  var label: String? { group.isEmpty ? nil : group.joined(separator: "/") }
}

/// What is known of a row that was refused.
struct RefusedRow {
  /// The values that the rows of its order share.
  var group: [String]
  /// What the file calls its venue, if that can be read.
  var venue: Result<String?, RowRefusal>
}

/// Puts the rows of a file together to orders, in business-time order.
struct OrderAssembler {
  /// What tells an order from the others: venues number theirs on their own.
  private struct Key: Hashable {
    var group: [String]
    var venue: String?
  }

  private struct Draft {
    var rows: [ImportedRow] = []
    var isIncomplete = false
  }

  private let mapping: OrderMapping
  private var drafts: [Draft] = []
  private var places: [Key: Int] = [:]
  private var incomplete: Set<Key> = []
  /// Those that lack a row of which nobody knows at which venue.
  private var incompleteSomewhere: Set<[String]> = []

  init(_ mapping: OrderMapping) { self.mapping = mapping }

  /// Takes a row in.
  mutating func add(_ row: ImportedRow) {
    guard !row.group.isEmpty else {
      drafts.append(Draft(rows: [row]))
      return
    }
    let key = Key(group: row.group, venue: row.venue)
    if let place = places[key] {
      drafts[place].rows.append(row)
    } else {
      places[key] = drafts.count
      drafts.append(Draft(rows: [row]))
    }
  }

  /// Notes that a row of an order was refused.
  mutating func addRefused(_ row: RefusedRow) {
    switch row.venue {
    case .success(let venue): incomplete.insert(Key(group: row.group, venue: venue))
    case .failure: incompleteSomewhere.insert(row.group)
    }
  }

  /// All orders, and what is odd about them.
  func finish() -> (orders: [ImportedOrder], findings: [ImportFinding]) {
    var findings: [ImportFinding] = []
    var orders: [ImportedOrder] = []
    orders.reserveCapacity(drafts.count)
    for draft in drafts {
      guard let first = draft.rows.first else { continue }
      let order = ImportedOrder(group: first.group, time: time(of: draft.rows), rows: draft.rows)
      let isIncomplete =
        incomplete.contains(Key(group: first.group, venue: first.venue)) || incompleteSomewhere.contains(first.group)
      if isIncomplete, mapping.order.incomplete == .refuse {
        findings.append(
          order.finding(
            .refused, .orderIncomplete, nil, "other rows of this order are refused, and the mapping refuses such orders"
          ))
        continue
      }
      findings += oddities(of: order, isIncomplete: isIncomplete)
      orders.append(order)
    }
    sort(&orders)
    number(&orders)
    return (orders, findings)
  }

  /// The earliest time that a row states; the invented one if the file has none.
  ///
  /// An invented time depends on the line alone, so that mending a refused row moves no other order.
  private func time(of rows: [ImportedRow]) -> Timestamp {
    switch mapping.time {
    case .columns:
      guard let time = rows.lazy.compactMap(\.time).min() else { preconditionFailure("a row was read without a time") }
      return time
    case .invented(let start, let everySeconds):
      let firstLine = mapping.file.header ? 2 : 1
      return start.later(bySeconds: Int64(max(0, rows[0].line - firstLine)) * everySeconds)
    }
  }

  /// By time. Orders of one time stay as in the file, or the other way round if the file runs backwards.
  private func sort(_ orders: inout [ImportedOrder]) {
    guard let first = orders.first, let last = orders.last else { return }
    if first.time > last.time { orders.reverse() }
    // Stable, as the standard library's sort is in fact but does not promise to be.
    let sorted = orders.indices.sorted { (orders[$0].time, $0) < (orders[$1].time, $1) }
    orders = sorted.map { orders[$0] }
  }

  /// Tells orders without a number of their own, and of the same content, apart.
  private func number(_ orders: inout [ImportedOrder]) {
    guard mapping.order.columns.isEmpty else { return }
    var seen: [[String]: Int] = [:]
    for index in orders.indices {
      let content = orders[index].content
      orders[index].ordinal = seen[content, default: 0]
      seen[content, default: 0] += 1
    }
  }

  // MARK: Oddities

  private func oddities(of order: ImportedOrder, isIncomplete: Bool) -> [ImportFinding] {
    var findings: [ImportFinding] = []
    let declared = Set(order.rows.compactMap(\.declaredLines))
    if declared.count == 1, let count = declared.first, count != order.rows.count, !isIncomplete {
      findings.append(
        order.finding(
          .warning, .lineCountDiffers, mapping.declaredLines,
          "it declares \(count) lines and has \(order.rows.count); all of them are imported"))
    } else if declared.count > 1 {
      findings.append(
        order.finding(
          .warning, .orderContradictsItself, mapping.declaredLines,
          "its rows declare different numbers of lines: \(declared.sorted().map(String.init).joined(separator: ", "))"))
    }
    if Set(order.rows.map(\.time)).count > 1 {
      findings.append(
        order.finding(
          .warning, .orderContradictsItself, nil, "its rows have different times; the earliest, \(order.time), is used")
      )
    }
    if Set(order.rows.compactMap(\.customer)).count > 1 {
      findings.append(
        order.finding(.warning, .orderContradictsItself, nil, "its rows name different customers; the first is used"))
    }
    if order.rows.contains(where: \.isTimeAmbiguous) {
      findings.append(
        order.finding(
          .warning, .timeRepeated, nil, "its local time lies in a change of daylight saving; \(order.time) is used"))
    }
    return findings
  }
}

extension ImportedOrder {
  /// A finding about the whole order.
  func finding(
    _ severity: ImportFinding.Severity, _ code: ImportFinding.Code, _ column: String?, _ reason: String
  ) -> ImportFinding {
    ImportFinding(
      severity: severity, code: code, line: line, column: column, order: label, rows: rows.count, reason: reason)
  }

  /// What tells an order without a number from others: all that the file says, but for who ordered, which may be
  /// somebody's name and must not enter an ID.
  var content: [String] {
    var content: [String] = []
    for row in rows {
      content.append(row.time?.description ?? "")
      content.append(row.item)
      content.append(String(row.quantity))
      content.append(row.unitPrice.map { String($0.minorUnits) } ?? "")
      content.append(String(row.total.minorUnits))
      content.append(String(row.options.count))
      for group in row.options { content += [String(group.count)] + group }
    }
    return content
  }
}
