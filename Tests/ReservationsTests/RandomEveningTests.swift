import EventSourcing
import EventStoreTesting
import Reservations
import Testing
import Venue
import Vocabulary

/// Random days at the brasserie, compared line by line with the book on paper.
@Suite struct RandomEveningTests {
  typealias B = Brasserie

  static let rules = """
    {"slot_minutes": 30, "turn_minutes": 90,
     "turn_times": [{"min_party": 5, "minutes": 150}, {"to": "15:00", "minutes": 60}],
     "last_seating_minutes": 60, "lead_minutes": 30, "horizon_days": 60, "hold_minutes": 20,
     "parties_per_slot": 3, "covers_per_slot": 10}
    """

  /// The seeds to play; replay one of a failure by putting it here.
  static let seeds: [UInt64] = {
    var system = SystemRandomNumberGenerator()
    return [1, 2, 3] + (0..<5).map { _ in system.next() }
  }()

  @Test(arguments: seeds) func agreesWithTheBookOnPaper(_ seed: UInt64) throws {
    print("random evening, seed \(seed)")
    var play = Play(seed: seed, history: try B.setUp(rules: Self.rules))
    for _ in 0..<140 { try play.step() }
    try play.compareBooks()
    #expect(play.granted > 10, "seed \(seed) grants next to nothing")
  }
}

/// One random history.
private struct Play {
  typealias B = Brasserie
  let seed: UInt64
  var dice: SplitMix64
  var history: GivenEvents
  var paper = PaperBook()
  /// Minutes after Monday 00:00.
  var now = 10 * 60
  var granted = 0

  init(seed: UInt64, history: GivenEvents) {
    self.seed = seed
    self.history = history
    dice = SplitMix64(seed: seed)
  }

  var time: Timestamp { Self.instant(now) }

  static func instant(_ minute: Int) -> Timestamp {
    Timestamp(microseconds: B.time("2026-11-23T00:00:00Z").microseconds + Int64(minute) * 60_000_000)
  }

  mutating func step() throws {
    now += Int.random(in: 0...14, using: &dice)
    let id = UInt64.random(in: 1...40, using: &dice)
    switch Int.random(in: 0..<12, using: &dice) {
    case 0...4: try book(id)
    case 5: try hold(id)
    case 6...7: try modify(id)
    case 8: try cancel(id)
    case 9: try seat(id)
    case 10: try finish(id)
    default: try walkIn(id)
    }
  }

  private mutating func wish() -> (party: Int, day: Int, label: Int) {
    let party = Int.random(in: 1...8, using: &dice)
    let day = now / 1440 + Int.random(in: 0...9, using: &dice) / 8
    let label =
      Int.random(in: 0..<60, using: &dice) < 50
      ? [12, 13, 18, 19, 20, 21, 24].randomElement(using: &dice).map { $0 * 60 + 30 * (now % 2) } ?? 0
      : Int.random(in: 0..<1700, using: &dice)
    return (party, day, label)
  }

  private func names(_ tables: [TableID]) -> [String] {
    ["A", "B", "C", "D"].filter { tables.contains(B.table($0)) }
  }

