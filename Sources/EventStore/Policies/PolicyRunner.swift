public import EventSourcing
import Synchronization

/// Lets policies answer what happens: from their checkpoints on, and then live.
///
/// An answer is decided exactly once for each event and policy. The events of the decision carry the tag
/// `cause:<position>/<policy>`, and are appended on condition that no event carries it; so a crash between the append
/// and the checkpoint, or a checkpoint that is lost, only makes the answer be asked for again.
///
/// A decision without events, or a refusal, leaves nothing behind: it is made again, on what is known by then, like an
/// answer that came late for any other reason. On other facts it may come to something: a payment that earned nothing
/// because there was no programme. That happens once at most, for from then on there are events. So a decider that a
/// policy asks must be right however late it is asked; what must not depend on that goes into the command or the models.
///
/// Safe to use from any thread and task.
public final class PolicyRunner: Sendable {
  private let followers: [PolicyFollower]
  private let log: any EventLog
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// A runner of policies on one log.
  ///
  /// - Parameters:
  ///   - log: what the policies follow.
  ///   - handler: the log's command handler.
  ///   - policies: each once.
  ///   - ids: where the commands' new IDs come from.
  ///   - checkpoints: where each policy's place is kept; without, every start begins at the first event.
  ///   - report: told about commands that a rule forbade.
  public init(
    _ log: any EventLog, _ handler: CommandHandler, _ policies: [any Policy.Type], ids: any IDGenerator,
    checkpoints: CheckpointStore? = nil, report: @escaping @Sendable (PolicyRefusal) -> Void = { _ in }
  ) {
    let followers = policies.map { Self.follower($0, log, handler, ids, checkpoints, report) }
    precondition(Set(followers.map(\.name)).count == followers.count, "policies have distinct names")
    self.followers = followers
    self.log = log
  }

  private static func follower<P: Policy>(
    _ policy: P.Type, _ log: any EventLog, _ handler: CommandHandler, _ ids: any IDGenerator,
    _ checkpoints: CheckpointStore?, _ report: @escaping @Sendable (PolicyRefusal) -> Void
  ) -> PolicyFollower {
    PolicyFollower(policy, log, handler, ids, checkpoints, report: report)
  }

  /// Starts to answer. Call once.
  public func start() {
    tasks.withLock { $0 = followers.map { follower in Task { await follower.follow() } } }
  }

  /// Returns once every policy has answered everything up to `position`: how to see what one's own write led to.
  ///
  /// - Throws: what ended a policy, ``EventLogError/closed`` if it was stopped; `CancellationError`.
  public func wait(for position: Position) async throws {
    for follower in followers { try await follower.wait(for: position) }
  }

  /// Returns once nothing is left to answer: also the answers to answers are given.
  ///
  /// - Throws: as ``wait(for:)``.
  public func settle() async throws {
    while let last = followers.map(\.position).min(), last < log.head { try await wait(for: log.head) }
  }

  /// Answers everything there is to answer, and what that leads to: for a runner that was not started.
  ///
  /// On a task executor that runs one job at a time the same events get the same answers in the same order, whatever
  /// the disk does.
  ///
  /// - Throws: ``EventLogError``, what an answer throws, `CancellationError`.
  public func answerAll() async throws {
    while let last = followers.map(\.position).min(), last < log.head {
      for follower in followers { try await follower.answerAll() }
    }
  }

  /// Stops answering, and writes the checkpoints.
  public func stop() async throws(EventLogError) {
    let running = tasks.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    for task in running { task.cancel() }
    for task in running { await task.value }
    for follower in followers { try follower.saveCheckpoint() }
  }
}
