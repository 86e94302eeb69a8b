import SegmentLog
import Synchronization
import Testing

@testable import EventStore

/// The thread that commits: no call is lost, however it comes between the thread's looks and its sleep.
@Suite(.timeLimit(.minutes(1))) struct CommitThreadTests {
  /// Two threads that call each other in turn.
  private final class Pair: Sendable {
    let first = CommitThread()
    let second = CommitThread()
    let turn = Atomic(0)

    /// Takes the even or the odd turns, and hands on to the other.
    func play(_ parity: Int, rounds: Int, waiting wait: @escaping @Sendable (CommitThread) -> Void) {
      let (own, other) = parity == 0 ? (first, second) : (second, first)
      own.start { [self] in
        for _ in 0..<rounds {
          while turn.load(ordering: .acquiring) % 2 != parity { wait(own) }
          turn.add(1, ordering: .releasing)
          other.wake()
        }
        return nil
      }
    }
  }

  @Test func threadsThatCallEachOtherAreNeverLeftAsleep() {
    let ways: [@Sendable (CommitThread) -> Void] = [
      { $0.sleep() }, { $0.wait() }, { $0.wait(atMost: .microseconds(1)) }, { $0.wait(atMost: .microseconds(250)) },
    ]
    for one in ways {
      for other in ways {
        let pair = Pair()
        pair.play(0, rounds: 500, waiting: one)
        pair.play(1, rounds: 500, waiting: other)
        #expect(pair.first.join() == nil)
        #expect(pair.second.join() == nil)
        #expect(pair.turn.load(ordering: .acquiring) == 1_000)
      }
    }
  }

  @Test func aCallBeforeTheThreadWaitsEndsItsWait() {
    let thread = CommitThread()
    thread.wake()
    thread.sleep()
    thread.wake()
    thread.wait()
    thread.wake()
    thread.wait(atMost: .seconds(3_600))
  }

  @Test func nobodyIsWaitedForLongerThanWasAsked() {
    let thread = CommitThread()
    let clock = ContinuousClock()
    for duration in [Duration.zero, .microseconds(50), .milliseconds(2)] {
      let start = clock.now
      thread.wait(atMost: duration)
      #expect(start.duration(to: clock.now) >= duration)
    }
    // A wait that ended by itself leaves nothing behind: the next is as long.
    let start = clock.now
    thread.wait(atMost: .milliseconds(2))
    #expect(start.duration(to: clock.now) >= .milliseconds(2))
  }
}
