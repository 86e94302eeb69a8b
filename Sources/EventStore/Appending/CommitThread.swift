import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// Commits through the writer, and notices when a segment was closed by it.
///
/// `@unchecked Sendable`: only whoever has the turn calls it, and the queue's lock hands the turn on.
final class Committer: @unchecked Sendable {
  private let writer: LogWriter
  private let index: TagIndex
  private let onSegmentClosed: @Sendable (Position) -> Void
  private var segment: SegmentID

  init(_ writer: sending LogWriter, _ index: TagIndex, _ onSegmentClosed: @escaping @Sendable (Position) -> Void) {
    self.index = index
    self.onSegmentClosed = onSegmentClosed
    segment = writer.published.current.segment
    self.writer = writer
  }

  /// Makes a commit that follows the last one that is stored.
  func encode(_ commit: AppendQueue.Commit) throws(SegmentError) {
    try commit.frame.fill(commit.batches, after: writer.base)
  }

  /// Returns when the commit, which was encoded, is durable.
  func store(_ commit: AppendQueue.Commit) throws(SegmentError) {
    _ = try writer.commit(commit.frame)
    let active = writer.published.current.segment
    guard active != segment else { return }
    segment = active
    let last = Position(active.firstPosition).previous
    index.closeSegment(at: last)
    onSegmentClosed(last)
  }

  /// Ends the log cleanly; what went wrong, if anything did.
  func finish() -> SegmentError? {
    do throws(SegmentError) {
      try writer.close()
      return nil
    } catch {
      return error
    }
  }
}

/// The thread that commits what no waiting thread commits itself.
final class CommitThread: Sendable {
  private let work = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let failure = Mutex<SegmentError?>(nil)

  /// Runs `body` on the thread. Called once.
  func start(_ body: @escaping @Sendable () -> SegmentError?) {
    let thread = Thread { [self] in
      let error = body()
      failure.withLock { $0 = error }
      done.signal()
    }
    thread.name = "daybook.commit"
    thread.start()
  }

  func wake() { work.signal() }

  func sleep() { work.wait() }

  /// Sleeps until woken, but no longer than that. Whoever wakes too late makes a later sleep end at once.
  func sleep(atMost duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    _ = work.wait(timeout: .now() + .nanoseconds(nanoseconds))
  }

  /// Waits for the end of the thread, and tells what `body` returned; called once.
  func join() -> SegmentError? {
    done.wait()
    return failure.withLock { $0 }
  }
}

/// A thread that waits for its append.
final class BlockedThread: Sendable {
  private let outcome = Mutex<EventLogError?>(nil)
  private let told = DispatchSemaphore(value: 0)

  /// Lets the thread go on; called once.
  func resume(_ failure: EventLogError?) {
    outcome.withLock { $0 = failure }
    told.signal()
  }

  /// Blocks until ``resume(_:)``, and answers what it was told.
  func wait() -> EventLogError? {
    told.wait()
    return outcome.withLock { $0 }
  }
}
