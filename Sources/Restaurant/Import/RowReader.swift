import EventSourcing
import Vocabulary

/// Reads the fields of a row by a mapping.
struct RowReader {
  private let mapping: OrderMapping
  private let columns: ColumnReader

  /// A reader for files with these columns.
  ///
  /// - Parameter header: the names of the columns; for a file without header, the numbers from `"1"`.
  /// - Throws: ``MappingError`` if the mapping names a column that is not there, or is there twice.
  init(_ mapping: OrderMapping, header: [String]) throws(MappingError) {
    self.mapping = mapping
    columns = try ColumnReader(mapping.columns, header: header, mapping.file.encoding)
  }

  /// Understands a row, or says why not.
  func read(_ fields: [ArraySlice<UInt8>], line: Int) throws(RowRefusal) -> ImportedRow {
    try columns.check(fields)
    var group: [String] = []
    for column in mapping.order.columns { group.append(try columns.required(column, fields)) }
    let item = try itemName(fields)
    let quantity = try readQuantity(fields)
    let (unitPrice, total) = try readPrice(fields, quantity)
    let options = try readOptions(fields)
    var row = ImportedRow(
      line: line, group: group, item: item, quantity: quantity, unitPrice: unitPrice, total: total, options: options)
    try readTime(fields, into: &row)
    row.declaredLines = try readDeclared(fields)
    row.customer = try columns.optional(mapping.customer, fields)
    row.venue = try columns.optional(mapping.venue, fields)
    return row
  }

  /// The order of a row that is refused, if that can be read all the same.
  func refused(_ fields: [ArraySlice<UInt8>]) -> RefusedRow? {
    guard columns.fits(fields), !mapping.order.columns.isEmpty else { return nil }
    let group = mapping.order.columns.compactMap { try? columns.required($0, fields) }
    guard group.count == mapping.order.columns.count else { return nil }
    let venue = Result { () throws(RowRefusal) in try columns.optional(mapping.venue, fields) }
    return RefusedRow(group: group, venue: venue)
  }

  // MARK: Fields

  private func itemName(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    switch mapping.item {
    case .constant(let name): name
    case .column(let column): try columns.required(column, fields)
    }
  }

  private func readQuantity(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> UInt32 {
    guard let column = mapping.quantity else { return 1 }
    let text = try columns.required(column, fields)
    let quantity: UInt32
    do throws(DecimalText.Unreadable) {
      quantity = try mapping.price.number.quantity(text)
    } catch {
      throw RowRefusal(code: .valueUnreadable, column: column, reason: error.reason)
    }
    guard quantity <= OrderLimits.quantity else {
      throw RowRefusal(
        code: .valueUnreadable, column: column,
        reason: "\(quantity) of one item; a line has at most \(OrderLimits.quantity)")
    }
    return quantity
  }

  private func readDeclared(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> UInt32? {
    guard let column = mapping.declaredLines else { return nil }
    let text = try columns.text(column, fields)
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
    let text = try columns.required(format.column, fields)
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
    let text = try columns.text(format.column, fields)
    if text.isEmpty || format.none.contains(text) { return [] }
    do throws(ModifierSyntax.Unreadable) {
      return try format.syntax.groups(text)
    } catch {
      throw RowRefusal(code: .valueUnreadable, column: format.column, reason: "\"\(text)\": \(error.reason)")
    }
  }

  private func readTime(_ fields: [ArraySlice<UInt8>], into row: inout ImportedRow) throws(RowRefusal) {
    guard case .columns(let names, let pattern, let rules) = mapping.time else { return }
    let moment = try columns.moment(names, pattern, rules, fields)
    row.time = moment.time
    row.isTimeAmbiguous = moment.isAmbiguous
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
