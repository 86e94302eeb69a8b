import EventSourcing
import SegmentLog
import Synchronization

/// Takes what another process has written into the index, when somebody asks for it by tag.
///
/// A reader of everything never pays for the index, and is not kept from what lies before damage.
final class IndexCatchUp: Sendable {
  private let reader: LogReader
  private let index: TagIndex
  /// One at a time: positions are taken in without a gap.
  private let turn = Mutex(())

  init(_ reader: LogReader, _ index: TagIndex) {
    self.reader = reader
    self.index = index
  }

  /// Brings the index up to a durable position; answers what kept it from getting there, if anything did.
  func run(through head: Position) -> EventLogError? {
    turn.withLock { _ in
      do throws(SegmentError) {
        if index.last < head { try TagFiles.read(reader, after: index.last, through: head, into: index) }
        return nil
      } catch {
        return .storage(error)
      }
    }
  }
}
