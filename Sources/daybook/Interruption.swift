import CLinux
import Foundation
import Synchronization
import SystemPackage

/// What Ctrl-C and SIGTERM do: they end the process, unless a command asked to be cancelled instead.
///
/// Commands that end by themselves may be killed at any moment without harm: the log is made for it. One that goes on
/// until it is told to stop asks, so that being told is a normal end; an import asks, so that it can say what came of it.
enum Interruption {
  private struct Work {
    var task: Task<Void, any Error>?
    var isInterrupted = false
  }

  private static let work = Mutex(Work())
  /// What becomes readable with the first interruption, and stays so; -1 while an interruption ends the process.
  private static let descriptor = Atomic<Int32>(-1)

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
    descriptor.store(event, ordering: .releasing)
    Thread.detachNewThread {
      var seen: Int32 = 0
      while seen == 0 { seen = clinux_watch_wait(-1, event, -1) }
      work.withLock { work in
        work.isInterrupted = true
        work.task?.cancel()
      }
    }
  }

  /// Whether the first interruption cancels the command.
  static var isCancelling: Bool { descriptor.load(ordering: .acquiring) >= 0 }

  /// Returns once a descriptor can be written to, or there was an interruption that cancels the command: false then. At
  /// once where an interruption ends the process.
  ///
  /// A pipe that is ready takes `PIPE_BUF` bytes without waiting; a longer write would wait in the system for its
  /// reader, and an interruption could not call it back.
  static func waitUntilWritable(_ output: Int32) -> Bool {
    let event = descriptor.load(ordering: .acquiring)
    guard event >= 0 else { return true }
    var watched = [
      pollfd(fd: output, events: Int16(POLLOUT), revents: 0), pollfd(fd: event, events: Int16(POLLIN), revents: 0),
    ]
    while unsafe poll(&watched, nfds_t(watched.count), -1) < 0, errno == EINTR {}
    // What can be written is written, whatever else there was: what nobody reads is given up.
    return watched[0].revents != 0 || watched[1].revents == 0
  }

  private static func failure(_ result: Int32) -> Failure {
    Failure(.storageFailed, "interruptions cannot be caught: \(Errno(rawValue: -result))")
  }
}
