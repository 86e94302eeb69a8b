import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

/// A disk without space: nothing is half-written, and the log goes on when space returns.
@Suite struct FullDiskTests {
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func whatFindsNoSpaceIsTakenBackAndItsPositionsAreGivenAgain(seed: UInt64) async throws {
    let simulated = SimulatedLog(seed: seed)
    let log = try simulated.open()
    try await log.makeThings(1...3)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let durable = try log.enqueue(PreparedAppend([ThingMade(thing(4))], noon), if: [], epoch: nil)
    #expect(gate.waitForArrival())
    // Queued behind a commit that will succeed, in one that will find no space.
    let tickets = try (5...8).map { number in
      try log.enqueue(PreparedAppend([ThingMade(thing(number))], noon), if: [], epoch: nil)
    }
    simulated.disk.inject(SimulatedFault(.write, of: SimulatedLog.firstSegment, error: .noSpace))
    gate.open()
    try await log.waitUntilDurable(durable)
    for ticket in tickets {
      guard case EventLogError.notWritten(let cause)? = await failure(of: { try await log.waitUntilDurable(ticket) })
      else {
        Issue.record("seed \(seed): position \(ticket.first) was not written")
        continue
      }
      #expect(cause.code == .full)
    }
    #expect(log.head == Position(rawValue: 4))
    #expect(try log.newest(Query(tags: [Tag(.thing, thing(5))]), after: .origin) == nil)
    let again = try await log.append(
      [ThingMade(thing(5))], noon, if: [AppendCondition(failIfEventsMatch: Query(tags: [Tag(.thing, thing(5))]))])
    #expect(again.first == Position(rawValue: 5))
    // Asked late, the old ticket still is told the truth although its position is durable now.
    guard case EventLogError.notWritten? = await failure(of: { try await log.waitUntilDurable(tickets[0]) }) else {
      Issue.record("seed \(seed): another append has this position now")
      return
    }
    try log.close()
    let reopened = try simulated.open()
    #expect(try all(reopened, .all).count == 5)
    try reopened.close()
  }

  @Test func warmModelsForgetWhatWasTakenBack() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...1)
    let handler = commandHandler(log)
    let coat = { try await handler.handle(ThingPainted(thing(1), "red"), by: paint, CommandContext(noon)) }
    for _ in 1...9 { _ = try await coat() }
    simulated.disk.inject(SimulatedFault(.write, of: SimulatedLog.firstSegment, error: .noSpace))
    guard case CommandError<PaintRejection>.log(.notWritten)? = await failure(of: coat) else {
      Issue.record("there was no space")
      return
    }
    // The tenth coat was not stored, so there is room for exactly one.
    #expect(try await coat().outcome == .appended)
    guard case CommandError<PaintRejection>.rejected(.tooManyCoats)? = await failure(of: coat) else {
      Issue.record("an eleventh coat")
      return
    }
    try log.close()
  }

  @Test func aLogThatCannotBeginItsNextSegmentGoesOnWhenSpaceReturns() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...1)
    simulated.disk.capacity = simulated.disk.usedBytes
    var number: UInt64 = 1
    var problem: (any Error)?
    while problem == nil, number < 10_000 {
      number += 1
      problem = await failure { try await log.append([ThingMade(thing(number))], noon) }
    }
    guard case EventLogError.notWritten(let cause)? = problem else {
      Issue.record("the disk is full, not \(String(describing: problem))")
      return
    }
    #expect(cause.code == .full)
    #expect(log.head.rawValue == number - 1)
    #expect(try all(log, .all).count == Int(number - 1))
    simulated.disk.capacity = nil
    for next in number...(number + 1_500) { try await log.append([ThingMade(thing(next))], noon) }
    #expect(try log.reader.segments().count > 1)
    for number in stride(from: 1, through: log.head.rawValue, by: 101) {
      #expect(try all(log, Query(tags: [Tag(.thing, thing(number))])).map(\.context.position.rawValue) == [number])
    }
    try log.close()
  }
}
