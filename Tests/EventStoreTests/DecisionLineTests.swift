import Dispatch
import Foundation
import Synchronization
import Testing

@testable import EventStore

@Suite struct DecisionLineTests {
  private final class Record: Sendable {
    let numbers = Mutex<[Int]>([])
    func note(_ number: Int) { numbers.withLock { $0.append(number) } }
  }

  private final class Gauge: Sendable {
    let entries = Atomic(0)
    let overlaps = Atomic(0)
    private let inside = Atomic(0)

    func enter() {
      entries.add(1, ordering: .relaxed)
      if inside.add(1, ordering: .relaxed).newValue != 1 { overlaps.add(1, ordering: .relaxed) }
    }

    func leave() { inside.subtract(1, ordering: .relaxed) }
  }

  @Test func aDecisionIsMadeAtOnceWhereNoneIsBeingMade() {
    let line = DecisionLine(WarmModels(limit: 1))
    let record = Record()
    for number in 1...3 {
      line.perform { _ in record.note(number) }
      #expect(record.numbers.withLock(\.count) == number)
    }
  }

  @Test func decisionsThatWaitAreMadeInOrderAndNobodyWaitsForThem() async {
    let line = DecisionLine(WarmModels(limit: 1))
    let record = Record()
    let (begun, goOn, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let count = 500  // more than one thread makes at once
    Thread.detachNewThread {
      line.perform { _ in
        begun.signal()
        goOn.wait()
        record.note(0)
      }
    }
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        begun.wait()
        for number in 1...count {
          line.perform { _ in
            record.note(number)
            if number == count { done.signal() }
          }
        }
        let made = record.numbers.withLock(\.count)
        goOn.signal()
        done.wait()
        #expect(made == 0)
        continuation.resume()
      }
    }
    #expect(record.numbers.withLock(\.self) == Array(0...count))
  }

  @Test func noTwoDecisionsAreMadeAtATime() async {
    let line = DecisionLine(WarmModels(limit: 1))
    let gauge = Gauge()
    let perTask = 2_000
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask {
          for _ in 0..<perTask {
            await withCheckedContinuation { continuation in
              line.perform { _ in
                gauge.enter()
                gauge.leave()
                continuation.resume()
              }
            }
          }
        }
      }
    }
    #expect(gauge.entries.load(ordering: .relaxed) == 16 * perTask)
    #expect(gauge.overlaps.load(ordering: .relaxed) == 0)
  }
}
