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
