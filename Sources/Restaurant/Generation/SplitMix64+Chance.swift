import EventSourcing

extension SplitMix64 {
  /// Whether something happens that happens in so many of a hundred cases.
  mutating func chance(_ percent: Int64) -> Bool { number(0...99) < percent }

  /// A number, all equally likely.
  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }

  /// A number, the middle more likely than the ends: the mean of two.
  mutating func middling(_ range: ClosedRange<Int64>) -> Int64 { (number(range) + number(range)) / 2 }

  /// One of several, the first more likely than the last: the smaller of two places.
  mutating func popular<Element>(_ elements: [Element]) -> Element? {
    guard !elements.isEmpty else { return nil }
    let last = Int64(elements.count - 1)
    return elements[Int(Swift.min(number(0...last), number(0...last)))]
  }

  /// One of several by their weights, which are positive.
  mutating func pick<Element>(_ weighted: KeyValuePairs<Element, Int64>) -> Element? {
    let total = weighted.reduce(0) { $0 + $1.value }
    guard total > 0 else { return nil }
    var place = number(0...total - 1)
    for (element, weight) in weighted {
      if place < weight { return element }
      place -= weight
    }
    return nil
  }
}
