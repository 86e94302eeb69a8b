import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

/// A history that is loaded is in the log in its order, and never with a gap.
@Suite struct BulkLoadTests {
  /// Actions of one to forty events, numbered through.
  private static func history(_ actions: Int) -> [[ThingMade]] {
    var next: UInt64 = 0
    return (0..<actions).map { action in
      (0...(action * 7 % 40)).map { _ in
        next += 1
        return ThingMade(thing(next), size: UInt64(action))
      }
    }
  }

  private static func load(_ actions: [[ThingMade]], into log: any EventLog) async throws -> Int {
    var rest = actions.makeIterator()
    return try await log.load { rest.next().map { LoadedAction($0, noon) } }
  }

  private static func made(in log: any EventLog) throws -> [ThingMade] {
    try all(log, .all).map { try #require(try $0.decode(ThingMade.self)) }
  }

  @Test func aHistoryIsLoadedInItsOrder() async throws {
    let history = Self.history(300)
    try await onEveryLog { log in
      let count = try await Self.load(history, into: log)
      let made = try Self.made(in: log)
      #expect(count == made.count)
      #expect(made == history.flatMap(\.self))
    }
  }

  @Test func anEmptyHistoryIsLoaded() async throws {
    let log = try SimulatedLog().open()
    #expect(try await Self.load([], into: log) == 0)
    #expect(log.head == .origin)
    try log.close()
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func whatIsInTheLogAfterAFullDiskIsABeginning(seed: UInt64) async throws {
    let history = Self.history(1500)
    let simulated = SimulatedLog(seed: seed)
    let log = try simulated.open(oneSegment())
    simulated.disk.inject(
      SimulatedFault(.write, of: SimulatedLog.firstSegment, after: Int(seed), error: .noSpace))
    guard case EventLogError.notWritten(let cause)? = await failure(of: { try await Self.load(history, into: log) })
    else {
      Issue.record("seed \(seed): there was no space")
      return
    }
    #expect(cause.code == .full)
    let made = try Self.made(in: log)
    #expect(made.count == Int(log.head.rawValue))
    #expect(made == Array(history.flatMap(\.self).prefix(made.count)))
    // Nothing is queued any more: what is appended now stands right behind the beginning.
    try await log.append([ThingPainted(thing(1), "red")], noon)
    #expect(log.head == Position(rawValue: UInt64(made.count) + 1))
    try log.close()
  }

  @Test func whoeverReadsTheHistoryIsToldOfHisOwnFailure() async throws {
    struct Unreadable: Error {}
    let history = Self.history(60)
    let log = try SimulatedLog().open()
    var next = 0
    await #expect(throws: Unreadable.self) {
      try await log.load {
        guard next < history.count else { throw Unreadable() }
        next += 1
        return LoadedAction(history[next - 1], noon)
      }
    }
    try log.close()
    #expect(try Self.made(in: log) == Array(history.flatMap(\.self).prefix(Int(log.head.rawValue))))
  }

  @Test func aLoadWaitsWhereOthersHaveFilledTheQueue() async throws {
    let history = Self.history(40)
    let simulated = SimulatedLog()
    let log = try simulated.open(oneSegment())
    try await log.makeThings(1...1)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let one = try PreparedAppend([ThingPainted(thing(1), "red")], noon)
    _ = try log.enqueue(one, if: [], epoch: nil)
    #expect(gate.waitForArrival())
    var others: UInt64 = 1
    while (try? log.enqueue(one, if: [], epoch: nil)) != nil { others += 1 }
    let loaded = Task { try await Self.load(history, into: log) }
    gate.open()
    let count = try await loaded.value
    #expect(log.head.rawValue == 1 + others + UInt64(count))
    try log.close()
  }

  @Test func anActionThatCannotBeAppendedEndsTheLoad() async throws {
    var history = Self.history(50)
    history[20] = []
    let log = try SimulatedLog().open()
    guard case EventLogError.refused? = await failure(of: { try await Self.load(history, into: log) }) else {
      Issue.record("an action without events was appended")
      return
    }
    let head = log.head
    try log.close()
    #expect(log.head == head, "what is told, is told when the log has come to rest")
    let made = try Self.made(in: log)
    #expect(made == Array(history[..<20].flatMap(\.self).prefix(made.count)))
  }
}
