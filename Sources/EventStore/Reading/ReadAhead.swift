import Dispatch
import EventSourcing
import Foundation
import Synchronization

/// Decodes blocks on a thread of its own, a bounded number ahead of whoever folds them.
///
/// Belongs to one consumer, which must call ``stop()`` when it is done, whether it read to the end or not.
final class ReadAhead: Sendable {
  private struct State {
    var blocks: [Result<EventBlock, EventLogError>] = []
    var taken = 0
    var isFinished = false
    var isStopped = false
  }

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)
  /// Begins at zero and is filled, because a semaphore must not end below the value that it began with, as it would
  /// when the consumer stops early.
  private let room = DispatchSemaphore(value: 0)

  /// Starts decoding what `scan` makes; the closure runs on the decoding thread.
  init(_ scan: @escaping @Sendable () throws(EventLogError) -> BlockScan) {
    for _ in 0..<EventLogLimits.blocksAhead { room.signal() }
    let thread = Thread { [self] in
      produce(scan)
      state.withLock { $0.isFinished = true }
      filled.signal()
    }
    thread.name = "daybook.read-ahead"
    thread.start()
  }

  private func produce(_ scan: () throws(EventLogError) -> BlockScan) {
    do throws(EventLogError) {
      var scan = try scan()
      while let block = try scan.next() {
        room.wait()
        if !put(.success(block)) { return }
      }
    } catch {
      room.wait()
      _ = put(.failure(error))
    }
  }

  private func put(_ block: Result<EventBlock, EventLogError>) -> Bool {
    let isWanted = state.withLock { state in
      if !state.isStopped { state.blocks.append(block) }
      return !state.isStopped
    }
    filled.signal()
    return isWanted
  }

  /// The next block, nil behind the last. Blocks its thread until there is one.
  func next() throws(EventLogError) -> EventBlock? {
    filled.wait()
    let taken = state.withLock { state -> Result<EventBlock, EventLogError>? in
      guard state.taken < state.blocks.count else { return nil }
      let block = state.blocks[state.taken]
      state.taken += 1
      if state.taken >= EventLogLimits.blocksAhead {
        state.blocks.removeFirst(state.taken)
        state.taken = 0
      }
      return block
    }
    guard let taken else { return nil }
    room.signal()
    return try taken.get()
  }

  /// Lets the decoding thread end early.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      state.blocks = []
      state.taken = 0
    }
    room.signal()
  }
}
