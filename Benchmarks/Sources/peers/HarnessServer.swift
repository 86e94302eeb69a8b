import Foundation
import Glibc
import SystemPackage

/// A server that a peer's harness program talks to, started afresh for trials and ended with the run.
final class HarnessServer {
  /// How long a server may take until it accepts connections.
  private static let startLimit = 10.0

  private let executable: String
  private let arguments: [String]
  private let data: FilePath
  private let isReady: () -> Bool
  private var process: Process?

  var isRunning: Bool { process?.isRunning ?? false }

  /// - Parameters:
  ///   - data: The server's folder, emptied at every start.
  ///   - isReady: Whether the server accepts connections.
  init(
    _ executable: String, _ arguments: [String], data: FilePath, isReady: @escaping () -> Bool
  ) {
    self.executable = executable
    self.arguments = arguments
    self.data = data
    self.isReady = isReady
  }

  deinit {
    stop()
  }

  /// Ends the server if it runs, empties its folder and starts it; returns when it accepts connections.
  func restart() throws {
    stop()
    try data.makeEmptyDirectory()
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process
    let deadline = ContinuousClock.now.advanced(by: .seconds(Self.startLimit))
    while !isReady() {
      guard process.isRunning, .now < deadline else {
        stop()
        throw TrialError.process("\(executable) did not start")
      }
      usleep(20_000)
    }
  }

  /// Takes no more processor time until ``resume()``: the trials of others are not its own.
  func pause() {
    if let process, process.isRunning { kill(process.processIdentifier, SIGSTOP) }
  }

  /// Goes on where ``pause()`` stopped it.
  func resume() {
    if let process, process.isRunning { kill(process.processIdentifier, SIGCONT) }
  }

  func stop() {
    guard let process else { return }
    resume()
    process.stop()
    self.process = nil
  }
}
