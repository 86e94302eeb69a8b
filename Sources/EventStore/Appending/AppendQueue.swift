import DequeModule
import EventSourcing
import SegmentLog

/// What waits to be written, in order, and who waits for it: the pure state of the append path.
///
/// The queue decides and never acts: whoever holds its lock performs the returned effects after unlocking.
///
/// | state | enqueue | commit succeeded | write refused | sync failed | close |
/// |---|---|---|---|---|---|
/// | open | sequenced | waiters served | rolled back, stays open | -> poisoned | -> closing |
/// | closing | refused | waiters served | rolled back | -> poisoned | - |
/// | poisoned | refused | - | - | - | - |
///
/// Many writers fall into two groups: while the commit of one is being stored, the other prepares, and whoever completes
/// it encodes its commit. Writers who prepare in much less time than a sync takes are one group. Where more waits than
/// one commit holds, as in a bulk load, several commits are made at a time: see ``CommitLine``.
struct AppendQueue {
  enum State {
    case open
    case closing
    case poisoned(SegmentError)
  }

  /// What the committer does while the queue is changed.
  private enum Committer {
    /// It encodes or serves, and looks at the queue afterwards.
    case busy
    /// It stores a commit.
    case storing(since: ContinuousClock.Instant)
    /// It has nothing to store until a commit arrives that is being encoded.
    case awaitingCommit
    /// It waits until so many appends are queued: those who were just served are about to append again.
    case gathering(Int)
    /// It waits for anything.
    case sleeping
    /// It waits, and a thread that waits for its own append has the turn.
    case replaced
  }

  /// What whoever sequenced an append must do after unlocking.
  enum Next {
    case nothing
    case wakeCommitter
    /// It was given the turn: commit this, and give the turn back.
    case commit(Commit)
    /// Link this to the base, encode it and bring it back.
    case encode(Commit, after: CommitBase)
  }

  /// What the committer shall do next.
  enum Work {
    /// Encode and store this.
    case commit(Commit)
    /// Store this, which is encoded.
    case store(Commit)
    /// Wait for more, but not for long.
    case gather
    /// Wait for a small commit that is being encoded.
    case awaitCommit
    case sleep
    case finish
  }

  /// Somebody who waits until a position is durable.
  struct Waiter {
    enum Continuation {
      case task(WaitingTask)
      case call(@Sendable (EventLogError?) -> Void)
      case thread(BlockedThread)

      func resume(_ failure: EventLogError?) {
        switch self {
        case .task(let task): task.resume(failure)
        case .call(let body): body(failure)
        case .thread(let thread): thread.resume(failure)
        }
      }
    }

    var position: Position
    var continuation: Continuation
  }

  private(set) var state = State.open
  /// The log's owner wants it to end.
  private(set) var isClosing = false
  /// The last position that was given out.
  private(set) var sequenced: Position
  /// The last position that is durable.
  private(set) var durable: Position
  /// Counts the times that sequenced positions were taken back; a ticket is valid in its own epoch only.
  private(set) var epoch: UInt64 = 0
  /// What ended the latest epochs, the newest last.
  private var rollbacks: Deque<(durable: Position, error: EventLogError)> = []
  private var queued = SequencedAppends()
  private var waiters: [Waiter] = []
  private var committer = Committer.busy
  private var line = CommitLine()
  /// Frames that no commit is being made in.
  private var frames: [CommitFrame]
  /// How many appends the next commit may expect of those who waited when the last one was done.
  private var expected = 0
  /// Whether the writers are in two groups.
  private var hasTwoGroups = false
  /// Half of those who waited when the last commit was done, at least one.
  private var groupSize = 1
  /// How long the last commit was being stored.
  private var storingTime = Duration.zero
  /// When those whose appends became durable last were told so.
  private var servedAt: ContinuousClock.Instant?
  /// Whether the committer waited for more before it took what it encodes now.
  private var wasGathered = false
  /// Commits in a row for which the second group was ready early.
  private var earlyCommits = 0

  /// A queue behind a durable position; it needs two frames, and makes as many large commits at a time as it has.
  init(durable: Position, frames: [CommitFrame]) {
    self.frames = frames
    self.durable = durable
    self.sequenced = durable
  }

  var isEmpty: Bool { queued.isEmpty }

  /// Refuses an append before anything is looked at, if it can't be taken.
  func admit(_ append: PreparedAppend, epoch expected: UInt64?) throws(EventLogError) {
    switch state {
    case .open: break
    case .closing: throw .closed
    case .poisoned(let error): throw .notWritten(error)
    }
    if let expected, expected != epoch { throw .superseded }
    let (appends, bytes) = waiting
    guard appends < EventLogLimits.queuedAppends else {
      throw .overloaded(queued: appends, limit: EventLogLimits.queuedAppends, unit: "appends")
    }
    guard bytes + append.byteCount <= EventLogLimits.queuedBytes || appends == 0 else {
      throw .overloaded(queued: bytes, limit: EventLogLimits.queuedBytes, unit: "bytes")
    }
  }

