import EventSourcing
import Vocabulary

/// Spreads what belongs to a visit over the hours that it touched, in proportion to the time spent in each.
struct HourSpread {
  /// Hours, ascending, and the microseconds of each that were spent.
  let parts: [(hour: ServiceHour, duration: Int64)]

  /// The hours of a stay. One of no length, or that ends before it starts, is all in the hour of its start. One that
  /// lasted longer than ``AnalyticsLimits/visitHours`` is taken to have ended then.
  init(_ visit: Analytics.Visit, until finishedAt: Timestamp) {
    let start = visit.seatedAt.sinceMidnight(of: visit.date, offsetMinutes: visit.utcOffsetMinutes)
    let finish = finishedAt.sinceMidnight(of: visit.date, offsetMinutes: visit.utcOffsetMinutes)
    let end = min(finish, start &+ AnalyticsLimits.visitHours * ServiceHour.microseconds)
    let first = ServiceHour(visit.seatedAt, of: visit.date, offsetMinutes: visit.utcOffsetMinutes)
    guard end > start else {
      parts = [(first, 0)]
      return
    }
    let last = min(ServiceHour.last.rawValue, UInt32(max(0, (end - 1) / ServiceHour.microseconds)))
    // The first and the last hour hold what lies outside the service day, too.
    parts = (first.rawValue...max(first.rawValue, last)).map { hour in
      let from = hour == first.rawValue ? start : Int64(hour) * ServiceHour.microseconds
      let to = hour >= last ? end : Int64(hour + 1) * ServiceHour.microseconds
      return (ServiceHour(hour), to - from)
    }
  }

  /// The seconds of each hour, rounded down at its bounds so that they add up to those of the stay.
  var seconds: [(hour: ServiceHour, seconds: Int64)] {
    var (spent, counted): (Int64, Int64) = (0, 0)
    return parts.map { part in
      spent += part.duration
      let seconds = spent / 1_000_000 - counted
      counted += seconds
      return (part.hour, seconds)
    }
  }

  /// An amount in parts that add up to it: each is rounded down, and what is left goes, one by one, to the hours that
  /// lost most by it; of equals, to the earlier (the largest remainder method).
  func shares(of amount: Int64) -> [(hour: ServiceHour, share: Int64)] {
    let whole = parts.reduce(0) { $0 + $1.duration }
    guard whole > 0 else { return [(parts[0].hour, amount)] }
    var shares = parts.map { part -> (hour: ServiceHour, share: Int64, remainder: UInt64) in
      let product = amount.magnitude.multipliedFullWidth(by: UInt64(part.duration))
      let (quotient, remainder) = UInt64(whole).dividingFullWidth(product)
      return (part.hour, Int64(clamping: quotient), remainder)
    }
    var left = Int64(clamping: amount.magnitude) - shares.reduce(0) { $0 + $1.share }
    let order = shares.indices.sorted { (shares[$1].remainder, $0) < (shares[$0].remainder, $1) }
    for index in order where left > 0 {
      shares[index].share += 1
      left -= 1
    }
    return shares.map { ($0.hour, amount < 0 ? -$0.share : $0.share) }
  }
}
