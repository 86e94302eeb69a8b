import DequeModule
import Dispatch
import EventSourcing
import Foundation
import Synchronization

/// Decodes blocks on a thread of its own, a bounded number ahead of whoever folds them.
///
/// Blocks change hands several at a time, because waking a thread costs as much as decoding part of a block.
///
/// Belongs to one consumer, which must call ``stop()`` when it is done, whether it read to the end or not.
final class ReadAhead: Sendable {
  private struct State {
    var handedOver: Deque<Result<[EventBlock], EventLogError>> = []
    var isStopped = false
  }

  private let state = Mutex(State())
  /// Counts what was handed over, and the end.
  private let filled = DispatchSemaphore(value: 0)
  /// Begins at zero and is filled, because a semaphore must not end below the value that it began with, as it would
  /// when the consumer stops early.
  private let room = DispatchSemaphore(value: 0)

  /// Starts decoding what `scan` makes; the closure runs on the decoding thread.
  init(_ scan: @escaping @Sendable () throws(EventLogError) -> BlockScan) {
    for _ in 0..<EventLogLimits.blocksAhead / EventLogLimits.blocksPerHandOver { room.signal() }
    let thread = Thread { [self] in
      produce(scan)
      filled.signal()
    }
    thread.name = "daybook.read-ahead"
    thread.start()
  }

  private func produce(_ scan: () throws(EventLogError) -> BlockScan) {
    var blocks: [EventBlock] = []
    do throws(EventLogError) {
      var scan = try scan()
      while let block = try scan.next() {
        blocks.append(block)
        guard blocks.count == EventLogLimits.blocksPerHandOver else { continue }
        if !handOver(.success(blocks)) { return }
        blocks = []
      }
      _ = blocks.isEmpty || handOver(.success(blocks))
    } catch {
      _ = (blocks.isEmpty || handOver(.success(blocks))) && handOver(.failure(error))
    }
  }

  /// Hands over as soon as there is room; false if nobody wants more.
  private func handOver(_ next: Result<[EventBlock], EventLogError>) -> Bool {
    room.wait()
    let isWanted = state.withLock { state in
      if !state.isStopped { state.handedOver.append(next) }
      return !state.isStopped
    }
    filled.signal()
    return isWanted
  }

  /// The blocks that follow; none behind the last. Blocks its thread until there are some.
  func next() throws(EventLogError) -> [EventBlock] {
    filled.wait()
    guard let next = state.withLock({ $0.handedOver.popFirst() }) else { return [] }
    room.signal()
    return try next.get()
  }

  /// Lets the decoding thread end early.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      state.handedOver = []
    }
    room.signal()
  }
}
