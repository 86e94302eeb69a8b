/// Reads delimited text (RFC 4180: CSV, TSV) row by row, and knows the line of each.
///
/// A library was tried first: SwiftCSV 0.10.0 gives up the whole file at the first damaged quote, cannot say on which
/// line a row stands, takes an unclosed quote at the end for data, drops leading blanks, and needs the text to be
/// valid Unicode before it starts. An import must name every odd row and keep all others, so it reads bytes itself:
///
/// - Rows end in LF, CRLF or CR; a UTF-8 byte order mark is skipped; empty lines are no rows.
/// - Instead of a character, any run of blanks and tabs may separate fields; those around a row are nothing.
/// - A quoted field may hold delimiters, line breaks and doubled quotes.
/// - A damaged row (unclosed quote, text behind a closing quote, a field or row over ``ImportLimits``) is reported with
///   its line, and reading goes on behind *that line*, however many lines the quote has swallowed.
///
/// Reads each byte once, but for damaged rows, where at most ``ImportLimits/fieldBytes`` are read again.
struct DelimitedReader {
  /// One row, or why there is none.
  enum Row: Equatable {
    /// The raw bytes of each field, unquoted.
    case fields([ArraySlice<UInt8>])
    /// What is wrong with the row.
    case damaged(String)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let bytes: [UInt8]
  private let delimiter: ExportFormat.Delimiter
  private let quotes: Bool
  private var index: Int
  private var nextLine = 1

  /// - Parameter quotes: whether `"` quotes; some tab-separated exports use it as any other character.
  init(_ bytes: [UInt8], delimiter: ExportFormat.Delimiter, quotes: Bool) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.quotes = quotes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The first byte of the file, which may give its encoding away; nil in an empty file.
  var firstByte: UInt8? { bytes.first }

  /// The next row and the line on which it starts, from 1; nil at the end.
  mutating func next() -> (line: Int, row: Row)? {
    while index < bytes.count {
      let line = nextLine
      skipBlanks()
      if index == bytes.count { break }
      if isLineEnd(at: index) {
        skipLineEnd()
        continue
      }
      let start = index
      switch readRow() {
      case .fields(let fields): return (line, .fields(fields))
      case .damaged(let reason):
        index = start
        nextLine = line
        skipLine()
        return (line, .damaged(reason))
      }
    }
    return nil
  }

  private mutating func readRow() -> Row {
    var fields: [ArraySlice<UInt8>] = []
    while true {
      if fields.count == ImportLimits.columns {
        return .damaged("the row has more than \(ImportLimits.columns) columns")
      }
      switch isQuote(at: index) ? readQuoted() : readPlain() {
      case .success(let field): fields.append(field)
      case .failure(let damage): return .damaged(damage.reason)
      }
      if skipDelimiter() { continue }
      if index < bytes.count { skipLineEnd() }
      return .fields(fields)
    }
  }

  private struct Damage: Error {
    let reason: String
  }

  private mutating func readPlain() -> Result<ArraySlice<UInt8>, Damage> {
    let start = index
    while index < bytes.count, !isDelimiter(at: index), !isLineEnd(at: index) {
      index += 1
      if index - start > ImportLimits.fieldBytes { return .failure(Self.tooLarge) }
    }
    return .success(bytes[start..<index])
  }

  private mutating func readQuoted() -> Result<ArraySlice<UInt8>, Damage> {
    index += 1
    let start = index
    var unescaped: [UInt8]?
    while index < bytes.count {
      if index - start > ImportLimits.fieldBytes { return .failure(Self.unclosed) }
      if bytes[index] != Self.quote {
        unescaped?.append(bytes[index])
        if isLineEnd(at: index), !(bytes[index] == Self.carriageReturn && isLineFeed(at: index + 1)) { nextLine += 1 }
        index += 1
      } else if isQuote(at: index + 1) {
        if unescaped == nil { unescaped = Array(bytes[start..<index]) }
        unescaped?.append(Self.quote)
        index += 2
      } else {
        let field = unescaped.map { $0[...] } ?? bytes[start..<index]
        index += 1
        guard index == bytes.count || isDelimiter(at: index) || isLineEnd(at: index) else {
          return .failure(Damage(reason: "there is text between a closing quote and the next delimiter"))
        }
        return .success(field)
      }
    }
    return .failure(Self.unclosed)
  }

  private static let tooLarge = Damage(reason: "a field is larger than \(ImportLimits.fieldBytes) bytes")
  private static let unclosed = Damage(
    reason: "a quote opens and does not close within \(ImportLimits.fieldBytes) bytes")

  // MARK: Delimiters

  private func isDelimiter(at index: Int) -> Bool {
    switch delimiter {
    case .character(let character): bytes[index] == character
    case .whitespace: Self.isBlank(bytes[index])
    }
  }

  /// Goes on behind what separates fields, if there is another one in the row.
  private mutating func skipDelimiter() -> Bool {
    guard index < bytes.count, isDelimiter(at: index) else { return false }
    guard delimiter == .whitespace else {
      index += 1
      return true
    }
    skipBlanks()
    return index < bytes.count && !isLineEnd(at: index)
  }

  /// Goes on behind the blanks that separate fields, or stand around a row; they mean nothing elsewhere.
  private mutating func skipBlanks() {
    guard delimiter == .whitespace else { return }
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  // MARK: Lines

  private func isQuote(at index: Int) -> Bool { quotes && index < bytes.count && bytes[index] == Self.quote }

  private func isLineFeed(at index: Int) -> Bool { index < bytes.count && bytes[index] == Self.lineFeed }

  private func isLineEnd(at index: Int) -> Bool {
    bytes[index] == Self.lineFeed || bytes[index] == Self.carriageReturn
  }

  private mutating func skipLineEnd() {
    index += bytes[index] == Self.carriageReturn && isLineFeed(at: index + 1) ? 2 : 1
    nextLine += 1
  }

  private mutating func skipLine() {
    while index < bytes.count, !isLineEnd(at: index) { index += 1 }
    if index < bytes.count { skipLineEnd() }
  }
}
