import Dispatch
import Foundation
import Synchronization

/// What Ctrl-C and SIGTERM do: they end the process, unless a command asked to be cancelled instead.
///
/// Commands that end by themselves may be killed at any moment without harm: the log is made for it. One that goes on
/// until it is told to stop asks, so that being told is a normal end.
enum Interruption {
  private static let work = Mutex<Task<Void, any Error>?>(nil)

  /// Runs what can be cancelled.
  static func run(_ body: sending @escaping () async throws -> Void) async throws {
    let task = Task { try await body() }
    work.withLock { $0 = task }
    try await task.value
  }

  /// From here on an interruption cancels the running command, until what is returned is cancelled or let go.
  static func cancelsCommand() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.withLock { $0?.cancel() } }
      source.resume()
      return source
    }
  }
}
