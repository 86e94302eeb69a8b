extension Chart {
  /// As wide as a terminal is that nobody made wider.
  static let usualColumns = 80
  /// The longest bar: what is longer says no more.
  private static let longestBar = 40
  /// The shortest bar, which still tells values apart; labels and notes that leave less make lines longer.
  private static let shortestBar = 8

  /// The chart in text: labels, bars of eighths of a block, values.
  ///
  /// Bars are as long as the labels and notes leave room for. A line is drawn as a sparkline: of more values than
  /// columns, neighbours are added up.
  func terminal(columns: Int = usualColumns) -> String {
    guard !points.isEmpty else { return "\(heading)\nnothing yet" }
    switch kind {
    case .bars, .columns: return "\(heading)\n\(bars(columns))"
    case .line: return "\(heading)\n\(sparkline(columns))"
    }
  }

  /// The title with a line under it.
  var heading: String { "\(title)\n\(String(repeating: "─", count: title.columns))" }

  private func bars(_ columns: Int) -> String {
    let most = points.reduce(0) { max($0, $1.value) }
    let labels = points.reduce(0) { max($0, $1.label.columns) }
    let texts = points.reduce(0) { max($0, $1.text.columns) }
    let notes = points.reduce(0) { max($0, $1.note.columns) }
    let room = columns - labels - texts - notes - (notes > 0 ? 6 : 4)
    let width = min(Self.longestBar, max(Self.shortestBar, room))
    return points.map { point in
      let bar = Self.bar(most > 0 ? point.value / most : 0, width)
      let line =
        point.label.padded(labels) + "  " + point.text.leftPadded(texts) + "  " + bar.padded(width) + "  " + point.note
      return line.trimmedEnd
    }.joined(separator: "\n")
  }

  /// A bar of a share of so many cells; whatever is more than nothing shows.
  static func bar(_ share: Double, _ width: Int) -> String {
    let eighths = Int((min(1, max(0, share)) * Double(width * 8)).rounded())
    guard eighths > 0 else { return share > 0 ? "▏" : "" }
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest == 0 ? "" : String(Self.eighths[rest - 1]))
  }

  private static let eighths = Array("▏▎▍▌▋▊▉")
  private static let heights = Array("▁▂▃▄▅▆▇█")

  private func sparkline(_ width: Int) -> String {
    let size = (points.count + width - 1) / width
    let groups = stride(from: 0, to: points.count, by: size).map { start in
      points[start..<min(points.count, start + size)].reduce(0) { $0 + $1.value }
    }
    let most = groups.reduce(0, max)
    let line = groups.map { value -> Character in
      guard value > 0, most > 0 else { return " " }
      return Self.heights[min(7, Int(value / most * 8))]
    }
    guard let first = points.first, let last = points.last,
      let best = points.max(by: { $0.value < $1.value })
    else { return String(line) }
    let scale = size == 1 ? "" : ", \(size) added up in each column"
    let caption = "\(first.label) to \(last.label)\(scale); most: \(best.label) \(best.text)"
    return "\(String(line).trimmedEnd)\n\(caption.wrapped(indent: 2))"
  }
}

extension String {
  /// With blanks behind it, so that it is as wide as that.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }
  /// With blanks, or something else, before it.
  func leftPadded(_ width: Int, with filler: Character = " ") -> String {
    String(repeating: filler, count: max(0, width - columns)) + self
  }
  /// Without blanks behind it.
  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
