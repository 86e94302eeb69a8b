internal import Synchronization

/// Reads a range of the log with several threads.
///
///     take            decode                check
///     in order   ->   each on its own  ->   in the order of taking
///
/// ``take()`` hands out pieces of the files, a ``FramesDecoder`` of each thread decompresses what the thread took, and
/// ``check(_:)`` sees to it that the pieces fit together. Thread-safe; whoever uses it keeps the order of the checks.
public final class ParallelScan: Sendable {
  private let reader: LogReader
  private let head: DurableHead
  private let last: LogPosition
  private let taking: Mutex<Taking?>
  private let checking: Mutex<Checking?>
  private let isDone = Atomic(false)

  /// Where the files are read next.
  private struct Taking {
    var handle: SegmentHandle
    var offset: ByteCount
    var limit: ByteCount

    init(_ start: LogReader.Start) {
      handle = start.handle
      offset = start.offset
      limit = start.limit
    }
  }

  /// What must come next.
  private struct Checking {
    var handle: SegmentHandle
    /// The position of the next frame's first record.
    var next: LogPosition
    /// The commit inside which the next frame starts.
    var commit: CommitInfo?
    /// The first record that was not returned yet.
    var position: LogPosition
  }

  init(_ reader: LogReader, from first: LogPosition, through last: LogPosition, head: DurableHead) throws(SegmentError)
  {
    self.reader = reader
    self.head = head
    self.last = last
    guard first <= last else {
      taking = Mutex(nil)
      checking = Mutex(nil)
      return
    }
    let start = try reader.start(at: first, head: head)
    taking = Mutex(Taking(start))
    checking = Mutex(Checking(handle: start.handle, next: start.next, commit: start.commit, position: first))
  }

  /// The next piece; nil behind the last, or once everything that is wanted was checked.
  ///
  /// Errors: `missing`, `corrupt`, `io`.
  public func take() throws(SegmentError) -> StoredFrames? {
    try taking.withLock { (taking) throws(SegmentError) in
      while var reading = taking {
        if isDone.load(ordering: .relaxed) { break }
        if reading.offset < reading.limit {
          let stored = try StoredFrames.read(reading.handle, at: reading.offset, limit: reading.limit)
          reading.offset = stored.end
          taking = reading
          return stored
        }
        guard reading.handle.id < head.segment,
          let next = try reader.start(after: reading.handle.id, head: head)
        else { break }
        taking = Taking(next)
      }
      taking = nil
      return nil
    }
  }

  /// The blocks of a piece that hold records of the range; none behind its end. The first and last block may hold
  /// records outside the range, too: pass the range to `forEachRecord`.
  ///
  /// Errors: `corrupt`, `missing`. After an error nothing more may be checked.
  public func check(_ decoded: DecodedFrames) throws(SegmentError) -> [RecordBlock] {
    try checking.withLock { (checking) throws(SegmentError) in
      guard var current = checking, current.position <= last else { return [] }
      if decoded.handle !== current.handle {
        guard current.next == decoded.handle.id.firstPosition else {
          throw reader.notFound(current.next, current.handle)
        }
        current.handle = decoded.handle
      }
      var blocks: [RecordBlock] = []
      blocks.reserveCapacity(decoded.frames.count)
      for frame in decoded.frames where current.position <= last {
        let block = try current.handle.block(frame, next: current.next, continuing: current.commit)
        current.next = block.lastPosition.next
        current.commit = block.unfinished
        guard !block.isEmpty, block.lastPosition >= current.position else { continue }
        current.position = current.next
        blocks.append(block)
      }
      checking = current
      if current.position > last {
        isDone.store(true, ordering: .relaxed)
      } else if let (damage, offset) = decoded.damage {
        throw current.handle.error(damage, at: offset, position: current.next)
      }
      return blocks
    }
  }

  /// Sees to it that everything was checked; call it when ``take()`` has answered nil and every piece was checked.
  ///
  /// Errors: `corrupt` if the files end before the range does.
  public func finish() throws(SegmentError) {
    try checking.withLock { (checking) throws(SegmentError) in
      if let checking, checking.position <= last { throw reader.notFound(checking.position, checking.handle) }
    }
  }
}

extension LogReader {
  /// Reads on from a position up to `last`, both included, or to the durable head as it is now if that is nearer, with
  /// several threads.
  ///
  /// Errors: as ``block(containing:)``, except that an empty range is fine.
  public func parallelScan(
    from first: LogPosition, through last: LogPosition = LogPosition(.max)
  ) throws(SegmentError) -> ParallelScan {
    let head = try head()
    return try ParallelScan(self, from: max(first, LogPosition(1)), through: min(last, head.position), head: head)
  }
}
