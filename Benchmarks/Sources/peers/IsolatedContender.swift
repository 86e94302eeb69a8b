import Foundation
import SystemPackage

/// Runs a contender's trials in a process of their own: no trial sees the memory or the threads of another, and one
/// that hangs can be stopped.
struct IsolatedContender: TrialRunner {
  let name: ContenderName
  let trials: Set<Row>
  let timeout: Double

  init(_ contender: any Contender, timeout: Double) {
    name = contender.name
    trials = contender.trials
    self.timeout = timeout
  }

  func measure(_ row: Row, with settings: TrialSettings) throws -> Measurement {
    let output = try ChildProcess.output(
      of: "/proc/self/exe",
      [
        "trial", row.rawValue, name.rawValue, "--workload", settings.workload.string, "--data", settings.data.string,
        "--events", String(settings.events), "--seconds", String(settings.seconds),
      ], timeout: timeout)
    return try JSONDecoder().decode(Measurement.self, from: output)
  }
}