  /// The appends that wait to be written, and their bytes.
  private var waiting: (appends: Int, bytes: Int) { (queued.count + line.appends, queued.byteCount + line.bytes) }

  /// Gives an admitted append its positions.
  ///
  /// - Parameters:
  ///   - mayCommit: the caller is a thread that will wait for this append, and can make the commit itself.
  ///   - task: waits for the append from now on.
  mutating func sequence(
    _ append: PreparedAppend, mayCommit: Bool, waiting task: WaitingTask? = nil
  ) -> (ticket: AppendTicket, next: Next) {
    let first = sequenced.next
    sequenced = sequenced.advanced(by: append.count)
    queued.add(append, last: sequenced)
    if let task { waiters.append(Waiter(position: sequenced, continuation: .task(task))) }
    return (AppendTicket(first: first, last: sequenced, epoch: epoch), next(mayCommit: mayCommit))
  }

  private mutating func next(mayCommit: Bool) -> Next {
    switch committer {
    case .replaced: return .nothing
    case .busy, .awaitingCommit: return isCommitFull ? commitAhead() : .nothing
    case .storing: return isCommitFull || isGroupComplete && line.isEmpty ? commitAhead() : .nothing
    case .gathering(let count) where queued.count < count: return .nothing
    case .sleeping where mayCommit:
      committer = .replaced
      return .commit(takeCommit(inLine: false))
    case .gathering, .sleeping:
      committer = .busy
      return .wakeCommitter
    }
  }

  /// A commit that is made while others are being made or stored; nothing while it is not known what it follows.
  private mutating func commitAhead() -> Next {
    guard let base = line.base, !frames.isEmpty else { return .nothing }
    return .encode(takeCommit(inLine: true), after: base)
  }

  /// Whether more waits than one commit holds.
  private var isCommitFull: Bool { queued.byteCount >= EventLogLimits.bytesPerCommit }

  /// Whether one of two groups is there, and its commit is soon encoded.
  private var isGroupComplete: Bool {
    hasTwoGroups && queued.count >= groupSize && queued.byteCount <= EventLogLimits.bytesEncodedAhead
  }

  /// Takes the turn back from a thread that made a commit. Answers whether the committer must be woken, because more
  /// has arrived.
  mutating func returnTurn() -> Bool {
    let isNeeded = !isEmpty || isClosing
    committer = isNeeded ? .busy : .sleeping
    return isNeeded
  }

  /// A commit is linked: now it is known what the next one follows.
  mutating func linked(_ commit: Commit) {
    if commit.epoch == epoch { line.linked(commit) }
  }

  /// A commit that somebody encoded ahead. Answers whether the committer waits for it.
  ///
  /// If what it follows was taken back meanwhile, it is dropped: its appends were refused with it.
  mutating func encoded(_ commit: Commit, now: ContinuousClock.Instant) -> Bool {
    if commit.epoch == epoch {
      line.encoded(commit)
      if case .storing = committer, let servedAt { noteArrival(after: servedAt.duration(to: now)) }
    } else {
      line.remove(commit)
      release(commit)
    }
    return endWaitForCommit()
  }

  /// A commit that could not be linked: the committer will try, and tell why it can't. Answers whether it waits.
  mutating func returnUnlinked(_ commit: Commit) -> Bool {
    line.remove(commit)
    frames.append(commit.frame)
    if commit.epoch == epoch { queued.putBack(commit.taken) }
    return endWaitForCommit()
  }

  /// Whether the committer has waited for a commit, and can go on.
  private mutating func endWaitForCommit() -> Bool {
    guard case .awaitingCommit = committer, line.first?.isEncoded ?? true else { return false }
    committer = .busy
    return true
  }

  /// A group's commit was encoded this long after its writers were told that they can go on. One group is enough, and its
  /// commits are larger, where all prepare in less time than a commit takes to be stored: half of them in half of it. It
  /// is less than half, so that writers in between remain what they are.
  private mutating func noteArrival(after time: Duration) {
    earlyCommits = time < storingTime / 3 ? earlyCommits + 1 : 0
    guard earlyCommits == Self.earlyCommitsOfOneGroup else { return }
    hasTwoGroups = false
    earlyCommits = 0
  }

  private static let earlyCommitsOfOneGroup = 8
  /// Fewer writers than this are one group, whatever they do.
  private static let fewestInTwoGroups = 8

