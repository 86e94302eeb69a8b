import EventSourcing
import Vocabulary

/// A file of orders, read by a mapping: what can be imported, and what was refused or is odd.
///
/// Pure: reads nothing but the bytes it is given, and does not know what has been imported before.
public struct OrderFile: Sendable {
  /// How the file was read.
  public let mapping: OrderMapping
  /// Rows of the file, without the header and empty lines.
  public private(set) var rows = 0
  /// In business-time order.
  private(set) var orders: [ImportedOrder] = []
  /// Everything that is refused or odd.
  private(set) var findings: [ImportFinding] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; callers refuse more than ``ImportLimits/fileBytes``.
  ///   - mapping: what its columns mean.
  /// - Throws: ``MappingError`` if the file does not have the columns that the mapping names; everything else that is
  ///   wrong with the file is a finding.
  public init(_ bytes: [UInt8], _ mapping: OrderMapping) throws(MappingError) {
    self.mapping = mapping
    var delimited = DelimitedReader(bytes, delimiter: mapping.file.delimiter, quotes: mapping.file.quotes)
    let reader = try RowReader(
      mapping, header: try mapping.file.header(&delimited, named: mapping.columns.map(\.column)))
    var assembler = OrderAssembler(mapping)
    while let (line, row) = delimited.next() {
      rows += 1
      do throws(RowRefusal) {
        assembler.add(try Self.read(row, line, reader))
      } catch {
        var refused: RefusedRow?
        if case .fields(let fields) = row { refused = reader.refused(fields) }
        if let refused { assembler.addRefused(refused) }
        findings.append(
          ImportFinding(
            severity: .refused, code: error.code, line: line, column: error.column,
            order: refused?.group.joined(separator: "/"), rows: 1, reason: error.reason))
      }
    }
    let (orders, oddities) = assembler.finish()
    self.orders = orders
    findings += oddities
  }

  /// What an import would find in the file, and the sums that it would come to if no rule of the venue refused a thing.
  public func preview() -> ImportSummary {
    var summary = ImportSummary(self)
    let tooLong = orders.filter { $0.rows.count > OrderLimits.lines }
    let possible = orders.filter { $0.rows.count <= OrderLimits.lines }
    summary.imported = possible.reduce(0) { $0 + $1.rows.count }
    summary.orders = possible.count
    summary.lines = summary.imported
    for row in possible.lazy.flatMap(\.rows) {
      summary.quantity += Int64(row.quantity)
      summary.gross = Amount(minorUnits: summary.gross.minorUnits &+ row.total.minorUnits)
    }
    let refusals = tooLong.map { order in
      order.finding(
        .refused, .orderRejected, nil,
        "it has \(order.rows.count) lines; an order has at most \(OrderLimits.lines)")
    }
    summary.report(findings + refusals + MenuNeeds(possible, mapping).findings)
    return summary
  }

  private static func read(
    _ row: DelimitedReader.Row, _ line: Int, _ reader: RowReader
  ) throws(RowRefusal) -> ImportedRow {
    switch row {
    case .damaged(let reason): throw RowRefusal(code: .rowDamaged, reason: reason)
    case .fields(let fields): try reader.read(fields, line: line)
    }
  }
}
