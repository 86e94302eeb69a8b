import Dispatch
public import EventSourcing
import Foundation
public import SegmentLog
import Synchronization
public import SystemPackage

/// Keeps read models up to date with a log: from their snapshots, by replay of what came since, and then live.
///
/// Safe to use from any thread and task.
public final class ProjectionRunner: Sendable {
  /// What a start found and did, for people.
  public struct StartReport: Sendable {
    /// The position that each model's snapshot was at; models without a usable one are rebuilt from zero.
    public var restored: [String: Position] = [:]
    /// Why a snapshot was not used.
    public var rebuilt: [String: String] = [:]
    /// Events folded since the oldest of the snapshots.
    public var replayed = 0

    /// Nothing was started.
    public init() {}
  }

  /// The models, by name in ``models``' order.
  public let models: [any FoldingReadModel]
  private let log: any EventLog
  private let snapshots: SnapshotFile?
  private let following = Mutex<Task<EventLogError?, Never>?>(nil)

  /// A runner for models of one log.
  ///
  /// - Parameters:
  ///   - log: what is folded.
  ///   - models: what folds it; their names are distinct.
  ///   - snapshots: where snapshots are kept; nil keeps none.
  public init(_ log: any EventLog, _ models: [any FoldingReadModel], snapshots: SnapshotStore? = nil) {
    precondition(Set(models.map(\.name)).count == models.count, "read models have distinct names")
    self.log = log
    self.models = models
    self.snapshots = snapshots?.file
  }

  /// Restores the models, replays what came since, and starts to follow the log. Returns when the models are at the
  /// head that the log had when the call began.
  @discardableResult
  public func start() throws(EventLogError) -> StartReport {
    let report = try restoreAndCatchUp()
    following.withLock { $0 = Task { [self] in await follow() } }
    return report
  }

  /// As ``start()``, but does not follow the log.
  @discardableResult
  public func restoreAndCatchUp() throws(EventLogError) -> StartReport {
    let head = log.head
    var report = restore(upTo: head)
    let from = models.map(\.position).min() ?? head
    try catchUp(through: head)
    report.replayed = Int(head.rawValue - min(from, head).rawValue)
    return report
  }

  /// Replays into the models without following the log afterwards: a rebuild, or a view as of an earlier position.
  ///
  /// - Parameters:
  ///   - through: the last position to fold.
  ///   - progress: called now and then with the position reached, on any thread, not on two at once.
  public func catchUp(
    through: Position, progress: @Sendable (Position) -> Void = { _ in }
  ) throws(EventLogError) {
    let from = models.map(\.position).min() ?? through
    guard from < through else { return }
    let pipeline = FoldingPipeline(
      try log.blockSource(after: from, through: through), of: from.next...through, into: models)
    try pipeline.run(progress: progress)
  }

  /// Stops following, and writes a snapshot of every model.
  public func stop() async throws(EventLogError) {
    await stopFollowing()
    try saveSnapshots()
  }

  /// Stops following; the models stay where they are.
  public func stopFollowing() async {
    let task = following.withLock { task in
      defer { task = nil }
      return task
    }
    task?.cancel()
    _ = await task?.result
    for model in models { model.close(because: .closed) }
  }

  /// Writes a snapshot of every model now.
  public func saveSnapshots() throws(EventLogError) {
    guard let snapshots else { return }
    for model in models { _ = try snapshots.save(model, of: log.logID) }
  }

  /// Waits until the following ends, and answers what ended it; nil if it was stopped or the log was closed, or if
  /// nothing is being followed.
  public func failure() async -> EventLogError? {
    guard let task = following.withLock({ $0 }) else { return nil }
    return await task.value
  }

