/// Reads a range of the log frame by frame. For one thread at a time.
public final class BlockCursor {
  private let reader: LogReader
  private let last: LogPosition
  private let head: DurableHead
  /// The first record that was not returned yet.
  private var position: LogPosition
  private var reading: Reading?

  private struct Reading {
    let handle: SegmentHandle
    let stream: FrameStream
    /// The position of the next frame's first record.
    var next: LogPosition
    var commit: CommitInfo?
  }

  init(_ reader: LogReader, from first: LogPosition, through last: LogPosition, head: DurableHead) {
    self.reader = reader
    self.last = last
    self.head = head
    position = first
  }

  /// The next block that holds a record of the range; nil behind its end. The first and last block may hold records
  /// outside the range, too: pass the range to `forEachRecord`.
  ///
  /// Errors: `corrupt`, `missing`, `io`. After an error the cursor stays where it is.
  public func next() throws(SegmentError) -> RecordBlock? {
    while position <= last {
      var current: Reading
      if let reading { current = reading } else { current = try start() }
      guard let frame = try current.handle.read(from: current.stream, position: current.next) else {
        // A file's frames ended: the next record is in the next segment, or it is nowhere.
        guard current.next == position, current.handle.id < head.segment else {
          throw reader.notFound(position, current.handle)
        }
        reading = nil
        continue
      }
      let block = try current.handle.block(frame, next: current.next, continuing: current.commit)
      current.next = block.lastPosition.next
      current.commit = block.unfinished
      reading = block.isSealed ? nil : current
      if block.isSealed, block.lastPosition < position, current.next != position {
        throw reader.notFound(position, current.handle)
      }
      if !block.isEmpty, block.lastPosition >= position {
        position = block.lastPosition.next
        return block
      }
    }
    return nil
  }

  /// Opens the segment that holds the next record.
  private func start() throws(SegmentError) -> Reading {
    let start = try reader.start(at: position, head: head)
    return Reading(
      handle: start.handle, stream: FrameStream(start.handle.file, from: start.offset, limit: start.limit),
      next: start.next, commit: start.commit)
  }
}
