import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization
import SystemPackage

/// Follows the writer of another process: tells those who wait what became durable.
final class HeadFollowing: Sendable {
  private let follower: HeadFollower
  private let done = DispatchSemaphore(value: 0)
  private let isStopping = Atomic(false)
  private let problem = Mutex<EventLogError?>(nil)

  /// Starts to follow. The watch begins before the first look at the head, so that nothing is missed in between.
  init(
    _ reader: LogReader, _ directory: FilePath, _ fileSystem: any FileSystem, _ signal: HeadSignal
  ) throws(SegmentError) {
    follower = try HeadFollower(directory: directory, fileSystem: fileSystem)
    let thread = Thread { [self] in
      do throws(SegmentError) {
        while !isStopping.load(ordering: .acquiring) {
          let head = Position(try reader.head().position)
          signal.advance(to: head)
          _ = try follower.wait()
        }
      } catch {
        problem.withLock { $0 = .storage(error) }
      }
      signal.close()
      done.signal()
    }
    thread.name = "daybook.follow"
    thread.start()
  }

  /// What ended the following, if it ended by itself.
  var failure: EventLogError? { problem.withLock { $0 } }

  /// Ends the thread. Called once.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    follower.cancel()
    done.wait()
  }
}
