import EventSourcing
import EventStoreTesting
import SegmentLog
import Testing

@testable import EventStore

/// When the next commit begins, and who encodes it: the queue's decisions, without threads and without time.
@Suite struct CommitGroupTests {
  /// The queue, the writer behind it, and a clock that stands still.
  private final class Fixture {
    let writer: LogWriter
    var queue: AppendQueue
    var now = ContinuousClock().now
    private let append: PreparedAppend
    /// More than one commit holds.
    let large: PreparedAppend

    init(frames: Int = 2) throws {
      writer = try LogWriter.open(
        directory: SimulatedLog.directory, fileSystem: SimulatedFileSystem(seed: 1), clock: SystemLogClock(),
        options: oneSegment())
      queue = AppendQueue(durable: .origin, frames: (0..<frames).map { [writer] _ in writer.makeFrame() })
      append = try PreparedAppend([ThingMade(thing(1))], noon)
      large = try PreparedAppend((1...60_000).map { ThingMade(thing($0)) }, noon)
      guard case .sleep = nextWork() else { throw Unexpected() }
    }

    struct Unexpected: Error {}

    /// Lets so many writers append and wait; answers what the last of them must do.
    @discardableResult func write(_ writers: Int, _ append: PreparedAppend? = nil) -> AppendQueue.Next {
      var next = AppendQueue.Next.nothing
      for _ in 0..<writers {
        let (ticket, effect) = queue.sequence(append ?? self.append, mayCommit: false)
        let waiter = AppendQueue.Waiter(position: ticket.last, continuation: .thread(BlockedThread()))
        let known = queue.outcome(of: waiter, epoch: ticket.epoch)
        #expect(known == nil)
        next = effect
      }
      return next
    }

    func nextWork(hasGathered: Bool = false) -> AppendQueue.Work { queue.nextWork(hasGathered: hasGathered, now: now) }

    /// Takes the commit that must come next.
    func nextCommit(hasGathered: Bool = false) throws -> AppendQueue.Commit {
      switch nextWork(hasGathered: hasGathered) {
      case .commit(let commit):
        try commit.frame.link(commit.batches, after: writer.base)
        queue.linked(commit)
        commit.frame.encode()
        queue.storing(commit, now: now)
        return commit
      case .store(let commit): return commit
      case .gather, .awaitCommit, .sleep, .finish: throw Unexpected()
      }
    }

    /// Brings back what was encoded; answers whether the committer must be woken.
    func bring(_ commit: AppendQueue.Commit) -> Bool { queue.encoded(commit, now: now) }

    /// Stores a commit in a millisecond; answers how many were served.
    @discardableResult func store(_ commit: AppendQueue.Commit) throws -> Int {
      _ = try writer.commit(commit.frame)
      now += .milliseconds(1)
      return queue.committed(commit, now: now).count
    }

    /// Makes 16 writers two groups of 8: one waits in the commit that is answered, the other is late.
    func makeTwoGroups() throws -> AppendQueue.Commit {
      write(16)
      try store(nextCommit())
      write(8)
      guard case .gather = nextWork() else { throw Unexpected() }
      return try nextCommit(hasGathered: true)
    }
  }

  @Test func anIdleLogCommitsAtOnceAndWaitsForNobodyAfterwards() throws {
    let fixture = try Fixture()
    guard case .wakeCommitter = fixture.write(1) else { throw Fixture.Unexpected() }
    #expect(try fixture.store(fixture.nextCommit()) == 1)
    guard case .sleep = fixture.nextWork() else { throw Fixture.Unexpected() }
    guard case .wakeCommitter = fixture.write(1) else { throw Fixture.Unexpected() }
    #expect(try fixture.store(fixture.nextCommit()) == 1)
  }

  @Test func thoseWhoWereServedAreGatheredAgain() throws {
    let fixture = try Fixture()
    fixture.write(4)
    #expect(try fixture.store(fixture.nextCommit()) == 4)
    fixture.write(1)
    guard case .gather = fixture.nextWork() else { throw Fixture.Unexpected() }
    guard case .nothing = fixture.write(2) else { throw Fixture.Unexpected() }
    guard case .wakeCommitter = fixture.write(1) else { throw Fixture.Unexpected() }
    #expect(try fixture.store(fixture.nextCommit()) == 4, "all of them share the commit")
  }

  @Test func nobodyIsWaitedForTwice() throws {
    let fixture = try Fixture()
    fixture.write(4)
    try fixture.store(fixture.nextCommit())
    fixture.write(1)
    guard case .gather = fixture.nextWork() else { throw Fixture.Unexpected() }
    #expect(try fixture.store(fixture.nextCommit(hasGathered: true)) == 1)
  }

