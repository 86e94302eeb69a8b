public import EventSourcing
public import Vocabulary

/// What an import did, and what the log holds of its file now.
///
/// `rows` = `imported` + `repeated` + `refused`. The sums `orders`, `lines`, `quantity` and `gross` are read back from
/// the log for exactly the orders of this file, whenever they were imported.
public struct ImportSummary: Sendable, Equatable {
  /// Rows of the file, without the header and empty lines.
  public var rows = 0
  /// Rows whose orders this run recorded.
  public var imported = 0
  /// Rows whose orders had been recorded before.
  public var repeated = 0
  /// Rows that are not in the log.
  public var refused = 0
  /// Warnings among the findings.
  public var warnings = 0
  /// Notes among the findings.
  public var notes = 0
  /// Events that this run appended, those of the set-up included.
  public var events = 0
  /// Items that this run put on menus.
  public var items = 0
  /// Orders of the file that are in the log.
  public var orders = 0
  /// Their lines.
  public var lines = 0
  /// The quantities of their lines.
  public var quantity: Int64 = 0
  /// What they came to.
  public var gross = Amount.zero
  /// What that is in.
  public var currency = Currency.none
  /// When the first order of the file was placed.
  public var firstOrderAt: Timestamp?
  /// When the last order of the file was placed.
  public var lastOrderAt: Timestamp?
  /// How long the import took, reading the file included; set by the caller.
  public var duration = Duration.zero
  /// Everything that was refused or is odd, in the order of lines.
  public var findings: [ImportFinding] = []

  /// Nothing imported yet.
  public init() {}

  /// Seconds that the import took.
  public var seconds: Double { duration.inSeconds }

  /// What the orders came to, for people: `GBP 340970.50`.
  public var grossText: String { Money(gross, currency).description }

  /// Rows read and recorded in a second.
  public var rowsPerSecond: Double { seconds > 0 ? Double(rows) / seconds : 0 }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

extension ImportSummary: Encodable {
  private enum Key: String, CodingKey {
    case rows, imported, repeated, refused, warnings, notes, events, items, orders, lines, quantity
    case gross = "gross_minor"
    case currency
    case firstOrderAt = "first_order_at"
    case lastOrderAt = "last_order_at"
    case seconds
    case rowsPerSecond = "rows_per_second"
    case findings
  }

  /// The summary as one JSON object, with keys in snake case.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(imported, forKey: .imported)
    try container.encode(repeated, forKey: .repeated)
    try container.encode(refused, forKey: .refused)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(notes, forKey: .notes)
    try container.encode(events, forKey: .events)
    try container.encode(items, forKey: .items)
    try container.encode(orders, forKey: .orders)
    try container.encode(lines, forKey: .lines)
    try container.encode(quantity, forKey: .quantity)
    try container.encode(gross.minorUnits, forKey: .gross)
    try container.encode(currency.code, forKey: .currency)
    try container.encodeIfPresent(firstOrderAt?.description, forKey: .firstOrderAt)
    try container.encodeIfPresent(lastOrderAt?.description, forKey: .lastOrderAt)
    try container.encode((seconds * 1000).rounded() / 1000, forKey: .seconds)
    try container.encode(rowsPerSecond.rounded(), forKey: .rowsPerSecond)
    try container.encode(findings, forKey: .findings)
  }
}

extension ImportFinding: Encodable {
  private enum Key: String, CodingKey {
    case severity, code, line, column, order, rows, reason, rule
  }

  /// The finding as one JSON object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(severity.rawValue, forKey: .severity)
    try container.encode(code.rawValue, forKey: .code)
    try container.encode(line, forKey: .line)
    try container.encodeIfPresent(column, forKey: .column)
    try container.encodeIfPresent(order, forKey: .order)
    try container.encode(rows, forKey: .rows)
    try container.encode(reason, forKey: .reason)
    try container.encodeIfPresent(rule, forKey: .rule)
  }
}

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
  /// What it does.
  public enum Phase: String, Sendable {
    /// Sets the venue up, and puts items on the menu.
    case preparing
    /// Records the orders.
    case recording
  }

  /// What it does.
  public var phase: Phase
  /// How much of that is done: items or orders.
  public var done: Int
  /// Of how many.
  public var total: Int
}
