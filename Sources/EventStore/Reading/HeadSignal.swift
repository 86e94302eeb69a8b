import EventSourcing
import Synchronization

/// Tells whoever waits that the durable head moved.
///
/// Safe to use from any thread. Waiting costs the one who moves the head nothing but the resumption.
final class HeadSignal: Sendable {
  private struct Waiter {
    var id: UInt64
    var after: Position
    var continuation: CheckedContinuation<Position?, any Error>
  }

  private struct State {
    var head: Position
    var isClosed = false
    var nextID: UInt64 = 0
    var waiters: [Waiter] = []
    /// Waits that were announced and have not begun; a cancellation takes them out. A cancellation that comes when
    /// the wait is over finds nothing, and leaves nothing behind.
    var announced: Set<UInt64> = []
  }

  private let state: Mutex<State>

  init(head: Position) { state = Mutex(State(head: head)) }

  var head: Position { state.withLock { $0.head } }

  /// How many waits are remembered, begun or not.
  var waits: Int { state.withLock { $0.waiters.count + $0.announced.count } }

  /// The head is at `position` now.
  func advance(to position: Position) {
    let served = state.withLock { state -> [Waiter] in
      guard position > state.head else { return [] }
      state.head = position
      let served = state.waiters.filter { $0.after < position }
      if !served.isEmpty { state.waiters.removeAll { $0.after < position } }
      return served
    }
    for waiter in served { waiter.continuation.resume(returning: position) }
  }

  /// Nothing will come any more.
  func close() {
    let served = state.withLock { state -> [Waiter] in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in served { waiter.continuation.resume(returning: nil) }
  }

  /// Waits until the head lies behind `position`; nil when the log was closed first.
  func wait(after position: Position) async throws -> Position? {
    let id = state.withLock { state -> UInt64 in
      state.nextID += 1
      state.announced.insert(state.nextID)
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Position?, any Error>) in
        let answer = state.withLock { state -> Result<Position?, any Error>? in
          if state.announced.remove(id) == nil { return .failure(CancellationError()) }
          if state.head > position { return .success(state.head) }
          if state.isClosed { return .success(nil) }
          state.waiters.append(Waiter(id: id, after: position, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        if state.announced.remove(id) != nil { return nil }
        return state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }
}
