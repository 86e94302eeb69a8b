/// Marks on a page 840 units wide, written down as SVG.
struct SVGDrawing {
  /// Where values are drawn.
  struct Plot {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var bottom: Double { top + height }
    func x(_ share: Double) -> Double { left + width * share }
    func y(_ share: Double) -> Double { bottom - height * share }
  }

  var height = 400.0
  private let title: String
  private let summary: String
  private var marks: [String] = []

  init(title: String, summary: String) {
    self.title = title
    self.summary = summary
  }

  mutating func text(_ text: String, x: Double, y: Double, _ classes: String) {
    marks.append("<text x=\"\(number(x))\" y=\"\(number(y))\" class=\"\(classes)\">\(escaped(text))</text>")
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) {
    marks.append(
      "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" class=\"\(classes)\"/>"
    )
  }

  /// A bar, which says its value to who points at it.
  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, hint: String) {
    marks.append(
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" "
        + "height=\"\(number(max(0, height)))\" class=\"mark\"><title>\(escaped(hint))</title></rect>")
  }

  mutating func polyline(_ corners: [(x: Double, y: Double)]) {
    let points = corners.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    marks.append("<polyline points=\"\(points)\" class=\"trace\"/>")
  }

  /// A point of a line; an invisible one still says its value.
  mutating func point(_ x: Double, _ y: Double, hint: String, isVisible: Bool) {
    marks.append(
      "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"3\" class=\"\(isVisible ? "mark" : "hidden")\">"
        + "<title>\(escaped(hint))</title></circle>")
  }

  /// The whole document.
  var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 \(number(height))" role="img" \
    aria-labelledby="title summary">
    <title id="title">\(escaped(title))</title>
    <desc id="summary">\(escaped(summary))</desc>
    <style>
    \(Self.style)
    </style>
    <rect width="840" height="\(number(height))" class="page"/>
    <text x="24" y="32" class="heading">\(escaped(title))</text>
    \(marks.joined(separator: "\n"))
    </svg>

    """
  }

  /// Contrast of text to page is at least 7:1 in both schemes, of marks at least 3:1 (WCAG 2.2, 1.4.6 and 1.4.11).
  private static let style = """
    text { font: 13px system-ui, sans-serif; fill: #3a3a3a }
    .heading { font-size: 18px; font-weight: 600; fill: #111 }
    .axis { font-style: italic }
    .middle { text-anchor: middle } .end { text-anchor: end }
    .page { fill: #fff } .grid { stroke: #ddd } .mark { fill: #1f5fa8 }
    .trace { fill: none; stroke: #1f5fa8; stroke-width: 1.5; stroke-linejoin: round }
    .hidden { fill: transparent }
    @media (prefers-color-scheme: dark) {
      text { fill: #cfcfcf } .heading { fill: #fff }
      .page { fill: #161616 } .grid { stroke: #3a3a3a } .mark { fill: #6fb1f2 } .trace { stroke: #6fb1f2 }
    }
    """

  /// Tenths are finer than any screen shows.
  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
  }

  /// Text without what XML takes for markup; characters that XML forbids are left out.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case ..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
