import ArgumentParser
import EventStore
import Foundation
import SegmentLog
import SystemPackage
import Workload

/// `peers`: Daybook beside other stores and the limits of the machine, measured in one run.
struct Peers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures Daybook beside other stores and the machine's limits.",
    subcommands: [
      Compare.self, Trial.self, FollowPipe.self, FollowLog.self, AppendAndWait.self, IndexLog.self,
    ],
    defaultSubcommand: Compare.self)
}

@main
enum Main {
  /// On the main thread, because a process inherits the signal mask of the thread that starts it, and the threads
  /// that run tasks block the signals that a comparison stops its processes with.
  @MainActor
  static func main() async {
    // As `daybook` itself does.
    ProcessHeap.growInLargePieces()
    do {
      var command = try Peers.parseAsRoot()
      if var trial = command as? any AsyncParsableCommand {
        try await trial.run()
      } else {
        try command.run()
      }
    } catch {
      Peers.exit(withError: error)
    }
  }
}

/// Runs the comparison and prints the table.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the comparison and prints one table.",
    discussion: """
      Every store is at its durable setting. Contenders take turns within a row, every trial is a process of its own, \
      and the figures are medians over the runs. Absolute figures move with the machine; the ratios are what counts.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Option(help: "Measure only this row; may be given more than once.")
  var only: [Row] = []

  @Option(help: "Events of the workload.")
  var events = WorkloadFile.publishedCount

  @Option(help: "Runs of every trial.")
  var runs = 3

  @Option(help: "Seconds that a trial of a rate lasts.")
  var seconds = 3.0

  @Option(help: "Seconds after which a trial is stopped.")
  var timeout = 300.0

  @Option(help: "Measure only this contender; may be given more than once.")
  var contender: [ContenderName] = []

  @Option(help: "Folder with the programs of the shared peer harness.", completion: .directory)
  var peers: String?

  @Option(help: "Folder for all data, on the device to measure; by default one that is deleted afterwards.")
  var data: String?

  @Option(help: "table or json.")
  var format = Format.table

  func validate() throws {
    guard events > 0, runs > 0, seconds > 0, timeout > 0 else {
      throw ValidationError("--events, --runs, --seconds and --timeout are positive")
    }
  }

  func run() throws {
    let directory = FilePath(data ?? FileManager.default.temporaryDirectory.appending(path: "daybook-peers-run").path)
    try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
    defer { if data == nil { directory.discard() } }
    let workload = directory.appending("workload.bin")
    let progress = Progress()
    progress.step("generating \(events) events")
    try WorkloadFile.generate(count: events, at: workload)
    let comparison = Comparison(
      contenders: contenders(), runs: runs,
      settings: TrialSettings(workload: workload, events: events, data: directory, seconds: seconds),
      progress: progress)
    let results = comparison.results(of: only.isEmpty ? Row.allCases : only)
    let report = Report(results: results, events: events, runs: runs)
    print(format == .json ? try report.json() : report.table())
    if results.contains(where: { !$0.failures.isEmpty }) { throw ExitCode.failure }
  }

  private func contenders() -> [any TrialRunner] {
    let builtIn = Contenders.builtIn.map { IsolatedContender($0, timeout: timeout) as any TrialRunner }
    let harness = peers.map { HarnessPeers.found(in: FilePath($0), timeout: timeout) } ?? []
    return (builtIn + harness).filter { contender.isEmpty || contender.contains($0.name) }
  }
}

/// One trial of one contender in this process; prints the measurement as JSON.
struct Trial: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs one trial.", shouldDisplay: false)

  @Argument var row: Row
  @Argument var contender: ContenderName
  @Option var workload: String
  @Option var data: String
  @Option var events: Int
  @Option var seconds: Double

  func run() async throws {
    guard let contender = Contenders.builtIn.first(where: { $0.name == contender }) else {
      throw TrialError.unsupported(row, contender)
    }
    let measurement = try await contender.measure(
      row,
      with: TrialSettings(workload: FilePath(workload), events: events, data: FilePath(data), seconds: seconds))
    print(String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self))
  }
}

/// The receiving process of the pipe limit.
struct FollowPipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow-pipe", abstract: "Receives for the pipe limit.", shouldDisplay: false)

  @Argument var file: String
  @Argument var count: Int

  func run() throws {
    try Follower.reportReady()
    try Follower.report(PipeFollower.receive(count: count, from: FilePath(file)))
  }
}

struct FollowLog: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow-log", abstract: "Follows a log of Daybook.", shouldDisplay: false)

  @Argument var directory: String
  @Argument var count: Int

  func run() async throws {
    try Follower.report(try await LogFollower.receive(count: count, from: FilePath(directory)))
  }
}

/// The process that the start after a crash kills.
struct AppendAndWait: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Appends, and waits to be killed.", shouldDisplay: false)

  @Argument var directory: String
  @Argument var count: Int
  @Option var workload: String

  func run() throws {
    let workload = try Workload(contentsOf: FilePath(workload), limit: count)
    let store = try DaybookStore.open(in: FilePath(directory))
    let source = BatchSource(workload, keys: .own)
    for first in stride(from: 0, to: workload.count, by: 100) {
      let events = WorkloadFacts.events(source.batch(first..<min(first + 100, workload.count)))
      try store.log.appendBlocking(PreparedAppend(events, DaybookStore.metadata))
    }
    try Follower.reportReady()
    _ = try FileHandle.standardInput.readToEnd()
  }
}

/// The process whose memory is measured.
struct IndexLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads a log into its tag index, and tells how much memory that took.", shouldDisplay: false)

  @Argument var directory: String

  func run() throws {
    let store = try DaybookStore.open(in: FilePath(directory))
    print(try LargeLogTrials.peakResidentBytes())
    try store.close()
  }
}

extension ContenderName: ExpressibleByArgument {}
