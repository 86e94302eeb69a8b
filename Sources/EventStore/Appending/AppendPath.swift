import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// The way from an append to the disk: sequences appends under one lock, and commits them one commit at a time.
///
/// While one commit is being made durable, the next gathers all that wait. There is no timer: an idle log commits at
/// once. Commits are made by a thread of their own, or, if that sleeps, by a thread that waits for its own append
/// anyway. Whoever makes them has the *turn*, which the queue's lock hands on.
final class AppendPath: Sendable {
  private let queue: Mutex<AppendQueue>
  private let index: TagIndex
  private let committer: Committer
  private let thread = CommitThread()
  private let clock = ContinuousClock()
  private let onDurable: @Sendable (Position) -> Void

  /// Takes over a writer, which from here on belongs to whoever has the turn.
  ///
  /// - Parameters:
  ///   - onDurable: called by whoever has the turn, whenever the durable head moved.
  ///   - onSegmentClosed: called by whoever has the turn, with the last position of a segment that was just closed.
  init(
    _ writer: sending LogWriter, head: Position, index: TagIndex,
    onDurable: @escaping @Sendable (Position) -> Void,
    onSegmentClosed: @escaping @Sendable (Position) -> Void
  ) {
    let frames = (0..<EventLogLimits.commitsInMaking).map { _ in writer.makeFrame() }
    self.queue = Mutex(AppendQueue(durable: head, frames: frames))
    self.index = index
    self.onDurable = onDurable
    self.committer = Committer(writer, index, onSegmentClosed)
  }

  var durable: Position { queue.withLock { $0.durable } }
  var epoch: UInt64 { queue.withLock { $0.epoch } }

  /// Starts the commit thread. Called once, when everything that it calls back is in place.
  func start() { thread.start { [self] in commitLoop() } }

