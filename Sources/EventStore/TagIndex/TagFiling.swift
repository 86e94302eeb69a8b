import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// Writes the tag index of closed segments to disk, off the append path, so that only what is not closed takes memory.
///
/// A failure harms nothing: the table stays in memory, is reported, and is tried again when the next segment closes or
/// the log is opened again.
final class TagFiling: Sendable {
  private let index: TagIndex
  private let files: TagFiles
  private let reader: LogReader
  private let report: @Sendable (SegmentError) -> Void
  private let work = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let isFinishing = Atomic(false)

  init(
    _ index: TagIndex, _ files: TagFiles, _ reader: LogReader, _ report: @escaping @Sendable (SegmentError) -> Void
  ) {
    self.index = index
    self.files = files
    self.reader = reader
    self.report = report
    let thread = Thread { [self] in
      while !isFinishing.load(ordering: .acquiring) {
        work.wait()
        fileAll()
      }
      done.signal()
    }
    thread.name = "daybook.tag-filing"
    thread.start()
  }

  /// A segment may have been closed.
  func wake() { work.signal() }

  /// Writes what is left and ends the thread. Called once.
  func finish() {
    isFinishing.store(true, ordering: .releasing)
    work.signal()
    done.wait()
  }

  private func fileAll() {
    do throws(SegmentError) {
      while let table = index.oldestTable() {
        let segments = try reader.segments()
        guard let segment = segments.first(where: { Position($0.lastPosition) == table.last && $0.state != .active })
        else { return }
        index.adopt(try files.write(table, segment, reader))
      }
    } catch {
      report(error)
    }
  }
}
