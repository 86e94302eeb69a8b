import Foundation
import Synchronization
import Testing

@testable import EventStore

@Suite struct TurnstileTests {
  @Test func `whoever comes, they pass in order`() {
    let turnstile = Turnstile()
    let next = Mutex(0)
    let passed = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      while true {
        let number = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard number < 1_000, turnstile.enter(number) else { return }
        passed.withLock { $0.append(number) }
        turnstile.leave()
      }
    }
    #expect(passed.withLock { $0 } == Array(0..<1_000))
  }

  @Test func `closing turns away those who wait and those who come, from a number on`() {
    let turnstile = Turnstile()
    let outcomes = Mutex<[Int: Bool]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      if thread == 0 {
        // Waits for 0 and 1 to pass, which never happens.
        let entered = turnstile.enter(2)
        outcomes.withLock { $0[2] = entered }
      } else {
        turnstile.close(from: 1)
      }
    }
    #expect(outcomes.withLock { $0 } == [2: false])
    #expect(!turnstile.enter(1) && !turnstile.enter(7))
    #expect(turnstile.enter(0))
  }
}
