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

  /// Calls `body` with each fact that the records state, and with what the log says about its event.
  ///
  /// - Parameters:
  ///   - facts: what is read.
  ///   - wanted: the types that it reads; records of others cost one look.
  ///   - time: what happened later is left out.
  ///   - body: takes a fact.
  /// - Throws: which event states no fact that can be read; `body` had what lies before it.
  @inlinable
  public func forEachFact<F: Facts>(
    _ facts: F.Type, of wanted: EventTypeFilter, occurredBy time: Timestamp,
    _ body: (consuming F, EventContext) -> Void
  ) throws(UnreadableFact) {
    let records = records.span
    for index in records.indices {
      guard wanted.contains(records[index].view.eventNumber), records[index].context.occurredAt <= time else {
        continue
      }
      do throws(FieldError) {
        if let fact = try records[index].view.fact(F.self) { body(fact, records[index].context) }
      } catch {
        throw UnreadableFact(position: records[index].context.position, cause: error)
      }
    }
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
