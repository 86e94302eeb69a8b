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
  private let minutes: Int
  private let words: Int
  private var bits: [UInt64]

  /// A window in which all tables are free.
  init(from start: Timestamp, to end: Timestamp, tables: Int) {
    self.start = start
    minutes = max(0, Int((end.microseconds - start.microseconds) / 60_000_000))
    words = (minutes + 63) / 64
    bits = Array(repeating: 0, count: words * tables)
  }

  /// Marks what the claims of a book take, as far as is known at a time.
  mutating func mark(_ book: DayBook, on floor: FloorPlan, at now: Timestamp, excluding: ReservationID?) {
    let numbers = book.tables.ids.map { floor.number(of: $0) ?? -1 }
    for claim in book.claims where claim.counts(at: now) {
      let range = minuteRange(claim.startsAt, claim.freeAt(asOf: now))
      if range.isEmpty || claim.reservation == excluding { continue }
      mark(numbers[Int(claim.table)], range)
      for table in claim.otherTables { mark(numbers[Int(table)], range) }
    }
  }

  /// Whether every table is free from one instant to another.
  func isFree(_ tables: [Int], from: Timestamp, to: Timestamp) -> Bool {
    let range = minuteRange(from, to)
    return tables.allSatisfy { isFree($0, range) }
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

  private func isFree(_ table: Int, _ range: Range<Int>) -> Bool {
    let row = table * words
    var word = range.lowerBound >> 6
    while word << 6 < range.upperBound {
      if bits[row + word] & Self.mask(word, range) != 0 { return false }
      word += 1
    }
    return true
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

  /// Counts the claims of the day's book.
  mutating func count(_ book: DayBook, at now: Timestamp, excluding: ReservationID?) {
    for claim in book.claims where claim.counts(at: now) && claim.reservation != excluding {
      guard let slot = slot(of: claim.starts) else { continue }
      loads[slot].parties &+= 1
      loads[slot].covers &+= claim.party
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
