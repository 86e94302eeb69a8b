import EventSourcing

/// How the bytes of an export become fields: the section `file` of a mapping.
public struct ExportFormat: Sendable, Equatable {
  /// What stands between fields.
  public internal(set) var delimiter = Delimiter.character(UInt8(ascii: ","))
  /// How bytes become text.
  public internal(set) var encoding = Encoding.utf8
  /// Whether the first row names the columns.
  public internal(set) var header = true
  /// The names of the columns that the mapping gives, where no row of the file does; empty if they are numbered.
  public internal(set) var columns: [String] = []
  /// Whether `"` quotes fields.
  public internal(set) var quotes = true

  /// What stands between fields.
  public enum Delimiter: Sendable, Equatable {
    /// This ASCII character.
    case character(UInt8)
    /// Any run of blanks and tabs; those around a row are nothing.
    case whitespace
  }

  /// How bytes become text.
  public enum Encoding: String, CaseIterable, Sendable {
    /// UTF-8; a byte order mark is skipped.
    case utf8 = "utf-8"
    /// What Windows programs of western Europe and America write.
    case windows1252 = "windows-1252"
    /// ISO 8859-1.
    case latin1 = "iso-8859-1"
  }
}

/// Where a value comes from: a column, or the same for all rows.
public enum ValueOrigin: Sendable, Equatable {
  /// The column of this name.
  case column(String)
  /// This text.
  case constant(String)

  /// The column, if it is one.
  var column: String? { if case .column(let name) = self { name } else { nil } }
}

extension ExportFormat {
  /// Reads the section of a mapping.
  static func read(_ reader: MappingReader) -> ExportFormat {
    var format = ExportFormat()
    if let delimiter = reader.string("delimiter") {
      if delimiter == "whitespace" {
        format.delimiter = .whitespace
      } else if let only = delimiter.first, delimiter.count == 1, let ascii = only.asciiValue, !only.isNewline,
        only != "\""
      {
        format.delimiter = .character(ascii)
      } else {
        reader.problem(
          "delimiter", "must be one ASCII character other than a quote or a line break, or the word whitespace")
      }
    }
    format.encoding = reader.choice("encoding", default: .utf8) ?? .utf8
    if case .array? = reader.value("header") {
      format.header = false
      format.columns = reader.strings("header") ?? []
      if format.columns.isEmpty { reader.problem("header", "must not be an empty list") }
    } else {
      format.header = reader.bool("header", default: true)
    }
    format.quotes = reader.bool("quotes", default: format.delimiter != .whitespace)
    if format.quotes, format.delimiter == .whitespace {
      reader.problem("quotes", "do not go with fields that whitespace separates")
    }
    return format
  }

  /// The names of the columns; the reader then stands at the first row.
  ///
  /// A file without a header is looked at through a copy of the reader, for its number of columns.
  ///
  /// - Parameter named: the columns that the mapping names, which an empty file has.
  func header(_ delimited: inout DelimitedReader, named: [String]) throws(MappingError) -> [String] {
    if delimited.firstByte == 0xFE || delimited.firstByte == 0xFF {
      throw MappingError("the file is UTF-16; convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)")
    }
    var ahead = delimited
    guard let (line, row) = ahead.next() else {
      if header { throw MappingError("the file is empty; it should start with the names of its columns") }
      return named
    }
    guard case .fields(let fields) = row else {
      throw MappingError("the file's first row, on line \(line), is damaged: its columns cannot be told")
    }
    guard header else { return columns.isEmpty ? fields.indices.map { String($0 + 1) } : columns }
    delimited = ahead
    let names = fields.compactMap { encoding.text(of: $0)?.trimmed }
    guard names.count == fields.count else {
      throw MappingError("the names of the columns, on line \(line), are not \(encoding.rawValue)")
    }
    return names
  }
}
