import EventSourcing
import Vocabulary

/// A reservation as the file tells it.
struct ImportedReservation: Equatable, Sendable {
  /// Where it starts in the file, from 1.
  var line: Int
  /// Its number in the file, if it has one.
  var number: String?
  /// How many reservations of the very same content stand before it in booking order.
  var ordinal = 0
  /// What the venue's clock shows when the party comes.
  var visit: LocalTime
  /// When it was made.
  var bookedAt: Timestamp
  /// How many guests.
  var party: UInt32
  /// The part of the house that was asked for.
  var area: String
  /// Whose it is.
  var customer: String?
  /// What the file calls its venue.
  var venue: String?

  /// A finding about it.
  func finding(
    _ severity: ImportFinding.Severity, _ code: ImportFinding.Code, _ column: String?, _ reason: String
  ) -> ImportFinding {
    ImportFinding(
      severity: severity, code: code, line: line, column: column, order: number, rows: 1, reason: reason)
  }
}

/// A file of reservations, read by a mapping: what can be imported, and what was refused or is odd.
///
/// Pure: reads nothing but the bytes it is given, and does not know what has been imported before.
public struct ReservationFile: Sendable {
  /// How the file was read.
  public let mapping: ReservationMapping
  /// Rows of the file, without the header and empty lines.
  public private(set) var rows = 0
  /// In the order in which they were booked; as in the file, where the times are the same.
  private(set) var reservations: [ImportedReservation] = []
  /// Everything that is refused or odd.
  private(set) var findings: [ImportFinding] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; callers refuse more than ``ImportLimits/fileBytes``.
  ///   - mapping: what its columns mean.
  /// - Throws: ``MappingError`` if the file does not have the columns that the mapping names; everything else that is
  ///   wrong with the file is a finding.
  public init(_ bytes: [UInt8], _ mapping: ReservationMapping) throws(MappingError) {
    self.mapping = mapping
    var delimited = DelimitedReader(bytes, delimiter: mapping.file.delimiter, quotes: mapping.file.quotes)
    let header = try mapping.file.header(&delimited, named: mapping.columns.map(\.column))
    let columns = try ColumnReader(mapping.columns, header: header, mapping.file.encoding)
    while let (line, row) = delimited.next() {
      rows += 1
      do throws(RowRefusal) {
        switch row {
        case .damaged(let reason): throw RowRefusal(code: .rowDamaged, reason: reason)
        case .fields(let fields): try add(try Self.read(fields, line, columns, mapping))
        }
      } catch {
        findings.append(
          ImportFinding(
            severity: .refused, code: error.code, line: line, column: error.column, order: nil, rows: 1,
            reason: error.reason))
      }
    }
    sort()
  }

  /// What an import would find in the file, if no rule refused a thing.
  public func preview() -> ReservationImportSummary {
    var summary = ReservationImportSummary(self)
    summary.imported = reservations.count
    summary.bookings = reservations.count
    summary.covers = reservations.reduce(0) { $0 + Int64($1.party) }
    summary.slots = Set(reservations.map { Slot(venue: $0.venue, visit: $0.visit) }).count
    summary.report(findings)
    return summary
  }

  private struct Slot: Hashable {
    var venue: String?
    var visit: LocalTime
  }

  private mutating func add(_ row: (ImportedReservation, isAmbiguous: Bool)) throws(RowRefusal) {
    reservations.append(row.0)
    guard row.isAmbiguous else { return }
    findings.append(
      row.0.finding(
        .warning, .timeRepeated, mapping.booked.joined(separator: ", "),
        "its time of booking lies in a change of daylight saving; \(row.0.bookedAt) is used"))
  }

  private static func read(
    _ fields: [ArraySlice<UInt8>], _ line: Int, _ columns: ColumnReader, _ mapping: ReservationMapping
  ) throws(RowRefusal) -> (ImportedReservation, isAmbiguous: Bool) {
    try columns.check(fields)
    let reading = try columns.reading(mapping.visit, mapping.pattern, fields)
    let booked = try columns.moment(mapping.booked, mapping.pattern, mapping.rules, fields)
    let text = try columns.required(mapping.party, fields)
    guard let party = UInt32(text), party > 0 else {
      throw RowRefusal(
        code: .valueUnreadable, column: mapping.party, reason: "\"\(text)\" is not a whole number of guests")
    }
    let reservation = ImportedReservation(
      line: line,
      number: try mapping.number.map { (column) throws(RowRefusal) in try columns.required(column, fields) },
      visit: reading.local, bookedAt: booked.time, party: party,
      area: try mapping.area.map { (column) throws(RowRefusal) in try columns.text(column, fields) } ?? "",
      customer: try columns.optional(mapping.customer, fields), venue: try columns.optional(mapping.venue, fields))
    return (reservation, booked.isAmbiguous)
  }

  private mutating func sort() {
    let order = reservations.indices.sorted {
      (reservations[$0].bookedAt, $0) < (reservations[$1].bookedAt, $1)
    }
    reservations = order.map { reservations[$0] }
    var seen: [ImportedReservation: Int] = [:]
    for index in reservations.indices where reservations[index].number == nil {
      var content = reservations[index]
      content.line = 0
      content.customer = nil
      reservations[index].ordinal = seen[content, default: 0]
      seen[content, default: 0] += 1
    }
  }
}

extension ImportedReservation: Hashable {}
