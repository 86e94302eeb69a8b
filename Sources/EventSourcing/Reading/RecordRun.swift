/// Consecutive records that are folded at one go. Must not outlive the bytes that its views look at.
public struct RecordRun {
  @usableFromInline var records: [(view: RecordView, context: EventContext)] = []

  /// A run with room for `capacity` records.
  public init(capacity: Int) { records.reserveCapacity(capacity) }

  /// The number of records.
  @inlinable public var count: Int { records.count }

  /// The position of the last record; nil if there is none.
  @inlinable public var last: Position? { records.last?.context.position }

  /// Adds the record that follows.
  @inlinable public mutating func append(_ view: RecordView, _ context: EventContext) {
    records.append((view, context))
  }

  /// Calls `body` with each record's event number and size, in bytes.
  public func forEach(_ body: (_ number: UInt32, _ bytes: Int) -> Void) {
    for record in records { body(record.view.eventNumber, record.view.byteCount) }
  }

  /// The records behind a position.
  public func behind(_ position: Position) -> RecordRun {
    guard let first = records.first, first.context.position <= position else { return self }
    var rest = RecordRun(capacity: records.count)
    for record in records where record.context.position > position { rest.append(record.view, record.context) }
    return rest
  }

  /// Forgets the records and keeps the memory.
  @inlinable public mutating func removeAll() { records.removeAll(keepingCapacity: true) }
}

/// A fact and what the log says about the event that stated it.
public struct StatedFact<Fact: Facts>: Sendable {
  /// The fact.
  public let fact: Fact
  /// When and where it was stated.
  public let context: EventContext

  /// Puts both together.
  @inlinable public init(fact: Fact, context: EventContext) {
    self.fact = fact
    self.context = context
  }
}

/// An event that states no fact that could be read, although its type is known.
public struct UnreadableFact: Error, Hashable {
  /// Where the event is.
  public let position: Position
  /// What is wrong with its fields.
  public let cause: FieldError

  /// Names the event and the reason.
  @inlinable public init(position: Position, cause: FieldError) {
    self.position = position
    self.cause = cause
  }
}
