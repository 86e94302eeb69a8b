import EventSourcing
import Foundation
import Vocabulary

/// Finds the columns that a mapping names, and reads their texts.
struct ColumnReader {
  private let places: [String: Int]
  private let columnCount: Int
  private let encoding: ExportFormat.Encoding

  /// A reader of these columns.
  ///
  /// - Parameters:
  ///   - columns: every column that the mapping names, with the path of the key that names it.
  ///   - header: the names of the columns; for a file without header, the numbers from `"1"`.
  /// - Throws: ``MappingError`` if the mapping names a column that is not there, or is there twice.
  init(
    _ columns: [(path: String, column: String)], header: [String], _ encoding: ExportFormat.Encoding
  ) throws(MappingError) {
    var places: [String: Int] = [:]
    var problems: [MappingProblem] = []
    if header.count == 1, Set(columns.map(\.column)).subtracting(header).count > 1 {
      // Every column would be missed, and each time for this.
      throw MappingError(problems: [
        MappingProblem(
          path: "file.delimiter",
          reason: "the file's first line is one single column, \"\(header[0])\"; what stands between the columns?")
      ])
    }
    for (path, column) in columns where places[column] == nil {
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
    self.places = places
    self.encoding = encoding
    columnCount = header.count
  }

  /// Whether a row has as many fields as there are columns.
  func fits(_ fields: [ArraySlice<UInt8>]) -> Bool { fields.count == columnCount }

  /// Refuses a row that has more or fewer fields than there are columns.
  func check(_ fields: [ArraySlice<UInt8>]) throws(RowRefusal) {
    guard fits(fields) else {
      throw RowRefusal(
        code: .columnCountDiffers, reason: "it has \(fields.count) columns where the file has \(columnCount)")
    }
  }

  /// The text of a column, without blanks around it.
  func text(_ column: String, _ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    guard let place = places[column] else { preconditionFailure("column \(column) was not looked up") }
    guard let text = encoding.text(of: fields[place]) else {
      throw RowRefusal(code: .textMalformed, column: column, reason: "its bytes are not \(encoding.rawValue)")
    }
    return text.trimmed
  }

  /// The text of a column that must not be empty.
  func required(_ column: String, _ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String {
    let text = try text(column, fields)
    guard !text.isEmpty else { throw RowRefusal(code: .valueMissing, column: column, reason: "it is empty") }
    return text
  }

  /// The value of a column or a constant; nil if it is empty.
  func optional(_ origin: ValueOrigin?, _ fields: [ArraySlice<UInt8>]) throws(RowRefusal) -> String? {
    switch origin {
    case nil: return nil
    case .constant(let text): return text
    case .column(let column):
      let text = try text(column, fields)
      return text.isEmpty ? nil : text
    }
  }

  /// What the clock shows in these columns.
  func reading(
    _ columns: [String], _ pattern: DatePattern, _ fields: [ArraySlice<UInt8>]
  ) throws(RowRefusal) -> DatePattern.Reading {
    var texts: [String] = []
    for column in columns { texts.append(try required(column, fields)) }
    let text = texts.joined(separator: " ")
    guard let reading = pattern.read(text) else {
      throw RowRefusal(
        code: .valueUnreadable, column: columns.joined(separator: ", "),
        reason: "\"\(text)\" is not a time in the form \(pattern.text), or no calendar and clock shows it")
    }
    return reading
  }

  /// The moment that these columns name.
  func moment(
    _ columns: [String], _ pattern: DatePattern, _ rules: TimeSource.ClockRules, _ fields: [ArraySlice<UInt8>]
  ) throws(RowRefusal) -> TimeSource.ClockRules.Moment {
    let reading = try reading(columns, pattern, fields)
    do throws(TimeSource.ClockRules.NoSuchMoment) {
      return try rules.moment(reading)
    } catch {
      throw RowRefusal(code: error.code, column: columns.joined(separator: ", "), reason: error.reason)
    }
  }
}

extension ExportFormat.Encoding {
  /// The text of these bytes; nil if they are not of this encoding.
  func text(of bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .windows1252: String(bytes: bytes, encoding: .windowsCP1252)
    case .latin1: String(bytes: bytes, encoding: .isoLatin1)
    }
  }
}
