import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import Testing

/// Appends of threads that block, beside those of tasks.
@Suite struct BlockingAppendTests {
  /// Starts what blocks, on a thread of its own, at once.
  private func start<R: Sendable>(_ body: @escaping @Sendable () throws -> R) -> AsyncThrowingStream<R, any Error> {
    AsyncThrowingStream { continuation in
      Thread.detachNewThread {
        do {
          continuation.yield(try body())
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
    }
  }

  private func value<R: Sendable>(_ started: AsyncThrowingStream<R, any Error>) async throws -> R {
    var iterator = started.makeAsyncIterator()
    return try #require(await iterator.next())
  }

  @Test func threadsAndTasksShareOneOrder() async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path)
    let each = 150
    let positions = try await withThrowingTaskGroup(of: [Position].self) { group in
      for writer in 0..<4 {
        group.addTask {
          try await value(
            start {
              try (0..<each).map { number -> Position in
                let made = ThingMade(thing(UInt64(writer * each + number)))
                let ticket = try log.appendBlocking(PreparedAppend([made], noon))
                #expect(log.head >= ticket.last, "acknowledged, so it is durable and visible")
                return ticket.last
              }
            })
        }
        group.addTask {
          var positions: [Position] = []
          for number in 0..<each {
            let made = ThingMade(thing(UInt64(10_000 + writer * each + number)))
            positions.append(try await log.append([made], noon).last)
          }
          return positions
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(positions.map(\.rawValue).sorted() == Array(1...UInt64(8 * each)))
    try log.close()
    let again = try openLog(directory.path)
    #expect(try all(again, .all).count == 8 * each)
    try again.close()
  }

  @Test func whatArrivesMeanwhileIsHandedOn() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open(oneSegment())
    try await log.makeThings(1...1)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let blocked = start { try log.appendBlocking(PreparedAppend([ThingMade(thing(2))], noon)) }
    #expect(gate.waitForArrival())
    let behind = try log.enqueue(PreparedAppend([ThingMade(thing(3))], noon), if: [], epoch: nil)
    #expect(log.head == Position(rawValue: 1))
    gate.open()
    #expect(try await value(blocked).last == Position(rawValue: 2))
    try await log.waitUntilDurable(behind)
    #expect(log.head == Position(rawValue: 3))
    try log.close()
  }

  @Test func closingWaitsForTheThreadThatCommits() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open(oneSegment())
    try await log.makeThings(1...1)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    let blocked = start { try log.appendBlocking(PreparedAppend([ThingMade(thing(2))], noon)) }
    #expect(gate.waitForArrival())
    let closed = start { try log.close() }
    gate.open()
    #expect(try await value(blocked).last == Position(rawValue: 2))
    try await value(closed)
    #expect(throws: EventLogError.self) { try log.appendBlocking(PreparedAppend([ThingMade(thing(3))], noon)) }
    let again = try simulated.open(oneSegment())
    #expect(again.head == Position(rawValue: 2))
    try again.close()
  }

  @Test func aConditionIsCheckedFirst() async throws {
    let log = try openLog(TemporaryDirectory().path)
    let append = try PreparedAppend([ThingMade(thing(1))], noon)
    let condition = AppendCondition(failIfEventsMatch: Query(tags: [Tag(.thing, thing(1))]))
    let outcomes = try await value(
      start {
        try (0..<2).map { _ in
          do throws(EventLogError) {
            try log.appendBlocking(append, if: [condition])
            return "appended"
          } catch .conflict(_, let position) {
            return "conflict at \(position)"
          }
        }
      })
    #expect(outcomes == ["appended", "conflict at 1"])
    try log.close()
  }
}