  /// Reads the snapshots, each on a thread of its own. The system shares its cores among the threads, and so none is
  /// idle while that model is left which takes longest.
  private func restore(upTo head: Position) -> StartReport {
    guard let snapshots else { return StartReport() }
    let logID = log.logID
    let report = Mutex(StartReport())
    let restored = DispatchGroup()
    for model in models {
      restored.enter()
      let thread = Thread {
        do throws(SnapshotFile.Unusable) {
          try snapshots.load(model, of: logID, upTo: head)
          report.withLock { $0.restored[model.name] = model.position }
        } catch .missing {
        } catch {
          report.withLock { $0.rebuilt[model.name] = "\(error)" }
        }
        restored.leave()
      }
      thread.name = "daybook.restore"
      thread.start()
    }
    restored.wait()
    return report.withLock(\.self)
  }

  /// Folds what becomes durable until the task is cancelled, the log is closed or an event cannot be folded. Whoever
  /// waits for a model then is told.
  private func follow() async -> EventLogError? {
    do {
      try await foldLive()
      for model in models { model.close(because: .closed) }
      return nil
    } catch let error as EventLogError {
      for model in models { model.close(because: error) }
      return error
    } catch {
      // Only a cancellation is left; who cancels closes the models.
      return nil
    }
  }

  private func foldLive() async throws {
    var position = models.map(\.position).min() ?? log.head
    while let head = try await log.waitForHead(after: position) {
      var scan = try log.blocks(after: position, through: head)
      while let block = try scan.next() {
        let runs = RecordRuns(of: [block], in: position.next...head)
        for model in models { try runs.forEach { (run) throws(EventLogError) in try model.fold(run) } }
        if let failure = runs.failure { throw failure }
      }
      position = head
    }
  }
}

/// A directory of snapshots.
public struct SnapshotStore: Sendable {
  let file: SnapshotFile

  /// Snapshots in a directory, which is created when the first is written.
  public init(directory: FilePath, fileSystem: any FileSystem) {
    file = SnapshotFile(directory: directory, fileSystem: fileSystem)
  }

  /// A snapshot on disk, as its own header and footer describe it.
  public struct Stored: Sendable {
    /// The version of the projection that wrote it.
    public let version: UInt32
    /// Everything up to here is folded in.
    public let position: Position
    /// The digest of its rows, which were checked against it.
    public let digest: StateDigest
  }

  /// The snapshot of a projection, if there is a whole one of this log.
  public func stored(_ name: String, of log: LogID) -> Stored? {
    guard let (header, digest) = try? file.check(name), header.log == log.bytes else { return nil }
    return Stored(version: header.version, position: Position(rawValue: header.position), digest: digest)
  }

  /// A snapshot that is not used.
  public struct Unusable: Sendable {
    /// The file.
    public let path: FilePath
    /// Why it is not used.
    public let reason: String
    /// What is the matter with it.
    public let kind: Kind

    /// What can be the matter with a snapshot.
    public enum Kind: Sendable {
      /// It does not match its own checksums.
      case damaged
      /// The file system does not give it out: nothing is known of it.
      case unreadable
      /// It is of another log or version.
      case foreign
    }
  }

  /// Why the snapshot of a projection is not used; nil if it is whole, or if there is none.
  public func unusable(_ name: String, of log: LogID) -> Unusable? {
    do throws(SnapshotFile.Unusable) {
      let (header, _) = try file.check(name)
      guard header.log != log.bytes else { return nil }
      throw .otherLog
    } catch {
      let kind: Unusable.Kind
      switch error {
      case .missing: return nil
      case .damaged: kind = .damaged
      case .unreadable: kind = .unreadable
      case .otherVersion, .otherLog: kind = .foreign
      }
      return Unusable(path: file.path(name), reason: "\(error)", kind: kind)
    }
  }

  /// How far these snapshots prove a log, or if nil any log, to be durable. A damaged one proves nothing.
  public func evidence(of log: LogID?, _ names: [String]) -> DurableEvidence {
    DurableEvidence(
      names.compactMap { name in
        guard let header = try? file.header(name), log == nil || header.log == log?.bytes else { return nil }
        return DurableEvidence.Claim(source: "snapshot \(name)", position: LogPosition(header.position))
      })
  }
}
