import Foundation
import Glibc
import Synchronization
import SystemPackage
import Workload

/// The least that a group commit can cost where writers are tasks: each hands over a copy of its bytes and waits; one
/// thread writes what has gathered to a file whose blocks were written before, syncs it, and lets the writers go on.
///
/// Nothing is encoded, checked, indexed, hashed or compressed: what remains is the sync, and the way from task to thread
/// and back.
struct GroupCommitLimit: Contender {
  let name = ContenderName.groupCommit
  let trials: Set<Row> = [.concurrentConditional]

  private static let writers = 64

  func measure(_ row: Row, with settings: TrialSettings) async throws -> Measurement {
    let workload = try Workload(contentsOf: settings.workload, limit: settings.events)
    let directory = settings.directory(of: name, row.rawValue)
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let file = try GroupCommitFile(in: directory, bytes: workload.byteCount)
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(settings.seconds))
    let latencies = try await withThrowingTaskGroup(of: LatencyRecorder.self) { group in
      for writer in 0..<Self.writers {
        group.addTask {
          var latencies = LatencyRecorder()
          var count = 0
          while clock.now < end {
            let began = clock.now
            let event = workload[(count * Self.writers + writer) % workload.count]
            try await unsafe file.append(event.stored)
            latencies.record(began.duration(to: clock.now))
            count += 1
          }
          return latencies
        }
      }
      return try await group.reduce(into: LatencyRecorder()) { $0.merge($1) }
    }
    var values = latencies.values
    values[.eventsPerSecond] = Double(latencies.count) / start.duration(to: clock.now).seconds
    let commits = try file.close()
    return Measurement(row: row, contender: name, events: latencies.count, commits: commits, values: values)
  }
}

/// The file of ``GroupCommitLimit`` and the thread that commits to it.
@safe
private final class GroupCommitFile: Sendable {
  @safe
  private struct Waiting {
    var bytes: [UInt8] = []
    var writers: [UnsafeContinuation<Errno?, Never>] = unsafe []
    var isSleeping = false
    var isClosing = false
  }

  private let waiting = Mutex(Waiting())
  private let arrived = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let commits = Mutex(0)
  private let file: FileDescriptor
  private let capacity: Int

  init(in directory: FilePath, bytes: Int) throws {
    file = try FileDescriptor.open(
      directory.appending("events.log"), .readWrite, options: [.create, .truncate], permissions: [.ownerReadWrite])
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let steps = bytes / zeros.count + 1
    for _ in 0..<steps { try file.writeAll(zeros) }
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    capacity = steps * zeros.count
    Thread.detachNewThread { [self] in commitLoop() }
  }

  func append(_ bytes: UnsafeRawBufferPointer) async throws {
    let failure = await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Errno?, Never>) in
      let wakes = waiting.withLock { waiting in
        unsafe waiting.bytes.append(contentsOf: bytes)
        unsafe waiting.writers.append(continuation)
        defer { waiting.isSleeping = false }
        return waiting.isSleeping
      }
      if wakes { arrived.signal() }
    }
    if let failure { throw failure }
  }

  /// Ends the thread, and tells how many commits it made.
  func close() throws -> Int {
    let wakes = waiting.withLock { waiting in
      waiting.isClosing = true
      return waiting.isSleeping
    }
    if wakes { arrived.signal() }
    done.wait()
    try file.close()
    return commits.withLock { $0 }
  }

  private func commitLoop() {
    var offset: Int64 = 0
    while true {
      let work = waiting.withLock { waiting -> Waiting in
        let work = waiting
        waiting = Waiting()
        waiting.isSleeping = unsafe work.writers.isEmpty
        waiting.isClosing = work.isClosing
        return work
      }
      let writers = unsafe work.writers
      if unsafe !writers.isEmpty {
        // Round and round: the file is as long as the workload, whatever a fast disk takes in the time.
        if offset + Int64(work.bytes.count) > capacity { offset = 0 }
        let failure = write(work.bytes, at: offset)
        offset += Int64(work.bytes.count)
        commits.withLock { $0 += 1 }
        for index in unsafe writers.indices { unsafe writers[index].resume(returning: failure) }
      } else if work.isClosing {
        break
      } else {
        arrived.wait()
      }
    }
    done.signal()
  }

  private func write(_ bytes: [UInt8], at offset: Int64) -> Errno? {
    do {
      try file.writeAll(toAbsoluteOffset: offset, bytes)
      return fdatasync(file.rawValue) == 0 ? nil : Errno(rawValue: errno)
    } catch {
      return error as? Errno ?? .ioError
    }
  }
}
