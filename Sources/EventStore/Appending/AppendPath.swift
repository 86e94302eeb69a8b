import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// The way from an append to the disk: sequences appends under one lock, and commits them from one thread.
///
/// While one commit is being made durable, the next gathers all that wait. There is no timer: an idle log commits at
/// once.
final class AppendPath: Sendable {
  private let queue: Mutex<AppendQueue>
  private let index: TagIndex
  private let thread: CommitThread
  private let onDurable: @Sendable (Position) -> Void

  /// Takes over a writer, which from here on belongs to the commit thread.
  ///
  /// - Parameters:
  ///   - onDurable: called on the commit thread whenever the durable head moved.
  ///   - onSegmentClosed: called on the commit thread with the last position of a segment that was just closed.
  init(
    _ writer: sending LogWriter, head: Position, index: TagIndex,
    onDurable: @escaping @Sendable (Position) -> Void,
    onSegmentClosed: @escaping @Sendable (Position) -> Void
  ) {
    self.queue = Mutex(AppendQueue(durable: head))
    self.index = index
    self.onDurable = onDurable
    self.thread = CommitThread(writer, onSegmentClosed)
  }

  var durable: Position { queue.withLock { $0.durable } }
  var epoch: UInt64 { queue.withLock { $0.epoch } }

  /// Starts the commit thread. Called once, when everything that it calls back is in place.
  func start() { thread.start { [self] writer, closed in commitLoop(writer, closed) } }

  func enqueue(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket {
    while true {
      let base = index.memoryBase
      try checkFiles(conditions, through: base)
      if let ticket = try sequence(append, conditions, base, epoch) { return ticket }
    }
  }

  /// Checks conditions that reach back into closed segments, outside the lock.
  private func checkFiles(_ conditions: [AppendCondition], through base: Position) throws(EventLogError) {
    for (number, condition) in conditions.enumerated() where condition.after < base {
      let match = try index.matchInFiles(condition.failIfEventsMatch, after: condition.after, through: base)
      if let match { throw .conflict(condition: number, position: match) }
    }
  }

  /// Checks the conditions in memory and sequences; nil if a segment was closed since the files were asked.
  private func sequence(
    _ append: PreparedAppend, _ conditions: [AppendCondition], _ base: Position, _ epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket? {
    let outcome = try queue.withLock { (queue) throws(EventLogError) -> (AppendTicket, Bool)? in
      try queue.admit(append, epoch: epoch)
      switch index.check(conditions, askedFilesThrough: base) {
      case .hold: break
      case .violated(let condition, let position): throw .conflict(condition: condition, position: position)
      case .startsLater: return nil
      }
      index.append(append)
      let (ticket, wakes) = queue.sequence(append)
      return (ticket, wakes)
    }
    guard let (ticket, wakes) = outcome else { return nil }
    if wakes { thread.wake() }
    return ticket
  }

  func waitUntilDurable(_ position: Position, epoch: UInt64) async throws(EventLogError) {
    let failure = await withCheckedContinuation { (continuation: CheckedContinuation<EventLogError?, Never>) in
      let known = queue.withLock { queue in
        let known = queue.outcome(of: position, epoch: epoch)
        if known == nil { queue.wait(AppendQueue.Waiter(position: position, continuation: continuation)) }
        return known
      }
      switch known {
      case .success: continuation.resume(returning: nil)
      case .failure(let error): continuation.resume(returning: error)
      case nil: break
      }
    }
    if let failure { throw failure }
  }

  /// Writes what is queued, refuses what comes later, and returns after the closing commit.
  func close() throws(EventLogError) {
    queue.withLock { $0.close() }
    thread.wake()
    if let error = thread.join() { throw .storage(error) }
  }

  // MARK: On the commit thread

  private enum Work {
    case commit([AppendQueue.Entry])
    case sleep
    case finish
  }

  private func commitLoop(_ writer: LogWriter, _ closed: (Position) -> Void) -> SegmentError? {
    var segment = writer.published.current.segment
    while true {
      switch nextWork() {
      case .sleep: thread.sleep()
      case .finish: return finish(writer)
      case .commit(let entries):
        do throws(SegmentError) {
          _ = try writer.commit(entries.map(\.append.batch))
          let active = writer.published.current.segment
          if active != segment {
            segment = active
            let last = Position(active.firstPosition).previous
            index.closeSegment(at: last)
            closed(last)
          }
          serve(entries)
        } catch {
          refuse(error)
        }
      }
    }
  }

  private func nextWork() -> Work {
    queue.withLock { queue in
      if !queue.isEmpty { return .commit(queue.takeCommit()) }
      if queue.isClosing { return .finish }
      queue.committerSleeps = true
      return .sleep
    }
  }

  private func serve(_ entries: [AppendQueue.Entry]) {
    guard let last = entries.last?.last else { return }
    // Whoever is told that an append is durable must be able to read it.
    onDurable(last)
    let served = queue.withLock { $0.committed(through: last) }
    for waiter in served { waiter.continuation.resume(returning: nil) }
  }

  private func refuse(_ error: SegmentError) {
    let (told, outcome) = queue.withLock { queue in
      let result = queue.failed(error, poisoned: error.code == .poisoned || error.code == .io)
      index.rollBack(to: queue.durable)
      return result
    }
    for waiter in told { waiter.continuation.resume(returning: outcome) }
  }

  private func finish(_ writer: LogWriter) -> SegmentError? {
    do throws(SegmentError) {
      try writer.close()
      return nil
    } catch {
      return error
    }
  }
}

/// The thread that owns the writer.
///
/// `@unchecked Sendable`: the writer is handed in before the thread starts and is touched by that thread alone; all
/// else is immutable or guarded by semaphores.
final class CommitThread: @unchecked Sendable {
  private let writer: LogWriter
  private let onSegmentClosed: @Sendable (Position) -> Void
  private let work = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private var failure: SegmentError?

  init(_ writer: sending LogWriter, _ onSegmentClosed: @escaping @Sendable (Position) -> Void) {
    self.writer = writer
    self.onSegmentClosed = onSegmentClosed
  }

  func start(_ body: @escaping @Sendable (LogWriter, (Position) -> Void) -> SegmentError?) {
    let thread = Thread { [self] in
      failure = body(writer, onSegmentClosed)
      done.signal()
    }
    thread.name = "daybook.commit"
    thread.start()
  }

  func wake() { work.signal() }

  func sleep() { work.wait() }

  /// Waits for the end of the thread; called once.
  func join() -> SegmentError? {
    done.wait()
    return failure
  }
}
