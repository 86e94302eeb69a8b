public import EventSourcing
import SegmentLog

/// Consecutive durable events in their stored form: what folds over the whole log read.
///
/// Immutable; may be used from any thread.
public struct EventBlock: Sendable {
  enum Storage: Sendable {
    case segment(RecordBlock)
    case memory(MemoryRecords)
  }

  let storage: Storage
  /// The position of the first event.
  public let first: Position
  /// The position of the last event.
  public let last: Position

  init(_ block: RecordBlock) {
    storage = .segment(block)
    first = Position(block.firstPosition)
    last = Position(block.lastPosition)
  }

  /// A block of events in memory; they are consecutive, at least one.
  package init(_ events: [StoredEvent]) {
    precondition(!events.isEmpty, "a block holds an event")
    storage = .memory(MemoryRecords(events))
    first = events[0].context.position
    last = events[events.count - 1].context.position
  }

  /// How much memory the block takes.
  var byteCount: Int {
    switch storage {
    case .segment(let block): block.entryBytes.rawValue
    case .memory(let records): records.byteCount
    }
  }

  /// The event at a position that the block holds.
  func event(at position: Position) throws(EventLogError) -> StoredEvent? {
    var found: StoredEvent?
    try unsafe forEach(from: position, through: position) { (context, record, bytes) throws(FieldError) in
      found = unsafe StoredEvent(context, record, bytes)
    }
    return found
  }

  /// The events within a range that match, in order.
  func events(_ query: Query, in range: ClosedRange<Position>) throws(EventLogError) -> [StoredEvent] {
    var found: [StoredEvent] = []
    try unsafe forEach(from: range.lowerBound, through: range.upperBound) {
      (context, record, bytes) throws(FieldError) in
      let isWanted = query.isAll ? true : query.matches(record.type, try record.tags())
      if isWanted {
        found.append(unsafe StoredEvent(context, record, bytes))
      }
    }
    return found
  }

  /// Calls `body` with each record from `first` to `last`, both included, and with its bytes, which are valid during
  /// the call only. Nothing is copied.
  ///
  /// - Throws: what `body` throws, and ``EventLogError/malformedEvent(position:_:)`` for a record that is not one.
  func forEach(
    from first: Position, through last: Position,
    _ body: (EventContext, RecordView, UnsafeRawBufferPointer) throws(FieldError) -> Void
  ) throws(EventLogError) {
    try unsafe forEachRecord(from: first, through: last) { (view, context, bytes) throws(EventLogError) in
      do throws(FieldError) {
        try unsafe body(context, view, bytes)
      } catch {
        throw .malformedEvent(position: context.position, error)
      }
    }
  }

  /// Calls `body` with a view of each record from `first` to `last`, both included. Views live as long as the block.
  ///
  /// - Throws: what `body` throws, and ``EventLogError/malformedEvent(position:_:)`` for a record that is not one.
  func forEachView(
    from first: Position, through last: Position, _ body: (RecordView, EventContext) throws(EventLogError) -> Void
  ) throws(EventLogError) {
    try unsafe forEachRecord(from: first, through: last) { (view, context, _) throws(EventLogError) in
      try body(view, context)
    }
  }

  private func forEachRecord(
    from first: Position, through last: Position,
    _ body: (RecordView, EventContext, UnsafeRawBufferPointer) throws(EventLogError) -> Void
  ) throws(EventLogError) {
    switch storage {
    case .segment(let block):
      try unsafe block.forEachRecord(from: first.logPosition, through: last.logPosition) {
        (position, commit, bytes) throws(EventLogError) in
        let (position, committedAt) = (Position(position), Timestamp(commit.committedAt))
        let view = try unsafe Self.view(bytes, position)
        try unsafe body(
          view, EventContext(position: position, occurredAt: view.occurredAt, committedAt: committedAt), bytes)
      }
    case .memory(let records):
      for index in records.events.indices {
        let context = records.events[index].context
        guard context.position >= first, context.position <= last else { continue }
        let bytes = unsafe records.bytes(of: index)
        try unsafe body(try unsafe Self.view(bytes, context.position), context, bytes)
      }
    }
  }

  private static func view(
    _ bytes: UnsafeRawBufferPointer, _ position: Position
  ) throws(EventLogError) -> RecordView {
    do throws(FieldError) {
      return try unsafe RecordView(bytes)
    } catch {
      throw .malformedEvent(position: position, error)
    }
  }
}

/// The records of events in memory, side by side, so that views of them live as long as their block.
///
/// `@unchecked Sendable`: the memory is owned by this object alone and nothing writes to it after `init` returned.
@safe final class MemoryRecords: @unchecked Sendable {
  let events: [StoredEvent]
  private let memory: UnsafeMutableRawBufferPointer
  private let ends: [Int]

  init(_ events: [StoredEvent]) {
    self.events = events
    var ends: [Int] = []
    for event in events { ends.append((ends.last ?? 0) + event.record.count) }
    self.ends = ends
    unsafe memory = .allocate(byteCount: ends.last ?? 0, alignment: 1)
    for (event, end) in zip(events, ends) {
      let place = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end - event.record.count..<end])
      unsafe place.copyBytes(from: event.record)
    }
  }

  deinit { unsafe memory.deallocate() }

  var byteCount: Int { unsafe memory.count }

  /// The record of an event.
  func bytes(of index: Int) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: memory[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
  }
}

extension Position {
  init(_ position: LogPosition) { self.init(rawValue: position.rawValue) }
  var logPosition: LogPosition { LogPosition(rawValue) }
}

extension Timestamp {
  init(_ timestamp: LogTimestamp) { self.init(microseconds: timestamp.rawValue) }
}

/// Blocks of a range of the log in order. Belongs to one reader at a time.
public struct BlockScan {
  private let produce: () throws(EventLogError) -> EventBlock?

  /// A scan over what a closure produces until it answers nil.
  package init(_ produce: @escaping () throws(EventLogError) -> EventBlock?) { self.produce = produce }

  /// The next block, nil behind the last.
  public mutating func next() throws(EventLogError) -> EventBlock? { try produce() }
}
