import DequeModule
import EventSourcing
import SegmentLog

extension AppendQueue {
  /// Appends that make up one commit, and the frame that it is made in.
  struct Commit {
    let taken: [SequencedAppends.Batch]
    /// The position of the last event.
    let last: Position
    let frame: CommitFrame
    /// In which epoch of the queue the appends have their positions.
    let epoch: UInt64

    /// What is to be stored.
    var batches: [RecordBatch] { taken.map(\.records) }
    /// How many appends these are.
    var appends: Int { taken.reduce(0) { $0 + $1.appends } }
    /// The bytes of their records.
    var byteCount: Int { taken.reduce(0) { $0 + $1.records.byteCount.rawValue } }
    /// Whether to encode it takes so long that nobody does it in passing.
    var isLarge: Bool { byteCount > EventLogLimits.bytesEncodedAhead }
  }
}

/// Commits that were taken from the queue and wait to be stored, in their order, while they are being made.
///
/// A commit is *linked* to the one before it, which gives it its place in the log and in the tree, and then *encoded*:
/// copied together and compressed. Only linking needs the commit before. So whoever fills a large commit links it, goes
/// on, and leaves the encoding to any thread that is free; several commits are encoded at once.
struct CommitLine {
  private struct Member {
    let commit: AppendQueue.Commit
    var isEncoded = false
  }

  private var members: Deque<Member> = []
  /// What the next commit follows: the log after the newest commit that was taken; nil while that is not linked.
  private(set) var base: CommitBase?

  var isEmpty: Bool { members.isEmpty }
  /// The appends of these commits.
  private(set) var appends = 0
  /// The bytes of their records.
  private(set) var bytes = 0

  /// The commit that must be stored next.
  var first: (commit: AppendQueue.Commit, isEncoded: Bool)? { members.first.map { ($0.commit, $0.isEncoded) } }

  /// A commit is taken: by whoever stores it without a place in the line, or to the end of the line.
  mutating func take(_ commit: AppendQueue.Commit, inLine: Bool) {
    base = nil
    guard inLine else { return }
    members.append(Member(commit: commit))
    appends += commit.appends
    bytes += commit.byteCount
  }

  /// The newest commit is linked.
  mutating func linked(_ commit: AppendQueue.Commit) { base = commit.frame.after }

  /// A commit of the line is encoded, and so it is linked.
  mutating func encoded(_ commit: AppendQueue.Commit) {
    guard let index = index(of: commit) else { preconditionFailure("only commits of the line are encoded ahead") }
    members[index].isEncoded = true
    if index == members.count - 1 { linked(commit) }
  }

  /// Takes a commit out of the line, wherever it is.
  mutating func remove(_ commit: AppendQueue.Commit) {
    guard let index = index(of: commit) else { preconditionFailure("the commit is in the line") }
    members.remove(at: index)
    appends -= commit.appends
    bytes -= commit.byteCount
  }

  /// What all of these follow was taken back, and they are with it. Answers those that are encoded; the others stay until
  /// they are brought back.
  mutating func takeBack() -> [AppendQueue.Commit] {
    base = nil
    let encoded = members.filter(\.isEncoded).map(\.commit)
    for commit in encoded { remove(commit) }
    return encoded
  }

  private func index(of commit: AppendQueue.Commit) -> Int? {
    members.firstIndex { $0.commit.frame === commit.frame }
  }
}
