import EventSourcing
import EventStoreTesting
import SegmentLog
import Synchronization
import SystemPackage
import Testing

@testable import EventStore

/// Waiting, subscribing, and looking back by time.
@Suite struct FollowingTests {
  @Test func aStormOfCancellationsLeavesNothingBehind() async throws {
    let signal = HeadSignal(head: .origin)
    for round in 1...20 as ClosedRange<UInt64> {
      let tasks = (0..<200).map { _ in Task { try await signal.wait(after: Position(rawValue: round - 1)) } }
      // Some are cancelled before they wait, some while they do, some when they have their answer.
      for task in tasks.prefix(100) { task.cancel() }
      signal.advance(to: Position(rawValue: round))
      for task in tasks.dropFirst(100).prefix(50) { task.cancel() }
      for task in tasks {
        switch await task.result {
        case .success(let head): #expect(head == Position(rawValue: round))
        case .failure(let error): #expect(error is CancellationError)
        }
      }
      for task in tasks { task.cancel() }
    }
    #expect(signal.waits == 0)
  }

  @Test func aNarrowSubscriptionFindsItsEventsInManySegments() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    let wanted = Query(types: [ThingPainted.type], tags: [Tag(.thing, thing(7))])
    let subscription = log.subscribe(to: wanted)
    let seen = Task {
      var seen: [UInt64] = []
      for try await event in subscription { seen.append(event.context.position.rawValue) }
      return seen
    }
    var expected: [UInt64] = []
    for number in 1...2_500 as ClosedRange<UInt64> {
      try await log.append([number % 100 == 7 ? ThingPainted(thing(7), "red") : ThingMade(thing(number))], noon)
      if number % 100 == 7 { expected.append(number) }
    }
    #expect(try log.reader.segments().count > 2)
    try log.close()
    #expect(try await seen.value == expected, "and it ended with the log")
  }

  @Test func aSubscriberThatDoesNotReadHoldsUpNobody() async throws {
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1))], noon)
      var slow = log.subscribe(to: .all).makeAsyncIterator()
      #expect(try await slow.next()?.context.position.rawValue == 1)
      for number in 2...500 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      for number in 2...500 { #expect(try await slow.next()?.context.position.rawValue == UInt64(number)) }
    }
  }

  @Test func aSubscriptionThatIsCancelledWhileItCatchesUpEnds() async throws {
    try await onEveryLog { log in
      for number in 1...50 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      let subscription = log.subscribe(to: .all)
      let task = Task {
        var count = 0
        for try await _ in subscription {
          count += 1
          unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        }
        return count
      }
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  /// A follower that cannot go on says so: its subscribers must not take it for the end of the log.
  @Test func whatEndsTheFollowingIsThrownToSubscribers() async throws {
    let simulated = SimulatedLog()
    let writer = try simulated.open()
    try await writer.makeThings(1...1)
    let reader = try simulated.openForReading()
    simulated.disk.inject(SimulatedFault(.read, of: "head"))
    simulated.disk.inject(SimulatedFault(.read, of: SimulatedLog.firstSegment))
    let followed = Task { for try await _ in reader.subscribe(to: .all, after: Position(rawValue: 1)) {} }
    try await writer.makeThings(2...3)
    await #expect(throws: EventLogError.self) { try await followed.value }
    #expect(reader.failure != nil)
    simulated.disk.clearFaults()
    try reader.close()
    try writer.close()
  }

  @Test func theLogIsFoundAsItWasAtAnyTime() async throws {
    final class Steps: LogClock {
      private let time = Mutex<Int64>(0)
      func now() -> LogTimestamp {
        time.withLock { time in
          time += 100
          return LogTimestamp(microseconds: time)
        }
      }
    }
    let simulated = SimulatedLog()
    let log = try simulated.open(clock: Steps())
    for number in 1...600 as ClosedRange<UInt64> {
      try await log.append([ThingMade(thing(number)), ThingPainted(thing(number), "red")], noon)
    }
    let times = try all(log, .all).map { $0.context.committedAt.microseconds }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let first = try #require(times.first)
    let last = try #require(times.last)
    for time in [0, first - 1, first, first + 1, last - 1, last, last + 1] + stride(from: first, to: last, by: 3_333) {
      let expected = times.filter { $0 <= time }.count
      #expect(try log.lastPosition(committedBy: Timestamp(microseconds: time)).rawValue == UInt64(expected), "\(time)")
    }
    try log.close()
  }
}
