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

  /// An append that has its positions and waits for its commit.
  struct Entry {
    var append: PreparedAppend
    var last: Position
  }

  /// Somebody who waits until a position is durable.
  struct Waiter {
    var position: Position
    var continuation: CheckedContinuation<EventLogError?, Never>
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
  /// The committer sleeps and must be woken when something arrives.
  var committerSleeps = false

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

  /// Gives an admitted append its positions. Answers whether the committer must be woken.
  mutating func sequence(_ append: PreparedAppend) -> (ticket: AppendTicket, wakesCommitter: Bool) {
    let first = sequenced.next
    sequenced = sequenced.advanced(by: append.count)
    entries.append(Entry(append: append, last: sequenced))
    queuedBytes += append.byteCount
    let wakes = committerSleeps
    committerSleeps = false
    return (AppendTicket(first: first, last: sequenced, epoch: epoch), wakes)
  }

  /// Takes what the next commit shall hold: whole appends, in order, up to the commit's limit but at least one.
  mutating func takeCommit() -> [Entry] {
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

  /// What is known at once about a position that somebody wants to be durable; nil means: wait.
  func outcome(of position: Position, epoch expected: UInt64) -> Result<Void, EventLogError>? {
    if expected < epoch {
      let index = rollbacks.count - Int(epoch - expected)
      guard index >= 0 else { return .failure(.superseded) }
      return position <= rollbacks[index].durable ? .success(()) : .failure(rollbacks[index].error)
    }
    if position <= durable { return .success(()) }
    if case .poisoned(let error) = state { return .failure(.outcomeUnknown(error)) }
    return nil
  }

  mutating func wait(_ waiter: Waiter) { waiters.append(waiter) }

  /// A commit is durable. Answers whom to resume.
  mutating func committed(through position: Position) -> [Waiter] {
    durable = position
    var served: [Waiter] = []
    waiters.removeAll { waiter in
      guard waiter.position <= position else { return false }
      served.append(waiter)
      return true
    }
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
