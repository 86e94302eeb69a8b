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
    try unsafe forEachView(from: first, through: last) { (view, context, bytes) throws(EventLogError) in
      do throws(FieldError) {
        try unsafe body(context, view, bytes)
      } catch {
        throw .malformedEvent(position: context.position, error)
      }
    }
  }

  /// Calls `body` with the records from `first` to `last`, both included, up to `count` of them at a time. A run is
  /// valid during the call only.
  ///
  /// - Throws: as ``forEach(from:through:_:)``.
  func forEachRun(
    from first: Position, through last: Position, upTo count: Int,
    _ body: (RecordRun) throws(EventLogError) -> Void
  ) throws(EventLogError) {
    var run = RecordRun(capacity: count)
    try unsafe forEachView(from: first, through: last) { (view, context, _) throws(EventLogError) in
      run.append(view, context)
      if run.count == count || bytesAreLent {
        try body(run)
        run.removeAll()
      }
    }
    if run.count > 0 { try body(run) }
    // The last run looked at the block's bytes.
    withExtendedLifetime(self) {}
  }

  /// Whether each record's bytes are lent one call long, instead of living as long as the block.
  private var bytesAreLent: Bool { if case .memory = storage { true } else { false } }

  private func forEachView(
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
    case .memory(let events):
      for event in events where event.context.position >= first && event.context.position <= last {
        try unsafe event.record.span.bytes.withUnsafeBytes { (bytes) throws(EventLogError) in
          try unsafe body(Self.view(bytes, event.context.position), event.context, bytes)
        }
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
