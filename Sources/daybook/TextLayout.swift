/// How what people read is laid out.
///
/// The same on a terminal and in a pipe: what was seen once is found again by `grep`.
enum TextLayout {
  /// As wide as the narrowest terminal in use.
  static let width = 80
}

extension String {
  /// Broken at spaces into lines of at most `width` columns, all but the first behind `indent` spaces. A word that is
  /// longer than a line stays whole: an ID or a path is there to be copied.
  func wrapped(_ width: Int = TextLayout.width, indent: Int = 0) -> String {
    let start = prefix { $0 == " " }
    return dropFirst(start.count).split(separator: " ").map(String.init)
      .wrapped(width, start: String(start), indent: indent)
  }
}

extension String {
  /// At most so many columns of the text, with a mark where the rest is left out.
  func shortened(_ width: Int) -> String {
    guard columns > width else { return self }
    var start = ""
    for character in self {
      guard (start + String(character)).columns < width else { break }
      start.append(character)
    }
    return start + "…"
  }
}

extension [String] {
  /// As the text of these parts with spaces between them, broken between parts only.
  func wrapped(_ width: Int = TextLayout.width, start: String = "", indent: Int = 0) -> String {
    var lines: [String] = []
    var line = start
    for (place, part) in enumerated() {
      if place > 0, line.columns + 1 + part.columns > width {
        lines.append(line)
        line = String(repeating: " ", count: indent) + part
      } else {
        line += (place > 0 ? " " : "") + part
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension StringProtocol {
  /// How many columns of a terminal the text takes: two for a character of East Asian scripts, or a picture.
  var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension Character {
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first, first.value >= 0x1100 else { return 1 }
    return Self.wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// The blocks of wide characters (UAX #11, East Asian Width W and F).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
