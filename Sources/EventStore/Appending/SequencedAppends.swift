import DequeModule
import EventSourcing
import SegmentLog

/// Appends that have their positions and wait for their commit, in order.
///
/// Small ones are copied behind each other as they come, into memory that is used again. So whoever prepared an append
/// gives its memory back on its own thread: if the committer did that for all of them, it would wait for the
/// allocator's locks longer than for the disk.
struct SequencedAppends {
  /// One append, or several small ones.
  ///
  /// `@unchecked Sendable`: belongs to the queue until it is taken, and then to whoever makes the commit.
  final class Batch: @unchecked Sendable {
    fileprivate(set) var records = RecordBatch()
    /// How many appends these are.
    fileprivate(set) var appends = 0
    /// The position of the last event.
    fileprivate(set) var last = Position.origin
    /// Whether the records are copies of those of the appends, in memory of this batch.
    fileprivate let isGathered: Bool

    /// Room for small appends.
    fileprivate init() { isGathered = true }

    /// An append as it is.
    fileprivate init(_ append: PreparedAppend, last: Position) {
      (records, appends, self.last) = (append.batch, 1, last)
      isGathered = false
    }

    fileprivate func add(_ append: PreparedAppend, last: Position) {
      records.append(contentsOf: append.batch)
      appends += 1
      self.last = last
    }

    fileprivate func clear() {
      records.removeAll()
      appends = 0
    }
  }

  private var batches: Deque<Batch> = []
  /// Memory for batches of small appends.
  private var spares: [Batch] = []
  /// The number of appends.
  private(set) var count = 0
  /// The bytes of their records.
  private(set) var byteCount = 0

  var isEmpty: Bool { batches.isEmpty }

  /// Appends are copied into a batch up to this size.
  private static let gatheredBytes = 32 << 10
  /// As many as are in use at a time: one is gathered, one encoded, one stored.
  private static let spareBatches = 3

  /// Adds an append whose last event has this position.
  mutating func add(_ append: PreparedAppend, last: Position) {
    count += 1
    byteCount += append.byteCount
    guard append.byteCount <= Self.gatheredBytes else { return batches.append(Batch(append, last: last)) }
    if let end = batches.last, end.records.byteCount.rawValue + append.byteCount <= Self.gatheredBytes {
      end.add(append, last: last)
    } else {
      let batch = spares.popLast() ?? Batch()
      batch.add(append, last: last)
      batches.append(batch)
    }
  }

  /// Takes whole batches, in order, up to this many bytes but at least one.
  mutating func take(upTo limit: Int) -> [Batch] {
    var taken: [Batch] = []
    taken.reserveCapacity(batches.count)
    var bytes = 0
    while let next = batches.first, taken.isEmpty || bytes + next.records.byteCount.rawValue <= limit {
      bytes += next.records.byteCount.rawValue
      count -= next.appends
      taken.append(next)
      batches.removeFirst()
    }
    byteCount -= bytes
    return taken
  }

  /// Puts what was taken last back to the front.
  mutating func putBack(_ taken: [Batch]) {
    for batch in taken.reversed() {
      batches.prepend(batch)
      count += batch.appends
      byteCount += batch.records.byteCount.rawValue
    }
  }

  /// Uses the memory of what was taken, and is needed no more, again.
  mutating func recycle(_ taken: [Batch]) {
    for batch in taken where batch.isGathered && spares.count < Self.spareBatches {
      batch.clear()
      spares.append(batch)
    }
  }

  mutating func removeAll() {
    batches.removeAll()
    count = 0
    byteCount = 0
  }
}