  private func clock(_ label: Int) throws -> TimeOfDay { try #require(TimeOfDay(minutes: UInt32(label))) }

  /// Compares what was decided with what the paper says, and lets the history go on.
  private mutating func settle(
    _ decided: Decided<ReservationRejection>, _ expected: PaperBook.Answer, _ what: String
  ) throws -> [String]? {
    switch decided.outcome {
    case .success(let events):
      let seating: Seating? =
        switch events.first {
        case let event as ReservationBooked: event.seating
        case let event as HoldPlaced: event.seating
        case let event as ReservationModified: event.seating
        case let event as WalkInSeated: event.seating
        default: nil
        }
      let tables = names(seating?.tables ?? [])
      #expect(expected == .tables(tables), "seed \(seed), minute \(now): \(what)")
      history = GivenEvents(history.events + events)
      granted += 1
      return tables
    case .failure(let rejection):
      if case .timeUnavailable(let hindrance, _, _) = rejection {
        #expect(expected == .refused(hindrance.rawValue), "seed \(seed), minute \(now): \(what)")
      } else {
        Issue.record("seed \(seed), minute \(now): \(what): \(rejection)")
      }
      return nil
    }
  }

  private mutating func write(
    _ id: UInt64, _ standing: PaperBook.Standing, _ day: Int, _ label: Int, _ start: Int, _ party: Int,
    _ tables: [String]
  ) {
    paper.lines[id] = PaperBook.Line(
      id: id, standing: standing, day: day, label: label, start: start, end: start + PaperBook.turn(party, label),
      until: now + 20, party: party, tables: tables)
  }

  private mutating func book(_ id: UInt64) throws {
    var (party, day, label) = wish()
    var (kept, isLive): ([String], Bool) = ([], false)
    if let line = paper.lines[id] {
      guard line.standing == .held else { return }
      (party, day, label, kept) = (line.party, line.day, line.label, line.tables)
      isLive = now < line.until
    }
    let command = BookTable(
      reservation: B.id(id), venue: B.venue, date: B.monday.adding(days: Int32(day)), time: try clock(label),
      party: UInt32(party), at: time)
    let expected = paper.ask(party, day, label, now, except: id, kept: kept, isLive: isLive)
    let decided = try history.when(command, ReservationDecider.bookTable)
    guard let tables = try settle(decided, expected, "book \(id), \(party) at \(day)/\(label)") else { return }
    write(id, .booked, day, label, day * 1440 + label, party, tables)
  }

  private mutating func hold(_ id: UInt64) throws {
    let (party, day, label) = wish()
    guard paper.lines[id] == nil else { return }
    let command = PlaceHold(
      reservation: B.id(id), venue: B.venue, date: B.monday.adding(days: Int32(day)), time: try clock(label),
      party: UInt32(party), at: time)
    let expected = paper.ask(party, day, label, now, except: id)
    let decided = try history.when(command, ReservationDecider.placeHold)
    guard let tables = try settle(decided, expected, "hold \(id), \(party) at \(day)/\(label)") else { return }
    write(id, .held, day, label, day * 1440 + label, party, tables)
  }

  private mutating func modify(_ id: UInt64) throws {
    let (party, day, label) = wish()
    guard let line = paper.lines[id], line.standing == .booked, now <= line.start,
      (line.party, line.day, line.label) != (party, day, label)
    else { return }
    let command = ModifyReservation(
      reservation: B.id(id), venue: B.venue, date: B.monday.adding(days: Int32(day)), time: try clock(label),
      party: UInt32(party), at: time)
    let expected = paper.ask(party, day, label, now, except: id, kept: line.tables)
    let decided = try history.when(command, ReservationDecider.modifyReservation)
    guard let tables = try settle(decided, expected, "modify \(id), \(party) at \(day)/\(label)") else { return }
    write(id, .booked, day, label, day * 1440 + label, party, tables)
  }

  private mutating func walkIn(_ id: UInt64) throws {
    guard paper.lines[id] == nil else { return }
    let (day, label) = PaperBook.moment(now)
    let party = Int.random(in: 1...6, using: &dice)
    let command = SeatWalkIn(
      reservation: B.id(id), venue: B.venue, date: B.monday.adding(days: Int32(day)), party: UInt32(party), at: time)
    let expected = paper.knock(party, day, label, now, except: id)
    let decided = try history.when(command, ReservationDecider.seatWalkIn)
    guard let tables = try settle(decided, expected, "walk-in \(id), \(party)") else { return }
    write(id, .seated, day, label, now, party, tables)
  }

  private mutating func cancel(_ id: UInt64) throws {
    guard paper.lines[id]?.standing == .booked else { return }
    let command = CancelReservation(reservation: B.id(id), reason: .venueClosed, at: time)
    history = try history.when(command, ReservationDecider.cancelReservation).history()
    // Its ID is never used again.
    paper.lines[id]?.party = 0
    paper.lines[id]?.day = -1
    paper.lines[id]?.tables = []
    paper.lines[id]?.standing = .finished
  }

  private mutating func seat(_ id: UInt64) throws {
    guard let line = paper.lines[id], line.standing == .booked, PaperBook.moment(now).day == line.day else { return }
    let command = SeatParty(
      reservation: B.id(id), venue: B.venue, date: B.monday.adding(days: Int32(line.day)), at: time)
    let sitting = paper.lines.values.contains {
      $0.standing == .seated && !Set($0.tables).isDisjoint(with: line.tables)
    }
    let free = now >= line.start || paper.isFree(line.tables, now, line.start, now, except: id)
    switch try history.when(command, ReservationDecider.seatParty).outcome {
    case .success(let events):
      #expect(now < line.end && !sitting && free, "seed \(seed), minute \(now): seat \(id)")
      history = GivenEvents(history.events + events)
      paper.lines[id]?.standing = .seated
      paper.lines[id]?.start = min(line.start, now)
    case .failure(let rejection):
      #expect(now >= line.end || sitting || !free, "seed \(seed), minute \(now): seat \(id): \(rejection)")
    }
  }

  private mutating func finish(_ id: UInt64) throws {
    guard let line = paper.lines[id], line.standing == .seated else { return }
    history = try history.when(FinishVisit(reservation: B.id(id), at: time), ReservationDecider.finishVisit).history()
    paper.lines[id]?.standing = .finished
    paper.lines[id]?.end = max(line.start, min(line.end, now))
  }

  /// The read model's books hold exactly the lines on paper; what it restores and rebuilds is the same.
  func compareBooks() throws {
    let model = try fold(Availability.self, history.events)
    for day in -1...4 {
      let book = model.book(of: B.monday.adding(days: Int32(day)), at: B.venue, now: time).filter(\.counts)
      let shown = book.map { entry in
        "\(entry.reservation) \(entry.seating.startsAt) \(entry.seating.endsAt) \(names(entry.seating.tables))"
      }
      let kept = paper.lines.values.filter { $0.day == day && !$0.tables.isEmpty && paper.counts($0, now) }
      let written = kept.map { line in
        "\(B.id(line.id)) \(Self.instant(line.start)) \(Self.instant(line.end)) \(line.tables)"
      }
      #expect(shown.sorted() == written.sorted(), "seed \(seed), day \(day)")
    }
    let rows = try snapshot(model)
    #expect(try snapshot(restored(Availability.self, rows)) == rows, "seed \(seed)")
    let half = history.events.count / 2
    let early = try restored(
      Availability.self, snapshot(fold(Availability.self, Array(history.events[..<half]))))
    #expect(
      try snapshot(fold(Availability.self, Array(history.events[half...]), into: early)) == rows, "seed \(seed)")
  }
}
