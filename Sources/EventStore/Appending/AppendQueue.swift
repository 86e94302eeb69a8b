import DequeModule
public import EventSourcing
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
struct AppendQueue {
  enum State {
    case open
    case closing
    case poisoned(SegmentError)
  }

  /// What the committer does while the queue is changed.
  private enum Committer {
    /// It commits, and looks at the queue afterwards.
    case busy
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
    case commit([Entry])
  }

  /// What the committer shall do next.
  enum Work {
    case commit([Entry])
    /// Wait for more, but not for long.
    case gather
    case sleep
    case finish
  }

  /// An append that has its positions and waits for its commit.
  struct Entry {
    var append: PreparedAppend
    var last: Position
  }

  /// Somebody who waits until a position is durable.
  struct Waiter {
    enum Continuation {
      case task(CheckedContinuation<EventLogError?, Never>)
      case thread(BlockedThread)

      func resume(_ failure: EventLogError?) {
        switch self {
        case .task(let continuation): continuation.resume(returning: failure)
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
  private var entries: Deque<Entry> = []
  private var waiters: [Waiter] = []
  private(set) var queuedBytes = 0
  private var committer = Committer.busy
  /// How many appends the next commit may expect: as many as waited when the last one was done.
  private var expected = 0

  init(durable: Position) {
    self.durable = durable
    self.sequenced = durable
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Refuses an append before anything is looked at, if it can't be taken.
  func admit(_ append: PreparedAppend, epoch expected: UInt64?) throws(EventLogError) {
    switch state {
    case .open: break
    case .closing: throw .closed
    case .poisoned(let error): throw .notWritten(error)
    }
    if let expected, expected != epoch { throw .superseded }
    guard entries.count < EventLogLimits.queuedAppends else {
      throw .overloaded(queued: entries.count, limit: EventLogLimits.queuedAppends, unit: "appends")
    }
    guard queuedBytes + append.byteCount <= EventLogLimits.queuedBytes || entries.isEmpty else {
      throw .overloaded(queued: queuedBytes, limit: EventLogLimits.queuedBytes, unit: "bytes")
    }
  }

  /// Gives an admitted append its positions.
  ///
  /// - Parameter mayCommit: the caller is a thread that will wait for this append, and can make the commit itself.
  mutating func sequence(_ append: PreparedAppend, mayCommit: Bool) -> (ticket: AppendTicket, next: Next) {
    let first = sequenced.next
    sequenced = sequenced.advanced(by: append.count)
    entries.append(Entry(append: append, last: sequenced))
    queuedBytes += append.byteCount
    return (AppendTicket(first: first, last: sequenced, epoch: epoch), next(mayCommit: mayCommit))
  }

  private mutating func next(mayCommit: Bool) -> Next {
    switch committer {
    case .busy, .replaced: return .nothing
    case .gathering(let count) where entries.count < count: return .nothing
    case .sleeping where mayCommit:
      committer = .replaced
      return .commit(takeCommit())
    case .gathering, .sleeping:
      committer = .busy
      return .wakeCommitter
    }
  }

  /// Takes the turn back from a thread that made a commit. Answers whether the committer must be woken, because more
  /// has arrived.
  mutating func returnTurn() -> Bool {
    let isNeeded = !isEmpty || isClosing
    committer = isNeeded ? .busy : .sleeping
    return isNeeded
  }

  /// What the committer shall do next.
  ///
  /// Writers that append again and again fall into step with the commits. If the next commit began with the first of
  /// them, the others would wait for two syncs, every time; so it begins when as many are there as were served. Where
  /// one writer is alone, or nobody waits, nothing is waited for.
  ///
  /// - Parameter hasGathered: it did wait for more.
  mutating func nextWork(hasGathered: Bool) -> Work {
    if case .replaced = committer { return .sleep }
    if !hasGathered, !isClosing, expected > 1, entries.count < expected {
      committer = .gathering(expected)
      return .gather
    }
    expected = 0
    committer = .busy
    if !isEmpty { return .commit(takeCommit()) }
    if isClosing { return .finish }
    committer = .sleeping
    return .sleep
  }

  /// Takes what the next commit shall hold: whole appends, in order, up to the commit's limit but at least one.
  private mutating func takeCommit() -> [Entry] {
    var taken: [Entry] = []
    var bytes = 0
    while let next = entries.first, taken.isEmpty || bytes + next.append.byteCount <= EventLogLimits.bytesPerCommit {
      bytes += next.append.byteCount
      taken.append(next)
      entries.removeFirst()
    }
    queuedBytes -= bytes
    return taken
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
  mutating func committed(through position: Position) -> [Waiter] {
    durable = position
    var served: [Waiter] = []
    waiters.removeAll { waiter in
      guard waiter.position <= position else { return false }
      served.append(waiter)
      return true
    }
    expected = served.count + waiters.count
    return served
  }

  /// A commit failed. Everything that is not durable is taken back, and everybody who waits for it is told.
  mutating func failed(_ error: SegmentError, poisoned: Bool) -> (told: [Waiter], error: EventLogError) {
    let outcome: EventLogError = poisoned ? .outcomeUnknown(error) : .notWritten(error)
    if poisoned { state = .poisoned(error) }
    entries.removeAll()
    queuedBytes = 0
    sequenced = durable
    rollbacks.append((durable, outcome))
    if rollbacks.count > EventLogLimits.rememberedRollbacks { rollbacks.removeFirst() }
    epoch += 1
    let told = waiters
    waiters = []
    return (told, outcome)
  }

  mutating func close() {
    isClosing = true
    if case .open = state { state = .closing }
  }
}

/// An append's place in the log, given out before it is durable.
public struct AppendTicket: Hashable, Sendable {
  /// The position of the append's first event.
  public let first: Position
  /// The position of the append's last event.
  public let last: Position
  /// In which epoch of the queue the positions were given out.
  let epoch: UInt64

  package init(first: Position, last: Position, epoch: UInt64) {
    self.first = first
    self.last = last
    self.epoch = epoch
  }
}
