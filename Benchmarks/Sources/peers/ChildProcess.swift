import Dispatch
import Foundation
import Glibc

/// Runs a program to its end, but not for ever.
enum ChildProcess {
  /// Runs `executable` and returns its standard output.
  ///
  /// - Throws: ``TrialError/process(_:)`` when it fails or takes longer than `timeout` seconds.
  static func output(
    of executable: String, _ arguments: [String], environment: [String: String] = [:], timeout: Double
  ) throws -> Data {
    let process = Process()
    let output = Pipe()
    let errors = Pipe()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    // Both pipes are drained while the process runs: a full one would stop it.
    let outputText = Drain(output)
    let errorText = Drain(errors)
    if ended.wait(timeout: .now() + timeout) == .timedOut {
      process.stop()
      throw TrialError.process("stopped after \(Int(timeout)) s")
    }
    let data = outputText.result()
    guard process.terminationStatus == 0 else {
      let message = String(decoding: errorText.result(), as: UTF8.self).split(separator: "\n").last ?? ""
      throw TrialError.process("status \(process.terminationStatus): \(message)")
    }
    return data
  }
}

extension Process {
  /// How long a program that was asked to end may take before it is killed.
  private static let grace = Duration.seconds(2)

  /// Ends the process and waits for its end. To be called on the thread that started it.
  func stop() {
    terminate()
    let deadline = ContinuousClock.now.advanced(by: Self.grace)
    while isRunning, .now < deadline { RunLoop.current.run(until: Date(timeIntervalSinceNow: 0.01)) }
    if isRunning { kill(processIdentifier, SIGKILL) }
    waitUntilExit()
  }
}

/// Collects what comes out of a pipe until its end.
private final class Drain: @unchecked Sendable {
  // Sendable: `data` is written by one block and read only after that block has left the group.
  private var data = Data()
  private let group = DispatchGroup()

  init(_ pipe: Pipe) {
    let handle = pipe.fileHandleForReading
    DispatchQueue.global().async(group: group) { [self] in
      data = (try? handle.readToEnd()) ?? Data()
    }
  }

  func result() -> Data {
    group.wait()
    return data
  }
}
