import EventSourcing
import Foundation
import Vocabulary

/// Reads the fields of a row by a mapping.
struct RowReader {
  private let mapping: OrderMapping
  private let places: [String: Int]
  private let columnCount: Int

  /// A reader for files with these columns.
  ///
  /// - Parameter header: the names of the columns; for a file without header, the numbers from `"1"`.
  /// - Throws: ``MappingError`` if the mapping names a column that is not there, or is there twice.
  init(_ mapping: OrderMapping, header: [String]) throws(MappingError) {
    var places: [String: Int] = [:]
    var problems: [MappingProblem] = []
    for (path, column) in mapping.columns where places[column] == nil {
      let matches = header.indices.filter { header[$0] == column }
      if matches.count == 1 {
        places[column] = matches[0]
      } else {
        let known = header.map { "\"\($0)\"" }.joined(separator: ", ")
        let count = matches.isEmpty ? "no column" : "\(matches.count) columns"
        problems.append(MappingProblem(path: path, reason: "the file has \(count) \"\(column)\"; it has \(known)"))
      }
    }
    guard problems.isEmpty else { throw MappingError(problems: problems) }
    self.mapping = mapping
    self.places = places
    columnCount = header.count
  }

  /// Understands a row, or says why not.
  func read(_ fields: [ArraySlice<UInt8>], line: Int) throws(RowRefusal) -> ImportedRow {
    guard fields.count == columnCount else {
      throw RowRefusal(
        code: .columnCountDiffers, reason: "it has \(fields.count) columns where the file has \(columnCount)")
    }
    var group: [String] = []
    for column in mapping.order.columns { group.append(try required(column, fields)) }
    let item = try itemName(fields)
    let quantity = try readQuantity(fields)
    let (unitPrice, total) = try readPrice(fields, quantity)
    let options = try readOptions(fields)
    var row = ImportedRow(
      line: line, group: group, item: item, quantity: quantity, unitPrice: unitPrice, total: total, options: options)
    try readTime(fields, into: &row)
    row.declaredLines = try readDeclared(fields)
    row.customer = try optional(mapping.customer, fields)
    row.venue = try optional(mapping.venue, fields)
    return row
  }

  /// The values by which a row names its order, if they can be read even though the row is refused.
  func group(_ fields: [ArraySlice<UInt8>]) -> [String]? {
    guard fields.count == columnCount, !mapping.order.columns.isEmpty else { return nil }
    let values = mapping.order.columns.compactMap { try? required($0, fields) }
    return values.count == mapping.order.columns.count ? values : nil
  }

  // MARK: Fields

  private func text(_ column: String, _ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    guard let place = places[column] else { preconditionFailure("column \(column) was not looked up") }
    let bytes = fields[place]
    guard let text = mapping.file.encoding.text(of: bytes) else {
      throw RowRefusal(
        code: .textMalformed, column: column, reason: "its bytes are not \(mapping.file.encoding.rawValue)")
    }
    return text.trimmed
  }

  private func required(_ column: String, _ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    let text = try text(column, fields)
    guard !text.isEmpty else { throw RowRefusal(code: .valueMissing, column: column, reason: "it is empty") }
    return text
  }

  private func optional(
    _ origin: OrderMapping.Origin?, _ fields: [ArraySlice<UInt8>]
  ) throws(RowRefusal) -> String? {
    switch origin {
    case nil: return nil
    case .constant(let text): return text
    case .column(let column):
      let text = try text(column, fields)
      return text.isEmpty ? nil : text
    }
  }

  private func itemName(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    switch mapping.item {
    case .constant(let name): name
    case .column(let column): try required(column, fields)
    }
  }

  private func readQuantity(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> UInt32 {
    guard let column = mapping.quantity else { return 1 }
    let text = try required(column, fields)
    do throws(DecimalText.Unreadable) {
      return try mapping.price.number.quantity(text)
    } catch {
      throw RowRefusal(code: .valueUnreadable, column: column, reason: error.reason)
    }
  }

  private func readDeclared(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> UInt32? {
    guard let column = mapping.declaredLines else { return nil }
    let text = try text(column, fields)
    if text.isEmpty { return nil }
    guard let count = UInt32(text) else {
      throw RowRefusal(code: .valueUnreadable, column: column, reason: "\"\(text)\" is not a whole number")
    }
    return count
  }

  private func readPrice(
    _ fields: [ArraySlice<UInt8>], _ quantity: UInt32
  ) throws(RowRefusal) -> (unit: Amount?, total: Amount) {
    let format = mapping.price
    let text = try required(format.column, fields)
    let amount: Amount
    do throws(DecimalText.Unreadable) {
      amount = try format.number.amount(text, in: format.currency)
    } catch {
      throw RowRefusal(code: .valueUnreadable, column: format.column, reason: error.reason)
    }
    guard format.means == .unitPrice else { return (nil, amount) }
    do throws(MoneyError) {
      return (amount, try amount.times(quantity))
    } catch {
      throw RowRefusal(
        code: .amountTooLarge, column: format.column, reason: "\(quantity) times \"\(text)\": \(error)")
    }
  }

  private func readOptions(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> [[String]] {
    guard let format = mapping.modifiers else { return [] }
    let text = try text(format.column, fields)
    if text.isEmpty || format.none.contains(text) { return [] }
    do throws(ModifierSyntax.Unreadable) {
      return try format.syntax.groups(text)
    } catch {
      throw RowRefusal(code: .valueUnreadable, column: format.column, reason: "\"\(text)\": \(error.reason)")
    }
  }

  private func readTime(_ fields: [ArraySlice<UInt8>], into row: inout ImportedRow) throws(RowRefusal) {
    guard case .columns(let columns, let pattern, let rules) = mapping.time else { return }
    let name = columns.joined(separator: ", ")
    var texts: [String] = []
    for column in columns { texts.append(try required(column, fields)) }
    let text = texts.joined(separator: " ")
    guard let reading = pattern.read(text) else {
      throw RowRefusal(
        code: .valueUnreadable, column: name,
        reason: "\"\(text)\" is not a time in the form \(pattern.text), or no calendar and clock shows it")
    }
    do throws(TimeSource.ClockRules.NoSuchMoment) {
      let moment = try rules.moment(reading)
      row.time = moment.time
      row.isTimeAmbiguous = moment.isAmbiguous
    } catch {
      throw RowRefusal(code: error.code, column: name, reason: error.reason)
    }
  }
}

extension OrderMapping {
  /// The column of the item's name, if it has one.
  var itemColumn: String? { if case .column(let name) = item { name } else { nil } }

  /// Every column that the mapping names, with the path of the key that names it.
  var columns: [(path: String, column: String)] {
    var columns = order.columns.map { ("order.columns", $0) }
    if case .columns(let names, _, _) = time { columns += names.map { ("time.columns", $0) } }
    if case .column(let name) = item { columns.append(("item.column", name)) }
    columns.append(("price.column", price.column))
    if let quantity { columns.append(("quantity.column", quantity)) }
    if let declaredLines { columns.append(("declared_lines.column", declaredLines)) }
    if let modifiers { columns.append(("modifiers.column", modifiers.column)) }
    if case .column(let name)? = customer { columns.append(("customer.column", name)) }
    if case .column(let name)? = venue { columns.append(("venue.column", name)) }
    return columns
  }
}

extension OrderMapping.Encoding {
  /// The text of these bytes; nil if they are not of this encoding.
  func text(of bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .windows1252: String(bytes: bytes, encoding: .windowsCP1252)
    case .latin1: String(bytes: bytes, encoding: .isoLatin1)
    }
  }
}
