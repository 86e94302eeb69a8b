import EventSourcing
import EventStore
import EventStoreTesting
import Reservations
import SegmentLog
import Testing
import Venue
import Vocabulary

/// Many callers who want the same evening at once, on a real command handler. What the log then holds is checked by
/// code that knows nothing of how it was decided.
@Suite struct RivalsTests {
  typealias B = Brasserie

  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Brasserie.noon.microseconds) }
  }

  static let rules = """
    {"slot_minutes": 30, "turn_minutes": 90, "horizon_days": 60, "hold_minutes": 10,
     "parties_per_slot": 3, "covers_per_slot": 9}
    """

  @Test(arguments: [64, 1_000]) func noTableIsPromisedTwiceAndNoSlotExceedsItsPacing(_ count: Int) async throws {
    let (log, handler) = try await open()
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for rival in 1...count { group.addTask { await self.ask(UInt64(rival), handler) } }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    let granted = outcomes.count { $0 }
    #expect(granted > 4)
    #expect(granted < count)
    var sheet = Sheet()
    var cursor = try log.events(.all, after: .origin, through: log.head)
    while let stored = try cursor.next() { try sheet.note(stored) }
    #expect(sheet.claims.count == granted)
    #expect(sheet.problems(parties: 3, covers: 9) == [])
    // The evening is full: what is left is too small for a party of six.
    let last = B.book(9_999, "20:00", party: 6)
    await #expect(throws: CommandError<ReservationRejection>.self) {
      _ = try await handler.handle(last, by: ReservationDecider.bookTable, Self.context)
    }
  }

  /// Both move to the one table that is free at 21:00; the loser keeps what it has.
  @Test func ofTwoThatMoveToOneTableOneKeepsItsOldTime() async throws {
    let (log, handler) = try await open()
    for number in 1...2 as ClosedRange<UInt64> {
      _ = try await handler.handle(
        B.book(number, number == 1 ? "18:00" : "19:30", party: 6), by: ReservationDecider.bookTable, Self.context)
    }
    let moved = await withTaskGroup(of: Bool.self) { group in
      for number in 1...2 as ClosedRange<UInt64> {
        group.addTask {
          let command = ModifyReservation(
            reservation: B.id(number), venue: B.venue, date: B.monday, time: B.clock("21:00"), party: 6, at: B.noon)
          do {
            _ = try await handler.handle(command, by: ReservationDecider.modifyReservation, Self.context)
            return true
          } catch { return false }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(moved == 1)
    var sheet = Sheet()
    var cursor = try log.events(.all, after: .origin, through: log.head)
    while let stored = try cursor.next() { try sheet.note(stored) }
    #expect(sheet.claims.count == 2)
    #expect(sheet.problems(parties: 3, covers: 9) == [])
  }

  /// Which diner comes early, only the reservation tells: a handler that knows nothing yet reads it, and then theirs.
  @Test func aColdHandlerFindsTheOtherTableOfADinerWhoComesEarly() async throws {
    let (log, handler) = try await open()
    for (number, time) in [(1, "19:00"), (2, "20:30")] as [(UInt64, String)] {
      _ = try await handler.handle(
        B.book(number, time, party: UInt32(number) * 2, customer: B.diner), by: ReservationDecider.bookTable,
        Self.context)
    }
    let seat = SeatParty(
      reservation: B.id(2), venue: B.venue, date: B.monday, at: B.time("2026-11-23T20:10:00Z"))
    for handler in [handler, CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))] {
      do throws(CommandError<ReservationRejection>) {
        _ = try await handler.handle(seat, by: ReservationDecider.seatParty, Self.context)
        Issue.record("seated at two tables")
      } catch {
        guard case .rejected(.dinerAlreadyBooked(B.diner, B.id(1))) = error else { throw error }
      }
    }
    let cold = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    let cancel = CancelReservation(reservation: B.id(1), reason: .mistake, at: B.noon)
    _ = try await handler.handle(cancel, by: ReservationDecider.cancelReservation, Self.context)
    let seated = try await cold.handle(seat, by: ReservationDecider.seatParty, Self.context)
    #expect(seated.events.first is PartySeated)
  }

  private static let context = CommandContext(AppendMetadata(occurredAt: Brasserie.noon))

  private func open() async throws -> (InMemoryEventLog, CommandHandler) {
    let logID = try #require(LogID(Array(repeating: 7, count: 16)))
    let log = InMemoryEventLog(logID: logID, clock: StandingClock())
    let handler = CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32)))
    let setUp = try SetUpVenue(json: B.description(rules: Self.rules))
    _ = try await handler.handle(setUp, by: VenueDecider.setUpVenue, Self.context)
    return (log, handler)
  }

  /// Whether this rival got a table: some book, some hold, all in a few times of the evening.
  private func ask(_ rival: UInt64, _ handler: CommandHandler) async -> Bool {
    let times = ["18:00", "19:00", "19:30", "20:00", "21:30"]
    let time = times[Int(rival % 5)]
    let party = UInt32(rival % 6) + 1
    do throws(CommandError<ReservationRejection>) {
      if rival.isMultiple(of: 3) {
        _ = try await handler.handle(
          B.hold(rival, time, party: party), by: ReservationDecider.placeHold, Self.context)
      } else {
        _ = try await handler.handle(
          B.book(rival, time, party: party), by: ReservationDecider.bookTable, Self.context)
      }
      return true
    } catch {
      if case .rejected(.timeUnavailable(let hindrance, _, _)) = error,
        [.tablesTaken, .coversReached, .partiesReached].contains(hindrance)
      {
        return false
      }
      Issue.record("\(error)")
      return false
    }
  }
}

/// A list of claims, compared pair by pair.
private struct Sheet {
  var claims: [ReservationID: Seating] = [:]

  mutating func note(_ stored: StoredEvent) throws {
    switch stored.type {
    case HoldPlaced.type:
      let event = try #require(try stored.decode(HoldPlaced.self))
      claims[event.reservation] = event.seating
    case ReservationBooked.type:
      let event = try #require(try stored.decode(ReservationBooked.self))
      claims[event.reservation] = event.seating
    case ReservationModified.type:
      let event = try #require(try stored.decode(ReservationModified.self))
      claims[event.reservation] = event.seating
    default: break
    }
  }

  func problems(parties: Int, covers: Int) -> [String] {
    var problems: [String] = []
    let all = claims.sorted { $0.key < $1.key }
    for (index, one) in all.enumerated() {
      for other in all[(index + 1)...]
      where !Set(one.value.tables).isDisjoint(with: other.value.tables)
        && one.value.startsAt < other.value.endsAt && other.value.startsAt < one.value.endsAt
      {
        problems.append("\(one.key) and \(other.key) share a table")
      }
    }
    for (start, slot) in Dictionary(grouping: all, by: \.value.starts) {
      if slot.count > parties { problems.append("\(slot.count) parties at \(start)") }
      let guests = slot.reduce(0) { $0 + Int($1.value.party) }
      if guests > covers { problems.append("\(guests) guests at \(start)") }
    }
    return problems
  }
}