  /// What the committer shall do next.
  ///
  /// Writers that append again and again fall into step with the commits. If the next commit began with the first of
  /// them, the others would wait for two syncs, every time; so it begins when as many are there as are expected. Where
  /// one writer is alone, or nobody waits, nothing is waited for.
  ///
  /// - Parameter hasGathered: it did wait for more.
  mutating func nextWork(hasGathered: Bool, now: ContinuousClock.Instant) -> Work {
    if case .replaced = committer { return .sleep }
    if let (commit, isEncoded) = line.first {
      guard isEncoded else {
        committer = .awaitingCommit
        return commit.isLarge ? .sleep : .awaitCommit
      }
      line.remove(commit)
      committer = .storing(since: now)
      return .store(commit)
    }
    if expected > 1, queued.count < expected, !isClosing {
      if !hasGathered {
        committer = .gathering(expected)
        return .gather
      }
      hasTwoGroups = hasTwoGroups || expected >= Self.fewestInTwoGroups
    }
    wasGathered = hasGathered
    expected = 0
    committer = .busy
    if !isEmpty { return .commit(takeCommit(inLine: false)) }
    if isClosing { return .finish }
    committer = .sleeping
    return .sleep
  }

  /// A commit was encoded and is being stored now. If that is done by a thread that was given the turn, nobody encodes
  /// ahead: there are not many writers.
  mutating func storing(_ commit: Commit, now: ContinuousClock.Instant) {
    guard case .busy = committer else { return }
    committer = .storing(since: now)
    guard wasGathered, let servedAt, commit.appends >= Self.fewestInTwoGroups else { return }
    // The disk had nothing to do for longer than storing takes: half of the writers would have had a commit in that time.
    if servedAt.duration(to: now) > storingTime { hasTwoGroups = true }
  }

  /// Takes what the next commit shall hold: whole appends, in order, up to the commit's limit but at least one.
  private mutating func takeCommit(inLine: Bool) -> Commit {
    guard let frame = frames.popLast() else { preconditionFailure("who takes a commit knows of a frame") }
    let taken = queued.take(upTo: EventLogLimits.bytesPerCommit)
    let commit = Commit(taken: taken, last: taken.last?.last ?? durable, frame: frame, epoch: epoch)
    line.take(commit, inLine: inLine)
    return commit
  }

  /// What is known at once about the position that somebody wants to be durable; nothing means that they now wait.
  ///
  /// - Returns: `.some(nil)` if it is durable.
  mutating func outcome(of waiter: Waiter, epoch expected: UInt64) -> EventLogError?? {
    if expected < epoch {
      let index = rollbacks.count - Int(epoch - expected)
      guard index >= 0 else { return .superseded }
      return waiter.position <= rollbacks[index].durable ? .some(nil) : rollbacks[index].error
    }
    if waiter.position <= durable { return .some(nil) }
    if case .poisoned(let error) = state { return .outcomeUnknown(error) }
    waiters.append(waiter)
    return nil
  }

  /// A commit is durable. Answers whom to resume.
  mutating func committed(_ commit: Commit, now: ContinuousClock.Instant) -> [Waiter] {
    finished(commit, now: now)
    servedAt = now
    durable = commit.last
    var served: [Waiter] = []
    served.reserveCapacity(waiters.count)
    waiters.removeAll { waiter in
      guard waiter.position <= durable else { return false }
      served.append(waiter)
      return true
    }
    let writers = served.count + waiters.count
    groupSize = max(1, (writers + 1) / 2)
    expected = hasTwoGroups ? groupSize : writers
    return served
  }

  /// A commit failed. Everything that is not durable is taken back, and everybody who waits for it is told.
  mutating func failed(
    _ commit: Commit, _ error: SegmentError, poisoned: Bool, now: ContinuousClock.Instant
  ) -> (told: [Waiter], error: EventLogError) {
    finished(commit, now: now)
    for next in line.takeBack() { release(next) }
    let outcome: EventLogError = poisoned ? .outcomeUnknown(error) : .notWritten(error)
    if poisoned { state = .poisoned(error) }
    queued.removeAll()
    sequenced = durable
    rollbacks.append((durable, outcome))
    if rollbacks.count > EventLogLimits.rememberedRollbacks { rollbacks.removeFirst() }
    epoch += 1
    let told = waiters
    waiters = []
    return (told, outcome)
  }

  private mutating func finished(_ commit: Commit, now: ContinuousClock.Instant) {
    release(commit)
    guard case .storing(let since) = committer else { return }
    storingTime = since.duration(to: now)
    committer = .busy
  }

  /// Takes back the memory of a commit that is stored, or that never will be.
  private mutating func release(_ commit: Commit) {
    frames.append(commit.frame)
    queued.recycle(commit.taken)
  }

  mutating func close() {
    isClosing = true
    if case .open = state { state = .closing }
  }
}
