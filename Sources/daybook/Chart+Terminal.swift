extension Chart {
  /// The chart in text: labels, bars of eighths of a block, values.
  ///
  /// A line is drawn as a sparkline: of more values than `width`, neighbours are added up.
  func terminal(width: Int = 40) -> String {
    let heading = "\(title)\n\(String(repeating: "─", count: title.count))"
    guard !points.isEmpty else { return "\(heading)\nnothing yet" }
    switch kind {
    case .bars, .columns: return "\(heading)\n\(bars(width))"
    case .line: return "\(heading)\n\(sparkline(width))"
    }
  }

  private func bars(_ width: Int) -> String {
    let most = points.reduce(0) { max($0, $1.value) }
    let labels = points.reduce(0) { max($0, $1.label.count) }
    let texts = points.reduce(0) { max($0, $1.text.count) }
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
    return """
      \(String(line))
      \(first.label) to \(last.label)\(scale); most: \(best.label) \(best.text)
      """
  }
}

extension String {
  /// With blanks behind it, so that it is as wide as that.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  /// With blanks before it.
  func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
  /// Without blanks behind it.
  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
