import Foundation
import SystemPackage

/// A peer that is measured by its own program: one mode per row, one line of JSON as the result.
final class HarnessPeer: TrialRunner {
  let name: ContenderName
  /// The program and its arguments, by row.
  let commands: [Row: [String]]
  /// The server that the programs talk to, if they need one.
  let server: HarnessServer?
  /// Where the programs are.
  let programs: FilePath
  let timeout: Double
  /// Whether the last mode left the whole workload behind.
  private var isLoaded = false

  var trials: Set<Row> { Set(commands.keys) }

  init(
    _ name: ContenderName, commands: [Row: [String]], server: HarnessServer? = nil, programs: FilePath, timeout: Double
  ) {
    self.name = name
    self.commands = commands
    self.server = server
    self.programs = programs
    self.timeout = timeout
  }

  func measure(_ row: Row, with settings: TrialSettings) throws -> Measurement {
    guard let command = commands[row] else { throw TrialError.unsupported(row, name) }
    server?.resume()
    defer { server?.pause() }
    // What a scan reads is what the load before it left; every other mode starts from an empty server.
    if row == .replay {
      let needsLoad = commands[.bulk] != nil && (!isLoaded || server?.isRunning == false)
      if needsLoad { _ = try measure(.bulk, with: settings) }
    } else {
      try server?.restart()
    }
    let result = try run(command, settings)
    isLoaded = row == .bulk || row == .replay
    guard !result.note.contains("ok=0"), result.note.firstMatch(of: /errs=[1-9]/) == nil else {
      throw TrialError.process("the harness reports wrong results: \(result.note)")
    }
    return Measurement(
      row: row, contender: name, events: Int(result.events), commits: result.commits, values: values(result, row))
  }

  private func run(_ command: [String], _ settings: TrialSettings) throws -> HarnessResult {
    let output = try ChildProcess.output(
      of: programs.appending(command[0]).string, Array(command.dropFirst()),
      environment: ["EVENTS": settings.workload.string, "SECS": String(settings.seconds)], timeout: timeout)
    guard let line = output.split(separator: UInt8(ascii: "\n")).last(where: { $0.first == UInt8(ascii: "{") }) else {
      throw TrialError.process("\(command[0]) printed no result")
    }
    return try JSONDecoder().decode(HarnessResult.self, from: Data(line))
  }

  private func values(_ result: HarnessResult, _ row: Row) -> [Metric: Double] {
    var values: [Metric: Double] = [.eventsPerSecond: result.eps]
    if row == .tail { values[.eventsPerSecond] = nil }
    if result.p50us != 0 || result.p99us != 0 {
      values[.median] = result.p50us * 1e-6
      values[.percentile99] = result.p99us * 1e-6
    }
    if let size = result.note.firstMatch(of: /(?:^| )(?:disk|aof|table\+indexes)=(\d+)/)?.1 {
      values[.diskBytes] = Double(size)
    }
    return values
  }
}

/// The result line of a harness program, as far as it is read here.
private struct HarnessResult: Decodable {
  let events: Double
  let eps: Double
  let commits: Int
  let p50us: Double
  let p99us: Double
  let note: String
}