  @Test func slowWritersBecomeTwoGroupsAndTheLastOfOneEncodesForIt() throws {
    let fixture = try Fixture()
    let storing = try fixture.makeTwoGroups()
    guard case .nothing = fixture.write(7) else { throw Fixture.Unexpected() }
    guard case .encode(let ahead, let base) = fixture.write(1) else { throw Fixture.Unexpected() }
    try ahead.frame.fill(ahead.batches, after: base)
    guard case .nothing = fixture.write(1) else { throw Fixture.Unexpected() }
    #expect(!fixture.bring(ahead))
    #expect(try fixture.store(storing) == 8)
    #expect(try fixture.store(fixture.nextCommit()) == 8, "the commit that was encoded meanwhile")
    #expect(fixture.writer.nextPosition == LogPosition(33))
  }

  /// Lets a writer fill a commit, and links it.
  private func fill(_ fixture: Fixture) throws -> AppendQueue.Commit {
    guard case .encode(let commit, let base) = fixture.write(1, fixture.large) else { throw Fixture.Unexpected() }
    try commit.frame.link(commit.batches, after: base)
    // Until that is known, nobody begins the next.
    guard case .nothing = fixture.write(1, fixture.large) else { throw Fixture.Unexpected() }
    fixture.queue.linked(commit)
    return commit
  }

  @Test func largeCommitsAreMadeAtATimeAndStoredInOrder() throws {
    let fixture = try Fixture(frames: 4)
    fixture.write(1)
    let first = try fixture.nextCommit()
    let ahead = try [fill(fixture), fill(fixture), fill(fixture)]
    // There are no more frames.
    guard case .nothing = fixture.write(1, fixture.large) else { throw Fixture.Unexpected() }
    for commit in [ahead[2], ahead[0]] {
      commit.frame.encode()
      #expect(!fixture.bring(commit))
    }
    try fixture.store(first)
    try fixture.store(fixture.nextCommit())
    guard case .sleep = fixture.nextWork() else { throw Fixture.Unexpected() }
    ahead[1].frame.encode()
    #expect(fixture.bring(ahead[1]), "the committer is woken for the one that is next")
    for _ in 1...2 { try fixture.store(fixture.nextCommit()) }
    while !fixture.queue.isEmpty { try fixture.store(fixture.nextCommit(hasGathered: true)) }
    #expect(fixture.writer.nextPosition == LogPosition(UInt64(1 + 7 * fixture.large.count + 1)))
  }

  @Test func theCommitterIsNotWokenForACommitThatIsNotNext() throws {
    let fixture = try Fixture(frames: 3)
    fixture.write(1)
    let first = try fixture.nextCommit()
    let ahead = try [fill(fixture), fill(fixture)]
    try fixture.store(first)
    guard case .sleep = fixture.nextWork() else { throw Fixture.Unexpected() }
    for (commit, isNext) in [(ahead[1], false), (ahead[0], true)] {
      commit.frame.encode()
      #expect(fixture.bring(commit) == isNext)
    }
    for _ in 1...2 { try fixture.store(fixture.nextCommit()) }
  }

  @Test func commitsAreMadeAheadWhileTheCommitterEncodes() throws {
    let fixture = try Fixture(frames: 3)
    fixture.write(1)
    guard case .commit(let own) = fixture.nextWork() else { throw Fixture.Unexpected() }
    guard case .nothing = fixture.write(1, fixture.large) else { throw Fixture.Unexpected() }
    try own.frame.link(own.batches, after: fixture.writer.base)
    fixture.queue.linked(own)
    guard case .encode(let ahead, let base) = fixture.write(1) else { throw Fixture.Unexpected() }
    try ahead.frame.fill(ahead.batches, after: base)
    #expect(!fixture.bring(ahead))
    own.frame.encode()
    fixture.queue.storing(own, now: fixture.now)
    try fixture.store(own)
    for _ in 1...2 { try fixture.store(fixture.nextCommit(hasGathered: true)) }
    #expect(fixture.writer.nextPosition == LogPosition(UInt64(1 + fixture.large.count + 1 + 1)))
  }

  @Test func allThatWasMadeBehindAFailedCommitIsTakenBackWithIt() throws {
    let fixture = try Fixture(frames: 4)
    fixture.write(1)
    let first = try fixture.nextCommit()
    let ahead = try [fill(fixture), fill(fixture), fill(fixture)]
    ahead[1].frame.encode()
    #expect(!fixture.bring(ahead[1]))
    let full = SegmentError(.full, "no space")
    let (told, _) = fixture.queue.failed(first, full, poisoned: false, now: fixture.now)
    #expect(told.count == 7)
    // What is still being encoded is waited for, and dropped.
    fixture.write(1)
    guard case .sleep = fixture.nextWork() else { throw Fixture.Unexpected() }
    for (commit, isLast) in [(ahead[2], false), (ahead[0], true)] {
      commit.frame.encode()
      #expect(fixture.bring(commit) == isLast)
    }
    #expect(try fixture.store(fixture.nextCommit(hasGathered: true)) == 1, "commits follow what is durable")
    #expect(fixture.writer.nextPosition == LogPosition(2))
  }

