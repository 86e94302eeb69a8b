/// The book of the brasserie as a head waiter would keep it on paper: a line for each party, and a finger that goes
/// over every minute. It shares no code and no data structure with the module that it checks.
///
/// Minutes count from Monday 00:00 in London in November, where the clock does not change.
struct PaperBook {
  enum Standing { case held, booked, seated, finished }

  struct Line {
    var id: UInt64
    var standing: Standing
    var day: Int
    /// Minutes after the day's midnight that the clock showed.
    var label: Int
    var start: Int
    var end: Int
    var until = 0
    var party: Int
    var tables: [String]
  }

  enum Answer: Equatable {
    case tables([String])
    case refused(String)
  }

  static let slot = 30
  static let partiesPerSlot = 3
  static let coversPerSlot = 10
  static let lead = 30
  static let periods = [(opens: 12 * 60, closes: 15 * 60), (opens: 18 * 60, closes: 26 * 60)]
  static let house = [("A", 1, 2), ("B", 1, 2), ("C", 2, 4), ("D", 3, 6)]
  static let joined = [(["A", "B"], 3, 4), (["B", "C", "D"], 7, 12)]

  var lines: [UInt64: Line] = [:]

  static func turn(_ party: Int, _ label: Int) -> Int { party >= 5 ? 150 : label < 15 * 60 ? 60 : 90 }

  /// The places for a party, best first.
  static func places(_ party: Int) -> [[String]] {
    let one = house.filter { $0.1 <= party && party <= $0.2 }.sorted { ($0.2, -$0.1, $0.0) < ($1.2, -$1.1, $1.0) }
    let more = joined.filter { $0.1 <= party && party <= $0.2 }.sorted { ($0.2, $0.0.count) < ($1.2, $1.0.count) }
    return one.map { [$0.0] } + more.map(\.0)
  }

  func counts(_ line: Line, _ now: Int) -> Bool { line.standing != .held || now < line.until }

  func isFree(_ tables: [String], _ from: Int, _ to: Int, _ now: Int, except: UInt64) -> Bool {
    for minute in from..<max(from, to) {
      for line in lines.values where line.id != except && counts(line, now) {
        let end = line.standing == .seated && line.end <= now ? now + 1 : line.end
        if line.start <= minute, minute < end, !Set(line.tables).isDisjoint(with: tables) { return false }
      }
    }
    return true
  }

  func load(_ day: Int, _ label: Int, _ now: Int, except: UInt64) -> (parties: Int, covers: Int)? {
    func slot(_ label: Int) -> Int? {
      Self.periods.first { $0.opens <= label && label < $0.closes }.map {
        $0.opens + (label - $0.opens) / Self.slot * Self.slot
      }
    }
    guard let wanted = slot(label) else { return nil }
    let same = lines.values.filter {
      $0.id != except && $0.day == day && slot($0.label) == wanted && counts($0, now)
    }
    return (same.count, same.reduce(0) { $0 + $1.party })
  }

  /// What a party that wants to book is told.
  func ask(
    _ party: Int, _ day: Int, _ label: Int, _ now: Int, except: UInt64, kept: [String] = [], isLive: Bool = false
  ) -> Answer {
    guard
      Self.periods.contains(where: {
        $0.opens <= label && label + 60 <= $0.closes && (label - $0.opens) % Self.slot == 0
      })
    else { return .refused("not_bookable") }
    if day * 1440 + label < now + (isLive ? 0 : Self.lead) { return .refused("too_soon") }
    return place(party, day, label, day * 1440 + label, Self.turn(party, label), now, except, kept)
  }

  /// What a party at the door is told.
  func knock(_ party: Int, _ day: Int, _ label: Int, _ now: Int, except: UInt64) -> Answer {
    guard Self.periods.contains(where: { $0.opens <= label && label < $0.closes }) else { return .refused("closed") }
    return place(party, day, label, now, Self.turn(party, label), now, except, [])
  }

  private func place(
    _ party: Int, _ day: Int, _ label: Int, _ start: Int, _ turn: Int, _ now: Int, _ except: UInt64, _ kept: [String]
  ) -> Answer {
    let places = Self.places(party)
    if places.isEmpty { return .refused("no_table_fits") }
    if let load = load(day, label, now, except: except) {
      if load.parties >= Self.partiesPerSlot { return .refused("parties_reached") }
      if load.covers + party > Self.coversPerSlot { return .refused("covers_reached") }
    }
    let wanted = (places.contains { $0.sorted() == kept.sorted() } ? [kept] : []) + places
    for tables in wanted where isFree(tables, start, start + turn, now, except: except) {
      return .tables(tables.sorted())
    }
    return .refused("tables_taken")
  }

  /// The service day and the time of it at a minute.
  static func moment(_ now: Int) -> (day: Int, label: Int) {
    let (day, minute) = (now / 1440, now % 1440)
    return day > 0 && minute < 120 ? (day - 1, minute + 1440) : (day, minute)
  }
}
