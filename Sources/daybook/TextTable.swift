/// Text in columns: the first line is the heading, numbers stand right.
struct TextTable {
  private enum Row {
    case cells([String])
    /// A line of its own, which makes no column wider.
    case line(String)
  }

  private let headings: [String]
  private var rows: [Row] = []
  private let rightAligned: Set<Int>
  private let wraps: Bool

  /// A table with headings; the columns in `right` are numbers. With `wrapping` the last column is broken where it
  /// would leave the page.
  init(_ headings: [String], right: Set<Int> = [], wrapping: Bool = false) {
    self.headings = headings
    rightAligned = right
    wraps = wrapping
  }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ row: [String]) { rows.append(.cells(row)) }

  /// Adds a line across all columns: a heading of the rows behind it, or more of the row before.
  mutating func add(line: String) { rows.append(.line(line)) }

  var text: String { lines.joined(separator: "\n") }

  /// How many columns of a terminal its widest line takes.
  var width: Int { lines.map(\.columns).max() ?? 0 }

  /// The heading, and what was added.
  var lines: [String] {
    let cells = rows.compactMap { row in if case .cells(let cells) = row { cells } else { nil } }
    let widths = headings.indices.map { column in ([headings] + cells).map { $0[column].columns }.max() ?? 0 }
    return [line(headings, widths)]
      + rows.map { row in
        switch row {
        case .cells(let cells): line(cells, widths)
        case .line(let text): text
        }
      }
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = row.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - row[column].columns)
      return rightAligned.contains(column) ? space + row[column] : row[column] + space
    }
    guard wraps, let last = row.last else { return cells.joined(separator: "  ").trimmedEnd }
    let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let rest = last.wrapped(TextLayout.width - indent)
      .replacing("\n", with: "\n" + String(repeating: " ", count: indent))
    return (cells.dropLast() + [rest]).joined(separator: "  ").trimmedEnd
  }
}
