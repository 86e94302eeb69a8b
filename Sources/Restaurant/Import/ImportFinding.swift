/// Something in a file that was refused, or that is odd: where, and why.
public struct ImportFinding: Sendable, Equatable {
  /// What it means for the import.
  public enum Severity: String, Sendable, CaseIterable {
    /// Rows were not imported.
    case refused
    /// Imported, but it deserves a look.
    case warning
    /// Imported; worth knowing.
    case note
  }

  /// What is the matter; stable names for programs.
  public enum Code: String, Sendable, CaseIterable {
    case rowDamaged = "row_damaged"
    case columnCountDiffers = "column_count_differs"
    case textMalformed = "text_malformed"
    case valueMissing = "value_missing"
    case valueUnreadable = "value_unreadable"
    case timeSkipped = "time_skipped"
    case timeRepeated = "time_repeated"
    case amountTooLarge = "amount_too_large"
    case venueUnknown = "venue_unknown"
    case orderContradictsItself = "order_contradicts_itself"
    case orderIncomplete = "order_incomplete"
    case lineCountDiffers = "line_count_differs"
    case priceVaries = "price_varies"
    case itemRejected = "item_rejected"
    case itemNotOrdered = "item_not_ordered"
    case orderRejected = "order_rejected"
    case orderChanged = "order_changed"
    case reservationRejected = "reservation_rejected"
    case reservationChanged = "reservation_changed"
  }

  /// What it means for the import.
  public var severity: Severity
  /// What is the matter.
  public var code: Code
  /// The line of the file, from 1; the first one if it concerns several.
  public var line: Int
  /// The column, if it is one that matters.
  public var column: String?
  /// The order's number in the file, if it is known.
  public var order: String?
  /// How many rows it concerns.
  public var rows: Int
  /// For people: what is the matter, with the values at hand.
  public var reason: String
  /// The code of the rule that refused it, if one did.
  public var rule: String?
}

extension [ImportFinding] {
  /// By line; as they were found, where several concern one line.
  var inOrderOfLines: [ImportFinding] {
    enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }
}

extension ImportFinding: CustomStringConvertible {
  /// `line 12, column Quantity: refused: it is zero`.
  public var description: String {
    let place = ["line \(line)", column.map { "column \($0)" }, order.map { "order \($0)" }]
    return "\(place.compactMap(\.self).joined(separator: ", ")): \(severity.rawValue): \(reason)"
  }
}
