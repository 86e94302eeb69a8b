import Vocabulary

/// Values by service day, ascending. Appending the newest day and changing it again take no search.
struct DayTable<Value: Sendable>: Sendable {
  private(set) var dates: [ServiceDate] = []
  private(set) var values: [Value] = []

  /// The place of a day; a new one holds `blank`.
  mutating func place(of date: ServiceDate, _ blank: @autoclosure () -> Value) -> Int {
    guard let last = dates.last, date <= last else {
      dates.append(date)
      values.append(blank())
      return dates.count - 1
    }
    if date == last { return dates.count - 1 }
    let place = lowerBound(date)
    if dates[place] != date {
      dates.insert(date, at: place)
      values.insert(blank(), at: place)
    }
    return place
  }

  /// The value at a place.
  subscript(place: Int) -> Value {
    _read { yield values[place] }
    _modify { yield &values[place] }
  }

  /// The places of the days of a range.
  func places(in range: DateRange) -> Range<Int> {
    let first = lowerBound(range.from)
    return first..<max(first, range.to == .latest ? dates.count : lowerBound(range.to.adding(days: 1)))
  }

  private func lowerBound(_ date: ServiceDate) -> Int {
    var (low, high) = (0, dates.count)
    while low < high {
      let middle = (low + high) / 2
      if dates[middle] < date { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
