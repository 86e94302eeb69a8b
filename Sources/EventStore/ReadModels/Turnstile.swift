import Dispatch
import Synchronization

/// Lets numbered work pass one at a time, in the order of the numbers, whichever thread does it.
final class Turnstile: Sendable {
  private struct State {
    var next = 0
    /// Whatever has this number or a higher one does not pass any more.
    var end = Int.max
    var waiting: [Int: DispatchSemaphore] = [:]
  }

  private let state = Mutex(State())

  /// Whether ``enter(_:)`` would answer at once.
  func isOpen(for number: Int) -> Bool { state.withLock { number == $0.next || number >= $0.end } }

  /// Blocks the thread until it is a number's turn; false if that will not come. Who enters must leave.
  func enter(_ number: Int) -> Bool {
    let gate = state.withLock { state -> DispatchSemaphore? in
      if number == state.next || number >= state.end { return nil }
      let gate = DispatchSemaphore(value: 0)
      state.waiting[number] = gate
      return gate
    }
    gate?.wait()
    return state.withLock { number < $0.end }
  }

  /// Lets the next number pass.
  func leave() {
    let gate = state.withLock { state in
      state.next += 1
      return state.waiting.removeValue(forKey: state.next)
    }
    gate?.signal()
  }

  /// Turns away a number and all behind it.
  func close(from number: Int) {
    let gates = state.withLock { state in
      state.end = min(state.end, number)
      let turnedAway = state.waiting.filter { $0.key >= number }
      for number in turnedAway.keys { state.waiting[number] = nil }
      return turnedAway.values
    }
    for gate in gates { gate.signal() }
  }
}
