import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import Synchronization
import Testing

/// What is told to whom before, and only after, a sync has returned.
@Suite struct DurabilityTests {
  private final class Answers: Sendable {
    private let answers = Mutex<[String]>([])
    var sorted: [String] { answers.withLock { $0.sorted() } }
    func add(_ answer: String) { answers.withLock { $0.append(answer) } }
  }

  @Test func nobodySeesWhatIsNotDurable() async throws {
    let simulated = SimulatedLog()
    let writer = try simulated.open()
    try await writer.makeThings(1...1)
    let reader = try simulated.openForReading()
    let followed = Task { () -> [UInt64] in
      var seen: [UInt64] = []
      for try await event in reader.subscribe(to: .all) {
        seen.append(event.context.position.rawValue)
        if seen.count == 2 { break }
      }
      return seen
    }
    let before = try simulated.bytes(of: SimulatedLog.firstSegment)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let ticket = try writer.enqueue(PreparedAppend([ThingMade(thing(2))], noon), if: [], epoch: nil)
    #expect(gate.waitForArrival())
    #expect(try simulated.bytes(of: SimulatedLog.firstSegment) != before, "the frame is in the page cache")
    for log in [writer, reader] {
      #expect(log.head == Position(rawValue: 1))
      #expect(try all(log, .all).count == 1)
      #expect(try all(log, Query(tags: [Tag(.thing, thing(2))])).isEmpty)
      var blocks = try log.blocks(after: .origin, through: Position(rawValue: 2))
      #expect(try blocks.next()?.last == Position(rawValue: 1))
      #expect(try blocks.next() == nil)
    }
    let late = try simulated.openForReading()
    #expect(late.head == Position(rawValue: 1))
    #expect(try writer.newest(.all, after: .origin) == Position(rawValue: 2), "conditions see what is sequenced")
    #expect(writer.lastPosition(without: [Tag(.thing, thing(2))]) == nil, "what is sequenced is not absent")
    #expect(late.lastPosition(without: [Tag(.thing, thing(2))]) == nil, "a reader is certain of nothing")
    gate.open()
    try await writer.waitUntilDurable(ticket)
    #expect(try await followed.value == [1, 2])
    #expect(try await late.waitForHead(after: Position(rawValue: 1)) == Position(rawValue: 2))
    try late.close()
    try reader.close()
    try writer.close()
  }

  @Test func rejectionsAndRepeatedAnswersWaitForWhatTheyRestOn() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...1)
    let handler = commandHandler(log)
    for _ in 1...9 { _ = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, CommandContext(noon)) }
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let key = CommandContext(noon, idempotency: IdempotentRequest(key: "k", request: [1]))
    let answers = Answers()
    // Each runs at once up to where it waits.
    let tasks = [key, key, CommandContext(noon)].map { context in
      Task.immediate {
        let answer: String
        do {
          answer = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context).outcome.rawValue
        } catch {
          answer = "\(error)"
        }
        answers.add(answer)
      }
    }
    #expect(gate.waitForArrival())
    #expect(answers.sorted.isEmpty)
    gate.open()
    for task in tasks { await task.value }
    #expect(answers.sorted == ["appended", "rejected: tooManyCoats", "repeated"])
    #expect(log.head == Position(rawValue: 11))
    try log.close()
  }

  @Test func afterAFailedSyncTheOutcomeIsUnknownToAllWhoWaitedAndNothingMoreIsTaken() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...1)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let tickets = try (2...20).map { number in
      try log.enqueue(PreparedAppend([ThingMade(thing(number))], noon), if: [], epoch: nil)
    }
    #expect(gate.waitForArrival())
    simulated.disk.inject(SimulatedFault(.synchronize, of: SimulatedLog.firstSegment))
    gate.open()
    for ticket in tickets {
      guard case EventLogError.outcomeUnknown? = await failure(of: { try await log.waitUntilDurable(ticket) }) else {
        Issue.record("position \(ticket.first) was not durable")
        continue
      }
    }
    guard case EventLogError.notWritten? = await failure(of: { try await log.append([ThingMade(thing(30))], noon) })
    else {
      Issue.record("nothing is taken after a failed sync")
      return
    }
    #expect(log.head == Position(rawValue: 1))
    #expect(try all(log, .all).count == 1)
    #expect(throws: EventLogError.self) { try log.close() }
    // The lock was given back, and the log goes on with what was acknowledged, perhaps with what was not.
    let again = try simulated.open()
    #expect((1...20).contains(again.head.rawValue))
    try await again.append([ThingMade(thing(30))], noon)
    try again.close()
  }

  /// A rejection must not be told that rests on an event which then is not stored.
  @Test func aRejectionThatRestsOnAFailedAppendIsNotTold() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...1)
    let handler = commandHandler(log)
    for _ in 1...9 { _ = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, CommandContext(noon)) }
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let tasks = (0..<2).map { _ in
      Task.immediate {
        await failure { try await handler.handle(ThingPainted(thing(1), "red"), by: paint, CommandContext(noon)) }
      }
    }
    #expect(gate.waitForArrival())
    simulated.disk.inject(SimulatedFault(.synchronize, of: SimulatedLog.firstSegment))
    gate.open()
    for task in tasks {
      guard case CommandError<PaintRejection>.log(.outcomeUnknown)? = await task.value else {
        Issue.record("an answer rested on what is not known to be stored")
        continue
      }
    }
    #expect(throws: EventLogError.self) { try log.close() }
  }
}
