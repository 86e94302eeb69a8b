import DequeModule
import Synchronization

/// Has decisions made one behind the other, each where it costs least: on the thread that asks, if no other is being
/// made, and otherwise by the thread that is at it.
///
/// A lock would let the second thread wait for the first, decision after decision, and processors would spend as much
/// time on waiting as on deciding. Here the second hands its decision over and sees to other tasks; what the decisions
/// touch stays in one processor's cache.
final class DecisionLine: Sendable {
  /// One decision. It cannot wait for anything: whom it tells of its outcome, it tells by a call.
  typealias Job = @Sendable (inout WarmModels) -> Void

  private struct Line {
    var isTaken = false
    var waiting: Deque<Job> = []
  }

  private let line = Mutex(Line())
  private let warm: Mutex<WarmModels>

  init(_ warm: sending WarmModels) { self.warm = Mutex(warm) }

  /// Makes a decision now, or has it made behind those that wait.
  func perform(_ job: @escaping Job) {
    let isMine = line.withLock { line in
      if line.isTaken {
        line.waiting.append(job)
        return false
      }
      line.isTaken = true
      return true
    }
    guard isMine else { return }
    warm.withLock { job(&$0) }
    makeWaiting()
  }

  /// Makes the decisions that wait; who has made many hands the rest on, for its own task waits, too.
  private func makeWaiting() {
    for _ in 0..<Self.decisionsAtOnce {
      guard let job = next() else { return }
      warm.withLock { job(&$0) }
    }
    Task { makeWaiting() }
  }

  private func next() -> Job? {
    line.withLock { line in
      if line.waiting.isEmpty { line.isTaken = false }
      return line.waiting.popFirst()
    }
  }

  /// A millisecond or so.
  private static let decisionsAtOnce = 64
}
