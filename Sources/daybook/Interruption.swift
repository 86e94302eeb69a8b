import CLinux
import Foundation
import Synchronization
import SystemPackage

/// What Ctrl-C and SIGTERM do: they end the process, unless a command asked to be cancelled instead.
///
/// Commands that end by themselves may be killed at any moment without harm: the log is made for it. One that goes on
/// until it is told to stop asks, so that being told is a normal end.
enum Interruption {
  private struct Work {
    var task: Task<Void, any Error>?
    var isInterrupted = false
  }

  private static let work = Mutex(Work())

  /// Runs what can be cancelled.
  static func run(_ body: sending @escaping () async throws -> Void) async throws {
    let task = Task { try await body() }
    let isInterrupted = work.withLock { work in
      work.task = task
      return work.isInterrupted
    }
    if isInterrupted { task.cancel() }
    try await task.value
  }

  /// From its return on, the first interruption cancels the running command; another one ends the process.
  ///
  /// A dispatch source for the signal would not do: it is registered some time after it was resumed, and a signal that
  /// arrives before is lost.
  static func cancelsCommand() throws {
    let event = clinux_event_open()
    guard event >= 0 else { throw failure(event) }
    let result = clinux_interruptions_signal(event)
    guard result == 0 else { throw failure(result) }
    Thread.detachNewThread {
      var seen: Int32 = 0
      while seen == 0 { seen = clinux_watch_wait(-1, event, -1) }
      work.withLock { work in
        work.isInterrupted = true
        work.task?.cancel()
      }
    }
  }

  private static func failure(_ result: Int32) -> Failure {
    Failure(.storageFailed, "interruptions cannot be caught: \(Errno(rawValue: -result))")
  }
}
