import EventSourcing
import Synchronization

/// A clock that tells the given times in turn, then stays at the last.
final class Ticks: Sendable {
  private let rest: Mutex<[Int64]>
  init(_ microseconds: [Int64]) { rest = Mutex(microseconds) }
  func next() -> Timestamp {
    Timestamp(microseconds: rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] })
  }
}
