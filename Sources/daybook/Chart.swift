/// Something to be drawn: in a terminal, or as SVG.
struct Chart {
  /// One value, with what it stands for.
  struct Point {
    var label: String
    var value: Double
    /// The value as it is shown, with its unit.
    var text: String
    /// What is said beside it.
    var note = ""
  }

  /// How it is drawn.
  enum Kind {
    /// Values of things that have no order of their own: a bar each, from the top down.
    case bars
    /// Values along a scale, such as hours: a column each, from left to right.
    case columns
    /// Values over time, too many to label each.
    case line
  }

  var title: String
  /// What the values are and where they come from, in a sentence.
  var summary: String
  var kind: Kind
  /// What the labels are.
  var labelTitle: String
  /// What the values are in, such as `GBP`.
  var unit: String
  var points: [Point]
}

/// A scale whose steps are 1, 2 or 5 times a power of ten.
struct ChartScale {
  let step: Double
  let ticks: [Double]

  /// The end of the scale.
  var top: Double { ticks.last ?? 1 }
  /// The start of the scale: 0, unless values lie below it.
  var bottom: Double { ticks.first ?? 0 }

  /// A scale from 0 that holds all values in at most `count` steps or so.
  init(_ values: [Double], count: Int = 5) {
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let span = high - low
    guard span > 0, span.isFinite else {
      (step, ticks) = (1, [0, 1])
      return
    }
    var power = 1.0
    while power * 10 * Double(count) <= span { power *= 10 }
    while power * Double(count) > span { power /= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 * Double(count) >= span } ?? power * 10
    self.step = step
    ticks = (Int((low / step).rounded(.down))...Int((high / step).rounded(.up))).map { Double($0) * step }
  }

  /// Where a value lies between bottom and top: 0 to 1.
  func position(_ value: Double) -> Double { (value - bottom) / (top - bottom) }

  /// A tick as text: as many decimals as its step needs.
  func label(_ tick: Double) -> String {
    var (decimals, scaled) = (0, step)
    while decimals < 9, (scaled - scaled.rounded()).magnitude > 1e-6 * scaled.magnitude {
      decimals += 1
      scaled *= 10
    }
    return fixed(tick, decimals)
  }
}

/// A number with so many decimals, and a separator between thousands.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
  let scale = (0..<decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
  let units = Int64((value.magnitude * Double(scale)).rounded())
  let sign = value < 0 && units > 0 ? "-" : ""
  guard decimals > 0 else { return sign + units.grouped }
  let fraction = String(units % scale)
  return sign + (units / scale).grouped + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}
