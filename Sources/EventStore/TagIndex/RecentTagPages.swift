import DequeModule
import EventSourcing
import Synchronization

/// The pages of tag files that were read last, checked. Shared by all files of a log; safe to use from any thread.
///
/// Bounded by ``EventLogLimits/cachedTagPages``; the page that came first goes first.
final class RecentTagPages: Sendable {
  /// A page of the file whose segment begins behind a position.
  struct Key: Hashable, Sendable {
    var base: Position
    var page: Int
  }

  private struct State {
    var payloads: [Key: [UInt8]] = [:]
    var order: Deque<Key> = []
  }

  private let state = Mutex(State())

  subscript(key: Key) -> [UInt8]? { state.withLock { $0.payloads[key] } }

  func keep(_ payload: [UInt8], as key: Key) {
    state.withLock { state in
      guard state.payloads.updateValue(payload, forKey: key) == nil else { return }
      state.order.append(key)
      guard state.order.count > EventLogLimits.cachedTagPages, let oldest = state.order.popFirst() else { return }
      state.payloads[oldest] = nil
    }
  }
}
