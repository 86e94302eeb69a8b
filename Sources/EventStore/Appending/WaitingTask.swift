/// A task that waits until its append is durable.
///
/// Without the checks of a checked continuation, which allocate memory that another thread frees, for every append. The
/// queue answers each of those who wait once, and whoever it is answered to resumes them.
@safe
struct WaitingTask: Sendable {
  private let continuation: UnsafeContinuation<EventLogError?, Never>

  /// Suspends the present task, and has `body` see to it that it is resumed; answers what it was resumed with.
  static func suspend(_ body: (WaitingTask) -> Void) async -> EventLogError? {
    await unsafe withUnsafeContinuation { body(unsafe WaitingTask(continuation: $0)) }
  }

  /// Lets the task go on; called once.
  func resume(_ failure: EventLogError?) { unsafe continuation.resume(returning: failure) }
}
