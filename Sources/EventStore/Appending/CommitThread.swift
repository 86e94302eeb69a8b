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

  /// Links a commit to the last one that is stored.
  func link(_ commit: AppendQueue.Commit) throws(SegmentError) {
    try commit.frame.link(commit.batches, after: writer.base)
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
  /// How the thread is to be woken.
  private enum Attention: UInt8, AtomicRepresentable {
    /// It works, or is awake and looks whether somebody calls it.
    case awake
    /// It sleeps until it is signalled.
    case asleep
    /// It was called, and has not seen that yet.
    case called
  }

  private let attention = Atomic(Attention.awake)
  private let alarm = DispatchSemaphore(value: 0)
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

  /// Has the thread look at its work. A call that comes when it does not wait ends its next wait at once.
  func wake() {
    if attention.exchange(.called, ordering: .acquiringAndReleasing) == .asleep { alarm.signal() }
  }

  /// Sleeps until woken.
  func sleep() {
    if fallAsleep() { alarm.wait() }
    stayAwake()
  }

  /// Waits for what will be there in microseconds, until woken.
  func wait() {
    watch(atMost: Self.longestWatch)
    sleep()
  }

  /// Waits for what may be there in microseconds, until woken, but no longer than that.
  func wait(atMost duration: Duration) {
    let watched = min(duration, Self.longestWatch)
    watch(atMost: watched)
    if duration > watched, fallAsleep() {
      let (seconds, attoseconds) = (duration - watched).components
      let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
      let isOver = alarm.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .timedOut
      // Whoever called just now has signalled, or is about to.
      if isOver, attention.exchange(.awake, ordering: .acquiringAndReleasing) == .called { alarm.wait() }
    }
    stayAwake()
  }

  /// Stays awake until called, but no longer than that.
  private func watch(atMost duration: Duration) {
    guard duration > .zero else { return }
    let clock = ContinuousClock()
    let end = clock.now + duration
    var looks = 0
    while attention.load(ordering: .acquiring) != .called {
      looks += 1
      if looks.isMultiple(of: Self.looksPerTime), clock.now >= end { return }
    }
  }

  /// Ends a wait. Reads what it overwrites, and so sees all that was done before the call that it answers.
  private func stayAwake() { _ = attention.exchange(.awake, ordering: .acquiringAndReleasing) }

  /// Whether the thread may sleep: nobody has called it.
  private func fallAsleep() -> Bool {
    attention.compareExchange(expected: .awake, desired: .asleep, ordering: .acquiringAndReleasing).exchanged
  }

  /// A thread that sleeps is there some 20 microseconds after it was woken, on a virtual machine, and waking it takes
  /// others a few: together a third of a commit of a good disk. Who waits for longer than such a commit takes, sleeps;
  /// and where there is one processor, those who are waited for need it.
  private static let longestWatch: Duration =
    ProcessInfo.processInfo.activeProcessorCount > 1 ? .microseconds(200) : .zero
  /// The time is asked for this seldom: that takes as long as many looks.
  private static let looksPerTime = 32

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
