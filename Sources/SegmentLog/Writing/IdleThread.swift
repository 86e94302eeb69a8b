internal import CLinux
internal import Dispatch
internal import Foundation
internal import Synchronization

/// A thread for work that yields to everything else: it runs at the lowest priority, on processor time that nobody
/// else wants. Pieces of work run one behind the other; the thread starts with the first.
final class IdleThread: Sendable {
  private struct State {
    var work: [@Sendable () -> Void] = []
    var isStarted = false
    var isFinished = false
  }

  private let name: String
  private let state = Mutex(State())
  private let arrived = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  init(name: String) { self.name = name }

  /// Runs a piece of work behind those that wait.
  func enqueue(_ work: @escaping @Sendable () -> Void) {
    let starts = state.withLock { state in
      precondition(!state.isFinished, "work for a thread that has ended")
      state.work.append(work)
      defer { state.isStarted = true }
      return !state.isStarted
    }
    if starts { start() }
    arrived.signal()
  }

  /// Waits for all work to end, and ends the thread. Finishing again does nothing.
  func finish() {
    let waits = state.withLock { state in
      defer { state.isFinished = true }
      return state.isStarted && !state.isFinished
    }
    guard waits else { return }
    arrived.signal()
    done.wait()
  }

  private func start() {
    let thread = Thread { [self] in
      // Anyone may lower a priority; if the system refuses, the work competes with the rest and is right all the same.
      _ = clinux_thread_set_nice(Self.lowestPriority)
      while true {
        arrived.wait()
        guard let work = next() else { break }
        work()
      }
      done.signal()
    }
    thread.name = name
    thread.start()
  }

  /// The next piece of work; nil at the end.
  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in state.work.isEmpty ? nil : state.work.removeFirst() }
  }

  /// The nicest nice value: about 1.5 % of a processor that others want, all of one that nobody wants.
  private static let lowestPriority: Int32 = 19
}
