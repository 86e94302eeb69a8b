import SystemPackage

/// Something whose work this executable can measure: a store, or a limit of the machine.
///
/// To add one, give it a ``ContenderName``, implement its trials, and list it in ``Contenders``.
protocol Contender: Sendable {
  var name: ContenderName { get }

  /// The rows that have a trial; see ``Row/measuredBy``.
  var trials: Set<Row> { get }

  /// Runs the trial of `row` once.
  func measure(_ row: Row, with settings: TrialSettings) async throws -> Measurement
}

/// Runs trials for the comparison, one at a time: in a process of their own, or by a peer's own program.
protocol TrialRunner {
  var name: ContenderName { get }

  /// The rows that have a trial; see ``Row/measuredBy``.
  var trials: Set<Row> { get }

  /// Runs the trial of `row` once.
  func measure(_ row: Row, with settings: TrialSettings) throws -> Measurement
}

/// What every trial of one run shares.
struct TrialSettings: Sendable {
  /// The generated workload.
  let workload: FilePath
  /// Events of the workload.
  let events: Int
  /// A folder that the trials have to themselves.
  let data: FilePath
  /// How long a trial that measures a rate lasts at most.
  let seconds: Double

  /// The folder of one contender's store for one kind of trial.
  func directory(of contender: ContenderName, _ purpose: String) -> FilePath {
    data.appending("\(contender.rawValue)-\(purpose)")
  }
}

/// The contenders that this executable measures by itself.
enum Contenders {
  static let builtIn: [any Contender] = [
    DaybookContender(),
    StoreContender<SQLiteStore>(),
    StoreContender<UnindexedSQLiteStore>(trials: [.bulk]),
    StoreContender<LMDBStore>(),
    StoreContender<FileLimit>(trials: [.singleWriter, .concurrentConditional, .conditionalBatch, .bulk]),
    StoreContender<PreallocatedFileLimit>(trials: [.singleWriter, .concurrentConditional, .conditionalBatch, .bulk]),
    StoreContender<GroupsInTurnLimit>(trials: [.concurrentConditional]),
    ReplayLimit(),
    PipeLimit(),
    GroupCommitLimit(),
  ]
}