  @Test func aCommitThatCannotBeLinkedIsLeftToTheCommitter() throws {
    let fixture = try Fixture(frames: 3)
    fixture.write(1)
    let first = try fixture.nextCommit()
    guard case .encode(let commit, _) = fixture.write(1, fixture.large) else { throw Fixture.Unexpected() }
    try fixture.store(first)
    guard case .sleep = fixture.nextWork() else { throw Fixture.Unexpected() }
    let isAwaited = fixture.queue.returnUnlinked(commit)
    #expect(isAwaited)
    try fixture.store(fixture.nextCommit(hasGathered: true))
    #expect(fixture.writer.nextPosition == LogPosition(UInt64(1 + fixture.large.count + 1)))
  }

  @Test func theCommitterWaitsForACommitThatIsBeingEncoded() throws {
    let fixture = try Fixture()
    let storing = try fixture.makeTwoGroups()
    guard case .encode(let ahead, let base) = fixture.write(8) else { throw Fixture.Unexpected() }
    try fixture.store(storing)
    guard case .awaitCommit = fixture.nextWork() else { throw Fixture.Unexpected() }
    guard case .awaitCommit = fixture.nextWork() else { throw Fixture.Unexpected() }
    try ahead.frame.fill(ahead.batches, after: base)
    #expect(fixture.bring(ahead), "the committer is woken")
    #expect(try fixture.store(fixture.nextCommit()) == 8)
  }

  @Test(arguments: [true, false])
  func whatWasEncodedBehindAFailedCommitIsTakenBackWithIt(isEncodedBefore: Bool) throws {
    let fixture = try Fixture()
    let storing = try fixture.makeTwoGroups()
    guard case .encode(let ahead, let base) = fixture.write(8) else { throw Fixture.Unexpected() }
    try ahead.frame.fill(ahead.batches, after: base)
    if isEncodedBefore { #expect(!fixture.bring(ahead)) }
    let full = SegmentError(.full, "no space")
    let (told, _) = fixture.queue.failed(storing, full, poisoned: false, now: fixture.now)
    #expect(told.count == 16, "those of both commits")
    #expect(fixture.queue.sequenced == fixture.queue.durable)
    if !isEncodedBefore {
      guard case .awaitCommit = fixture.nextWork() else { throw Fixture.Unexpected() }
      #expect(fixture.bring(ahead))
    }
    _ = fixture.nextWork(hasGathered: true)
    fixture.write(1)
    #expect(try fixture.store(fixture.nextCommit(hasGathered: true)) == 1, "commits follow what is durable")
  }

  @Test func writersThatPrepareQuicklyBecomeOneGroupAgain() throws {
    let fixture = try Fixture()
    var storing = try fixture.makeTwoGroups()
    for _ in 0..<8 {
      guard case .encode(let ahead, let base) = fixture.write(8) else { throw Fixture.Unexpected() }
      try ahead.frame.fill(ahead.batches, after: base)
      _ = fixture.bring(ahead)
      try fixture.store(storing)
      storing = try fixture.nextCommit()
    }
    guard case .nothing = fixture.write(8) else { throw Fixture.Unexpected() }
    try fixture.store(storing)
    guard case .gather = fixture.nextWork() else { throw Fixture.Unexpected() }
    fixture.write(8)
    #expect(try fixture.store(fixture.nextCommit()) == 16)
  }

  @Test func groupsThatAreReadyEarlyOnlyBecauseTheCommitterWasLateStayTwo() throws {
    let fixture = try Fixture()
    var storing = try fixture.makeTwoGroups()
    for _ in 0..<20 {
      // Most of the time that a commit takes had gone by when this one began.
      guard case .encode(let ahead, let base) = fixture.write(8) else { throw Fixture.Unexpected() }
      try ahead.frame.fill(ahead.batches, after: base)
      fixture.now += .microseconds(600)
      _ = fixture.bring(ahead)
      try fixture.store(storing)
      storing = try fixture.nextCommit()
    }
    guard case .encode = fixture.write(8) else { throw Fixture.Unexpected() }
  }

  @Test(arguments: [false, true])
  func oneGroupThatLeavesTheDiskIdleForLongerThanASyncBecomesTwo(isSlow: Bool) throws {
    let fixture = try Fixture()
    fixture.write(16)
    try fixture.store(fixture.nextCommit())
    fixture.write(15)
    guard case .gather = fixture.nextWork() else { throw Fixture.Unexpected() }
    guard case .wakeCommitter = fixture.write(1) else { throw Fixture.Unexpected() }
    if isSlow { fixture.now += .milliseconds(2) }
    let storing = try fixture.nextCommit(hasGathered: true)
    switch fixture.write(8) {
    case .encode: #expect(isSlow)
    case .nothing: #expect(!isSlow)
    case .wakeCommitter, .commit: throw Fixture.Unexpected()
    }
    #expect(try fixture.store(storing) == 16)
  }
}
