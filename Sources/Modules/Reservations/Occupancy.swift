import EventSourcing
import Venue
import Vocabulary

/// Which tables are taken when, within a window of time: a bit for each table and minute.
///
///     table 0   0000 1111 1100 ...   one row of words per table; bit n of a row is
///     table 1   0000 0000 0000 ...   the n-th minute of the window
///
/// Whether a table is free for two hours is two or three ANDs.
struct Occupancy {
  private let start: Timestamp
  private let end: Timestamp
  private let minutes: Int
  private let words: Int
  private var bits: [UInt64]

  /// A window in which all tables are free.
  init(from start: Timestamp, to end: Timestamp, tables: Int) {
    self.start = start
    self.end = end
    minutes = max(0, Int((end.microseconds - start.microseconds) / 60_000_000))
    words = (minutes + 63) / 64
    bits = Array(repeating: 0, count: words * tables)
  }

  /// Marks what the claims of a book take, as far as is known at a time.
  mutating func mark(_ book: DayBook, on floor: FloorPlan, at now: Timestamp, excluding: ReservationID?) {
    let numbers = book.tables.ids.map { floor.number(of: $0) ?? -1 }
    // A span lends the claims where a loop over the array would copy each; of most a look at the time is enough.
    let claims = book.claims.span
    for index in claims.indices {
      if claims[index].startsAt >= end { continue }
      if claims[index].endsAt <= start, claims[index].stage != .seated { continue }
      guard claims[index].counts(at: now), claims[index].reservation != excluding else { continue }
      let range = minuteRange(claims[index].startsAt, claims[index].freeAt(asOf: now))
      mark(numbers[Int(claims[index].table)], range)
      let others = claims[index].otherTables.span
      for other in others.indices { mark(numbers[Int(others[other])], range) }
    }
  }

  /// The first of these places whose tables are all free from one instant to another; nil if there is none.
  ///
  /// - Parameter taken: for each place a minute of the window at which it is known to be taken, or -1: on a busy
  ///   evening, what keeps a party out of one slot keeps it out of the next ones as well.
  func firstFree(of places: [FloorPlan.Place], from: Timestamp, to: Timestamp, taken: inout [Int]) -> Int? {
    let range = minuteRange(from, to)
    let places = places.span
    for index in places.indices where !range.contains(taken[index]) {
      let minute = lastTaken(places[index].tables, range)
      if minute < 0 { return index }
      taken[index] = minute
    }
    return nil
  }

  /// Whether every table is free from one instant to another.
  func isFree(_ tables: [Int], from: Timestamp, to: Timestamp) -> Bool {
    lastTaken(tables, minuteRange(from, to)) < 0
  }

  /// The last minute of a range at which one of the tables is taken; -1 if all are free.
  private func lastTaken(_ tables: [Int], _ range: Range<Int>) -> Int {
    if range.isEmpty { return -1 }
    let (tables, bits) = (tables.span, bits.span)
    let first = range.lowerBound >> 6
    for index in tables.indices {
      let row = tables[index] * words
      var word = (range.upperBound - 1) >> 6
      while word >= first {
        let taken = bits[row + word] & Self.mask(word, range)
        if taken != 0 { return word << 6 + 63 - taken.leadingZeroBitCount }
        word -= 1
      }
    }
    return -1
  }

  /// The minutes of the window that lie between two instants.
  private func minuteRange(_ from: Timestamp, _ to: Timestamp) -> Range<Int> {
    let lower = max(0, min(minutes, Int((from.microseconds - start.microseconds) / 60_000_000)))
    let upper = max(lower, min(minutes, Int((to.microseconds - start.microseconds) / 60_000_000)))
    return lower..<upper
  }

  private mutating func mark(_ table: Int, _ range: Range<Int>) {
    guard table >= 0 else { return }
    let row = table * words
    var word = range.lowerBound >> 6
    while word << 6 < range.upperBound {
      bits[row + word] |= Self.mask(word, range)
      word += 1
    }
  }

  /// The bits of a word that lie in a range of minutes.
  private static func mask(_ word: Int, _ range: Range<Int>) -> UInt64 {
    let from = max(0, range.lowerBound - word << 6)
    let to = min(64, range.upperBound - word << 6)
    let below = to == 64 ? UInt64.max : (1 << UInt64(to)) - 1
    return below & ~((1 << UInt64(from)) - 1)
  }
}

/// How many parties and guests start in each slot of a service day.
///
/// Slots follow each other from the start of each opening period. Whoever starts between two belongs to the earlier:
/// walk-ins, and what was booked under other rules.
struct SlotLoads {
  struct Load: Sendable {
    var parties: UInt32 = 0
    var covers: UInt32 = 0
  }

  private let periods: [(period: DayPeriod, first: Int)]
  private let interval: UInt32
  private var loads: [Load]

  init(_ periods: [DayPeriod], every interval: UInt32) {
    var first = 0
    var placed: [(DayPeriod, Int)] = []
    for period in periods {
      placed.append((period, first))
      first += Int((period.closes.minutes - period.opens.minutes + interval - 1) / interval)
    }
    self.periods = placed
    self.interval = interval
    loads = Array(repeating: Load(), count: first)
  }

  /// Counts the claims of a book that start in a slot of a day: those of its own book, and where the hours of two
  /// service days overlap, those of the day before or after.
  mutating func count(_ book: DayBook, on date: ServiceDate, at now: Timestamp, excluding: ReservationID?) {
    let shift = Int(book.date.daysSinceEpoch - date.daysSinceEpoch) * 24 * 60
    let claims = book.claims.span
    for index in claims.indices where claims[index].counts(at: now) && claims[index].reservation != excluding {
      guard let minutes = UInt32(exactly: Int(claims[index].starts.minutes) + shift),
        let time = TimeOfDay(minutes: minutes), let slot = slot(of: time)
      else { continue }
      loads[slot].parties &+= 1
      loads[slot].covers &+= claims[index].party
    }
  }

  /// What starts in the slot that a time lies in; nothing outside the hours.
  func load(at time: TimeOfDay) -> Load { slot(of: time).map { loads[$0] } ?? Load() }

  private func slot(of time: TimeOfDay) -> Int? {
    for (period, first) in periods where period.opens <= time && time < period.closes {
      return first + Int((time.minutes - period.opens.minutes) / interval)
    }
    return nil
  }
}
