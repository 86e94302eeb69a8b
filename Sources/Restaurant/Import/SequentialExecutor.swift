import Dispatch

/// Runs jobs one at a time, in the order in which they were enqueued.
///
/// Tasks that are started on it one behind the other reach their first real suspension in that order. For commands
/// this suspension is the wait for durability, so they are sequenced in the order of their start and still wait
/// together.
final class SequentialExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "daybook.import")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
