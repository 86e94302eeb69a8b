import EventSourcing
import Foundation
import Synchronization

/// Standard output and standard error.
enum Output {
  /// Nobody reads standard output any more.
  struct Closed: Error {}

  private static let json = Atomic(false)

  /// Whether errors are told as JSON, too.
  static var isJSON: Bool {
    get { json.load(ordering: .relaxed) }
    set { json.store(newValue, ordering: .relaxed) }
  }

  /// Writes lines to standard output.
  static func write(_ text: String) throws {
    try write(Array((text + "\n").utf8))
  }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw Closed() }
        throw Failure(.storageFailed, "standard output cannot be written: \(unsafe String(cString: strerror(errno)))")
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes a line to standard error.
  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Whether people watch standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Text in columns: the first line is the heading, numbers stand right.
struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  /// A table with headings; the columns in `right` are numbers.
  init(_ headings: [String], right: Set<Int> = []) {
    rows = [headings]
    rightAligned = right
  }

  var isEmpty: Bool { rows.count == 1 }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String { lines.joined(separator: "\n") }

  /// The heading, and what was added.
  var lines: [String] {
    let columns = rows[0].count
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = (0..<columns).map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return rightAligned.contains(column) ? space + row[column] : row[column] + space
      }
      let line = cells.joined(separator: "  ")
      return String(line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
    }
  }
}

extension Int {
  /// With a separator between thousands.
  var grouped: String { UInt64(magnitude).grouped(negative: self < 0) }
}

extension Int64 {
  var grouped: String { magnitude.grouped(negative: self < 0) }
}

extension UInt64 {
  var grouped: String { grouped(negative: false) }

  fileprivate func grouped(negative: Bool) -> String {
    var digits = String(self)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (negative ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
