public import EventSourcing
import SegmentLog

/// Consecutive durable events in their stored form: what folds over the whole log read.
///
/// Immutable; may be used from any thread.
public struct EventBlock: Sendable {
  enum Storage: Sendable {
    case segment(RecordBlock)
    case memory([StoredEvent])
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
    storage = .memory(events)
    first = events[0].context.position
    last = events[events.count - 1].context.position
  }

  /// How much memory the block takes.
  var byteCount: Int {
    switch storage {
    case .segment(let block): block.entryBytes.rawValue
    case .memory(let events): events.reduce(0) { $0 + $1.record.count }
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
    switch storage {
    case .segment(let block):
      try unsafe block.forEachRecord(from: first.logPosition, through: last.logPosition) {
        (position, commit, bytes) throws(EventLogError) in
        try unsafe Self.view(bytes, Position(position), Timestamp(commit.committedAt), body)
      }
    case .memory(let events):
      for event in events where event.context.position >= first && event.context.position <= last {
        try unsafe event.record.span.bytes.withUnsafeBytes { (bytes) throws(EventLogError) in
          try unsafe Self.view(bytes, event.context.position, event.context.committedAt, body)
        }
      }
    }
  }

  private static func view(
    _ bytes: UnsafeRawBufferPointer, _ position: Position, _ committedAt: Timestamp,
    _ body: (EventContext, RecordView, UnsafeRawBufferPointer) throws(FieldError) -> Void
  ) throws(EventLogError) {
    do throws(FieldError) {
      let view = try unsafe RecordView(bytes)
      try unsafe body(
        EventContext(position: position, occurredAt: view.occurredAt, committedAt: committedAt), view, bytes)
    } catch {
      throw .malformedEvent(position: position, error)
    }
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