  func enqueue(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket {
    let (ticket, next) = try sequence(append, if: conditions, epoch: epoch, mayCommit: false)
    perform(next)
    return ticket
  }

  /// Appends, and returns once the append is durable. The task waits from the moment at which its append is sequenced:
  /// whoever commits then sees how many there are, and the lock is taken once.
  func append(_ append: PreparedAppend, if conditions: [AppendCondition]) async throws(EventLogError) -> AppendTicket {
    var ticket: AppendTicket?
    let failure = await WaitingTask.suspend { task in
      do throws(EventLogError) {
        let (given, next) = try sequence(append, if: conditions, epoch: nil, mayCommit: false, waiting: task)
        ticket = given
        perform(next)
      } catch {
        task.resume(error)
      }
    }
    if let failure { throw failure }
    guard let ticket else { preconditionFailure("an append that was not refused has a ticket") }
    return ticket
  }

  /// Appends, blocks the calling thread until the append is durable, and makes the commit itself if nobody is at it:
  /// handing work to another thread and being woken again costs as much as a third of a commit.
  func appendBlocking(
    _ append: PreparedAppend, if conditions: [AppendCondition]
  ) throws(EventLogError) -> AppendTicket {
    let (ticket, next) = try sequence(append, if: conditions, epoch: nil, mayCommit: true)
    perform(next)
    try waitBlocking(ticket)
    return ticket
  }

  private func perform(_ next: AppendQueue.Next) {
    switch next {
    case .nothing: break
    case .wakeCommitter: thread.wake()
    case .commit(let commit):
      encodeAndStore(commit)
      if queue.withLock({ $0.returnTurn() }) { thread.wake() }
    case .encode(let commit, let base): makeAhead(commit, after: base)
    }
  }

  /// Makes a commit ahead of the committer. Only what the next commit needs of a large one is done at once: whoever
  /// filled it goes on, and any thread that is free encodes it.
  private func makeAhead(_ commit: AppendQueue.Commit, after base: CommitBase) {
    do throws(SegmentError) {
      try commit.frame.link(commit.batches, after: base)
    } catch {
      if queue.withLock({ $0.returnUnlinked(commit) }) { thread.wake() }
      return
    }
    guard commit.isLarge else { return encodeAhead(commit) }
    queue.withLock { $0.linked(commit) }
    DispatchQueue.global().async { [self] in encodeAhead(commit) }
  }

  private func encodeAhead(_ commit: AppendQueue.Commit) {
    commit.frame.encode()
    if queue.withLock({ $0.encoded(commit, now: clock.now) }) { thread.wake() }
  }

  private func sequence(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?, mayCommit: Bool,
    waiting task: WaitingTask? = nil
  ) throws(EventLogError) -> (AppendTicket, AppendQueue.Next) {
    while true {
      let base = index.memoryBase
      try checkFiles(conditions, through: base)
      if let sequenced = try sequence(append, conditions, base, epoch, mayCommit, task) { return sequenced }
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
    _ append: PreparedAppend, _ conditions: [AppendCondition], _ base: Position, _ epoch: UInt64?, _ mayCommit: Bool,
    _ task: WaitingTask?
  ) throws(EventLogError) -> (AppendTicket, AppendQueue.Next)? {
    try queue.withLock { (queue) throws(EventLogError) in
      try queue.admit(append, epoch: epoch)
      switch index.check(conditions, askedFilesThrough: base) {
      case .hold: break
      case .violated(let condition, let position): throw .conflict(condition: condition, position: position)
      case .startsLater: return nil
      }
      index.append(append)
      return queue.sequence(append, mayCommit: mayCommit, waiting: task)
    }
  }

  func whenDurable(_ position: Position, epoch: UInt64, _ body: @escaping @Sendable (EventLogError?) -> Void) {
    let waiter = AppendQueue.Waiter(position: position, continuation: .call(body))
    if let known = queue.withLock({ $0.outcome(of: waiter, epoch: epoch) }) { body(known) }
  }

  private func waitBlocking(_ ticket: AppendTicket) throws(EventLogError) {
    let blocked = BlockedThread()
    let waiter = AppendQueue.Waiter(position: ticket.last, continuation: .thread(blocked))
    let known = queue.withLock { $0.outcome(of: waiter, epoch: ticket.epoch) }
    if let failure = known ?? blocked.wait() { throw failure }
  }

  /// Writes what is queued, refuses what comes later, and returns after the closing commit.
  func close() throws(EventLogError) {
    queue.withLock { $0.close() }
    thread.wake()
    if let error = thread.join() { throw .storage(error) }
  }

  // MARK: With the turn

  /// How long the committer waits for those it has just served, at most: appending takes them microseconds.
  private static let longestGathering = Duration.milliseconds(1)

  private func commitLoop() -> SegmentError? {
    var commitTime = Duration.zero
    var hasGathered = false
    while true {
      let work = queue.withLock { $0.nextWork(hasGathered: hasGathered, now: clock.now) }
      hasGathered = false
      switch work {
      case .gather:
        // Longer than a commit takes, it would not pay.
        thread.wait(atMost: min(commitTime, Self.longestGathering))
        hasGathered = true
      case .awaitCommit: thread.wait()
      case .sleep: thread.sleep()
      case .finish: return committer.finish()
      case .commit(let commit): commitTime = clock.measure { encodeAndStore(commit) }
      case .store(let commit): commitTime = clock.measure { store(commit) }
      }
    }
  }

  private func encodeAndStore(_ commit: AppendQueue.Commit) {
    do throws(SegmentError) {
      try committer.link(commit)
    } catch {
      return refuse(commit, error)
    }
    queue.withLock { $0.linked(commit) }
    commit.frame.encode()
    queue.withLock { $0.storing(commit, now: clock.now) }
    store(commit)
  }

  private func store(_ commit: AppendQueue.Commit) {
    do throws(SegmentError) {
      try committer.store(commit)
      serve(commit)
    } catch {
      refuse(commit, error)
    }
  }

  private func serve(_ commit: AppendQueue.Commit) {
    // Whoever is told that an append is durable must be able to read it.
    onDurable(commit.last)
    resume(queue.withLock { $0.committed(commit, now: clock.now) })
  }

  /// Resumes those whose appends are durable. Many tasks are resumed by the threads on which they go on anyway: the next
  /// commit waits for this one. Threads that are blocked may be just those, and are always resumed here.
  private func resume(_ served: [AppendQueue.Waiter]) {
    var others: [AppendQueue.Waiter] = []
    others.reserveCapacity(served.count)
    for waiter in served {
      if case .thread(let thread) = waiter.continuation { thread.resume(nil) } else { others.append(waiter) }
    }
    let shares = min(Self.cores, others.count / Self.fewestInShare)
    guard shares > 0 else {
      for waiter in others { waiter.continuation.resume(nil) }
      return
    }
    for share in 0..<shares {
      let range = share * others.count / shares..<(share + 1) * others.count / shares
      DispatchQueue.global().async { [others] in for waiter in others[range] { waiter.continuation.resume(nil) } }
    }
  }

  private static let cores = ProcessInfo.processInfo.activeProcessorCount
  /// To resume fewer takes no longer than to wake a thread that does it.
  private static let fewestInShare = 8

  private func refuse(_ commit: AppendQueue.Commit, _ error: SegmentError) {
    let (told, outcome) = queue.withLock { queue in
      let result = queue.failed(
        commit, error, poisoned: error.code == .poisoned || error.code == .io, now: clock.now)
      index.rollBack(to: queue.durable)
      return result
    }
    for waiter in told { waiter.continuation.resume(outcome) }
  }
}
